"""Which words of the registrations are near one that was typed, and how far away they are.

Distances are in edits: 0 would be the word itself, 1 a slip of one key in a word of usual length.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import TypeVar

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cdist

from db.finding.ranking import Near
from db.finding.sounds import skeletons, sounds
from db.finding.spellings import Spellings
from db.finding.typed import edits_allowed

D = TypeVar("D", int, float)

FEW = 12  # words one edit away; with as many, two edits mean nothing
MOST = 32  # words, and half as many beginnings; the nearest are kept

# The letters of an AZERTY keyboard, row by row; neighbours are hit for one another.
KEYBOARD = ("azertyuiop", "qsdfghjklm", "wxcvbn")
NEIGHBOURS = frozenset(
    {left + right for row in KEYBOARD for left, right in pairwise(row)}
    | {
        above[place] + below[place + shift]
        for above, below in pairwise(KEYBOARD)
        for shift in (-1, 0)
        for place in range(len(above))
        if 0 <= place + shift < len(below)
    }
)


class Nearness:
    """All words that can be misspelt, by their letters and by their sound."""

    def __init__(self, words: Iterable[str]) -> None:
        known = sorted(word for word in set(words) if len(word) > 2)
        self._spellings = Spellings(known)
        letters = [word for word in known if word.isalpha()]
        self._sounds = _grouped(sounds(letters), letters)
        self._skeletons = _grouped(skeletons(letters), letters)
        self._sound_spellings = Spellings(sorted(self._sounds))

    def of(self, word: str) -> Near:
        """Return what is near a word that was typed, the nearest words only."""
        most = edits_allowed(word)
        if not most:
            return Near()
        found = self._spellings.near(word, 1)
        if most > 1 and len(found) < FEW:
            found = _fewest(self._spellings.near(word, most), MOST)
        whole = {one: spelling_distance(word, one, edits) for one, edits in found.items()}
        for one, distance in self._alike(word):
            whole[one] = min(distance, whole.get(one, distance))
        if len(word) < 4:
            return Near(_fewest(whole, MOST))
        begun = _fewest(self._spellings.begun(word, 1 if len(word) < 7 else 2), MOST // 2)
        return Near(
            _fewest(whole, MOST),
            {one: spelling_distance(word, one, edits) + 0.4 for one, edits in begun.items()},
        )

    def _alike(self, word: str) -> Iterable[tuple[str, float]]:
        """Yield what sounds or is transliterated alike."""
        if not word.isalpha() or len(word) < 3:
            return
        (sound,), (skeleton,) = sounds([word]), skeletons([word])
        short = 0.5 if len(sound) < 3 else 0.0
        alike = self._sounds.get(sound, ())
        for one, edits in zip(alike, _edits(word, alike), strict=True):
            yield one, 0.35 + short + 0.3 * min(edits, 4)
        if len(sound) > 3:
            keys = _fewest(self._sound_spellings.near(sound, 1), MOST)
            others = [one for key, edits in keys.items() if edits for one in self._sounds[key]]
            for one, unlike in _unlike(word, others):
                yield one, 1.0 + 2.0 * unlike
        if len(word) > 3:
            for one, unlike in _unlike(word, self._skeletons.get(skeleton, ())):
                yield one, 0.9 + 2.4 * unlike


def spelling_distance(typed: str, word: str, edits: int) -> float:
    """Return the distance: slips of neighbouring keys weigh less, those in short words more."""
    if not edits:
        return 0.3
    weight = edits * (0.7 + 1.5 / len(typed))
    if typed[0] != word[0]:
        weight += 0.2
    if len(typed) == len(word) and edits == 1:
        slip = next(pair for pair in zip(typed, word, strict=True) if pair[0] != pair[1])
        if "".join(slip) in NEIGHBOURS or "".join(reversed(slip)) in NEIGHBOURS:
            weight -= 0.15
    return weight


def _grouped(keys: Sequence[str], words: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the words by key; in tuples, which the garbage collector need not look through."""
    groups: dict[str, list[str]] = defaultdict(list)
    for key, word in zip(keys, words, strict=True):
        groups[key].append(word)
    return {key: tuple(group) for key, group in groups.items()}


def _edits(word: str, others: Sequence[str]) -> list[int]:
    return cdist([word], others, scorer=OSA.distance)[0].tolist() if others else []


def _unlike(word: str, others: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Yield the least unlike of others, each with the share of its letters that differ."""
    if not others:
        return
    alike = cdist([word], others, scorer=ratio, dtype=np.uint8)[0]
    for place in np.argsort(-alike.astype(np.int16))[: MOST // 2].tolist():
        yield others[place], 1 - int(alike[place]) / 100


def _fewest(distances: Mapping[str, D], most: int) -> dict[str, D]:
    if len(distances) <= most:
        return dict(distances)
    return dict(sorted(distances.items(), key=itemgetter(1))[:most])
