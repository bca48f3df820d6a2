"""Which letters of a shown text answer to what was typed, so that the eye can check why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from db.finding.typed import edits_allowed
from db.folding import fold

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Word:
    """One folded word of the text; `places` are those of its letters in the text."""

    letters: str
    places: tuple[int, ...]


def spans(text: str, typed: Sequence[str], *, misspelt: bool = False) -> tuple[Span, ...]:
    """Return where the text answers to folded words, as (start, end) in order.

    With `misspelt`, words that are only near count with the letters that they have in common.
    """
    words = _words(text)
    places: set[int] = set()
    for word in (*typed, *map("".join, pairwise(typed))):
        places.update(_answering(word, words))
    if misspelt:
        free = [word for word in words if not places.intersection(word.places)]
        for word in typed:
            places.update(_in_common(word, free))
    return tuple(_joined(sorted(places)))


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[_Word, ...]:
    return tuple(_taken_apart(text))


def _taken_apart(text: str) -> Iterator[_Word]:
    letters = ""
    places: list[int] = []
    for place, letter in enumerate(text):
        folded = fold(letter)
        if not folded:
            yield from [_Word(letters, tuple(places))] if letters else []
            letters, places = "", []
        letters += folded
        places += [place] * len(folded)
    yield from [_Word(letters, tuple(places))] if letters else []


def _answering(typed: str, words: Sequence[_Word]) -> tuple[int, ...]:
    """Return the places of a word that begins as typed, or of words that do so in one piece."""
    for first in range(len(words)):
        letters = ""
        places: tuple[int, ...] = ()
        for word in words[first : first + 4]:
            letters, places = letters + word.letters, places + word.places
            if letters.startswith(typed):
                return places[: len(typed)]
    return ()


def _in_common(typed: str, words: Sequence[_Word]) -> set[int]:
    if not edits_allowed(typed):
        return set()
    from rapidfuzz.distance import OSA, Levenshtein

    for word in words:
        for length in (len(word.letters), len(typed), len(typed) + 1, len(typed) - 1):
            if OSA.distance(typed, word.letters[:length]) <= edits_allowed(typed):
                blocks = Levenshtein.opcodes(typed, word.letters[:length])
                return {
                    place
                    for block in blocks
                    if block.tag == "equal"
                    for place in word.places[block.dest_start : block.dest_end]
                }
    return set()


def _joined(places: Sequence[int]) -> Iterator[Span]:
    start = end = -1
    for place in places:
        if place != end:
            if end > start:
                yield start, end
            start = place
        end = place + 1
    if end > start:
        yield start, end
