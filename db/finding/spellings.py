"""Which of many words come near one that was typed: sets of letters first, then edits.

The distance is that of optimal string alignment: letters put in, left out, exchanged, or two
neighbours swapped. One edit changes at most two members of a word's set of letters and six of its
set of pairs, so comparing the sets of all words, a few instructions each, leaves few to measure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

WIDTH = 24  # letters that count for the sets
SHORTEST, LONGEST = 3, 12  # letters of the beginnings that are kept

Letters = NDArray[np.uint32]
Pairs = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class _Words:
    """Words, or beginnings of words, with the sets of their letters and of their pairs."""

    words: NDArray[np.object_]
    letters: Letters
    pairs: Pairs

    def like(self, word: str, most: int, first: int = 0, end: int | None = None) -> list[str]:
        """Return those whose sets differ by no more than so many edits can change."""
        letters, pairs = _sets_of(word[:WIDTH].encode())
        places = np.flatnonzero(np.bitwise_count(self.letters[first:end] ^ letters) <= 2 * most)
        places += first
        close = np.bitwise_count(self.pairs[places] ^ pairs) <= 4 * most + 2
        return list(self.words[places[close]])


class Spellings:
    """Words of lower-case ASCII, and all their beginnings."""

    def __init__(self, sorted_words: Sequence[str]) -> None:
        words = np.empty(len(sorted_words), object)
        words[:] = sorted_words
        lengths = np.fromiter(map(len, sorted_words), np.int64, len(sorted_words))
        letters, pairs, is_new = _sets(sorted_words)
        last = np.minimum(lengths, WIDTH) - 1
        order = np.argsort(lengths, kind="stable")
        self._whole = _Words(words[order], letters[order, last[order]], pairs[order, last[order]])
        self._from = np.searchsorted(lengths[order], np.arange(WIDTH + 4))
        self._begun: dict[int, _Words] = {}
        for length in range(SHORTEST, LONGEST + 1):
            first = np.flatnonzero(is_new[:, length - 1] & (lengths >= length))
            sets = letters[first, length - 1], pairs[first, length - 1]
            self._begun[length] = _Words(words[first], *sets)

    def near(self, word: str, most: int) -> dict[str, int]:
        """Return the words at most so many edits away, with their distance."""
        shortest = min(max(0, len(word) - most), WIDTH)
        longest = min(len(word) + most + 1, WIDTH + 3)
        first, end = int(self._from[shortest]), int(self._from[longest])
        return _measured(word, self._whole.like(word, most, first, end), most)

    def begun(self, word: str, most: int) -> dict[str, int]:
        """Return the beginnings of words at most so many edits away, with their distance."""
        found: dict[str, int] = {}
        for length in (len(word), len(word) - 1, len(word) + 1):
            if length in self._begun:
                begun = [one[:length] for one in self._begun[length].like(word, most)]
                found |= _measured(word, begun, most)
        return found


def _sets(words: Sequence[str]) -> tuple[Letters, Pairs, NDArray[np.bool_]]:
    """Return, by word and number of letters, the sets so far, and whether the beginning is new."""
    written = np.zeros((len(words), WIDTH), np.uint8)
    if words:
        written = np.array(words, f"S{WIDTH}").view(np.uint8).reshape(len(words), WIDTH)
    known = written > 0
    ones = known.astype(np.uint32) << (written % 32).astype(np.uint32)
    letters = np.bitwise_or.accumulate(ones, axis=1)
    hashed = (written[:, 1:].astype(np.uint16) * 31 + written[:, :-1]) % 61
    bits = np.zeros(written.shape, np.uint64)
    bits[:, 1:] = known[:, 1:].astype(np.uint64) << hashed.astype(np.uint64)
    pairs = np.bitwise_or.accumulate(bits, axis=1)
    is_new = np.ones(written.shape, bool)
    is_new[1:] = np.logical_or.accumulate(written[1:] != written[:-1], axis=1)
    return letters, pairs, is_new


def _sets_of(word: bytes) -> tuple[np.uint32, np.uint64]:
    """Return the same of one word."""
    letters = pairs = 0
    for letter in word:
        letters |= 1 << letter % 32
    for before, letter in pairwise(word):
        pairs |= 1 << (letter * 31 + before) % 61
    return np.uint32(letters), np.uint64(pairs)


def _measured(word: str, near: Sequence[str], most: int) -> dict[str, int]:
    if not near:
        return {}
    distances = cdist([word], near, scorer=OSA.distance, score_cutoff=most, dtype=np.uint8)[0]
    return {near[p]: int(distances[p]) for p in np.flatnonzero(distances <= most).tolist()}
