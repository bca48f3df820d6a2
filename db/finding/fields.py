"""One searched field of everybody: each word with the rows that have it."""

from bisect import bisect_left
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int32]

AFTER_LETTERS = "{"  # what follows "z", the last of the letters and digits of folded words


class Field:
    """Sorted words, and behind one another the rows of each."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Read the folded text of each row, from row 0 on."""
        numbers: dict[str, int] = {}
        of_text: dict[str, list[int]] = {}
        occurrences: list[int] = []
        lengths: list[int] = []
        for text in texts:
            words = of_text.get(text)
            if words is None:
                words = of_text[text] = [
                    numbers.setdefault(word, len(numbers)) for word in set(text.split()) - {"/"}
                ]
            occurrences += words
            lengths.append(len(words))
        self.words = sorted(numbers)
        self._places = {word: place for place, word in enumerate(self.words)}
        place = np.empty(len(numbers), np.int32)
        place[[numbers[word] for word in self.words]] = np.arange(len(numbers), dtype=np.int32)
        places = place[np.array(occurrences, np.int32)]
        rows = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        self._rows: Rows = rows[np.argsort(places, kind="stable")]
        ends = np.cumsum(np.bincount(places, minlength=len(numbers)))
        self._ends: list[int] = [0, *ends.tolist()]

    def whole(self, word: str) -> Rows:
        """Return the rows with exactly this word."""
        place = self._places.get(word)
        return self._rows[:0] if place is None else self._of(place, place + 1)

    def begun(self, beginning: str) -> Rows:
        """Return the rows with a word that begins so; a row comes once for each such word."""
        first = bisect_left(self.words, beginning)
        last = bisect_left(self.words, beginning + AFTER_LETTERS, first)
        return self._of(first, last)

    def has(self, word: str) -> bool:
        """Say whether anybody has exactly this word."""
        return word in self._places

    def _of(self, first: int, last: int) -> Rows:
        return self._rows[self._ends[first] : self._ends[last]]
