"""The index: what was typed -> the rows that may be meant, by numbers that say how well.

Rows are in the order of names, so that of people who fit alike the first in that order come first.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from db.finding.fields import Field, Rows
from db.finding.fragments import Fragments
from db.finding.nearness import Nearness
from db.finding.ranking import NOT_NEAR, Near
from db.finding.typed import OPTIONAL, Typed

ENOUGH = 20  # people who are meant literally by one word; below that, misspellings are looked for
FRAGMENT = 3  # letters or digits of a code that are worth looking for
REMEMBERED = 24  # words

# Of a field: what a whole word of it weighs, the beginning of one, and a misspelt one at best.
WEIGHTS = {
    "family": (208, 196, 172),
    "given": (200, 188, 168),
    "organisation": (180, 164, 155),
    "function": (150, 140, 120),
    "category": (150, 140, 0),
    "mail": (165, 160, 0),
    "answers": (120, 110, 0),
}
MISSPELT = tuple(name for name, (_, _, near) in WEIGHTS.items() if near)
NAMES = ("family", "given")
JOINED = 190  # two words typed for one
FEW_WORDS = 3  # of more, fitting them all is no chance
TOLD = 180  # from here on it is the name, or a whole word of the organisation
FARTHER = 45  # how much less a misspelt word weighs with each edit
ALL_WORDS = 30_000  # what is added where every required word was found
CODED = 206  # a piece of a code
MANY = 200  # people with the same piece in their codes
MOST_POINTS = np.uint16(65_535)

Vector = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Numbers of registrations, best first, and what is near each word that was typed."""

    numbers: tuple[int, ...] = ()
    near: Mapping[str, Near] = field(default_factory=dict)
    gains: Mapping[str, int] = field(default_factory=dict)


class Words(Protocol):
    """Folded words of registrations, by row in the order of names."""

    @property
    def numbers(self) -> Sequence[int]: ...

    def texts(self, field: str) -> Sequence[str]: ...


class Index:
    """Everybody's words at the time of one change; it is read, never altered."""

    def __init__(self, change: int, words: Words) -> None:
        self.change = change
        self._numbers = np.array(words.numbers, np.int64)
        self._fields: dict[str, Field] = {}
        misspelt: set[str] = set()
        for name, (_, _, near) in WEIGHTS.items():
            texts = words.texts(name)
            self._fields[name] = Field(texts)
            if near:
                misspelt |= _own_words(set(texts), said_as_well=name in NAMES)
        self._fragments = Fragments(words.texts("codes"))
        self._nearness = Nearness(misspelt)
        self._literal = _Remembered(self._read_literal)
        self._near = _Remembered(self._read_near)
        self._gone = np.zeros(len(self._numbers), bool)

    def __len__(self) -> int:
        return len(self._numbers)

    def forget(self, numbers: Iterable[int]) -> None:
        """Leave out the rows of registrations that a newer index holds."""
        self._gone = np.isin(self._numbers, np.fromiter(numbers, np.int64))

    def candidates(self, typed: Typed, most: int) -> Candidates:
        """Return the registrations that may be meant."""
        heard = [self._literal(word) for word in typed.words]
        vectors = self._joined(typed, [one.vector for one in heard])
        everything = self._with_all(typed, vectors)
        near: dict[str, Near] = {}
        if not _suffices(vectors, everything):
            unknown = {word for word, one in zip(typed.words, heard, strict=True) if not one.reach}
            for misspelt in (unknown, set(typed.words) - OPTIONAL):
                near |= self._forgive(typed, misspelt - near.keys(), vectors)
                everything = self._with_all(typed, vectors)
                if everything.any() and (misspelt or len(typed.words) > FEW_WORDS):
                    break
        gains = {word: self._gain(word, one) for word, one in zip(typed.words, heard, strict=True)}
        total = np.zeros(len(self._numbers), np.uint16)
        for word, vector in zip(typed.words, vectors, strict=True):
            total += np.multiply(vector, gains[word], dtype=np.uint16)
        total[everything] += ALL_WORDS
        for row in self._coded(typed, near):
            total[row] = MOST_POINTS
        total[self._gone] = 0
        return Candidates(tuple(self._numbers[_best(total, most)].tolist()), near, gains)

    def _forgive(
        self, typed: Typed, misspelt: Collection[str], vectors: list[Vector]
    ) -> dict[str, Near]:
        """Let these words be misspelt."""
        for place, word in enumerate(typed.words):
            if word in misspelt:
                vectors[place] = np.maximum(vectors[place], self._near(word).vector)
        return {word: self._near(word).near for word in misspelt}

    def _with_all(self, typed: Typed, vectors: Sequence[Vector]) -> NDArray[np.bool_]:
        everything = np.ones(len(self._numbers), bool)
        for place in typed.required:
            everything &= vectors[place] > 0
        return everything

    def _joined(self, typed: Typed, vectors: list[Vector]) -> list[Vector]:
        """Two words may have been typed for one: le goff for Legoff."""
        for place, pair in enumerate(pairwise(typed.words)):
            one = "".join(pair)
            if any(self._fields[name].has(one) for name in ("family", "given", "organisation")):
                joined = np.minimum(self._literal(one).vector, JOINED)
                for both in (place, place + 1):
                    vectors[both] = np.maximum(vectors[both], joined)
        return vectors

    def _gain(self, word: str, heard: "_Heard") -> int:
        """Return what a word weighs beside others, 1 to 8: rare ones tell more."""
        if word in OPTIONAL:
            return 2
        share = log(1 + heard.reach) / log(2 + len(self._numbers))
        return max(3, round(8 * (1 - 0.7 * share)))

    def _coded(self, typed: Typed, near: Mapping[str, Near]) -> list[int]:
        """Return the rows with all that was typed in one piece of a code, if it looks like one."""
        if len(typed.words) == 1:
            is_code = bool(near) and not near[typed.compact].is_close
        else:
            is_code = typed.has_digit
        return self._fragments.rows(typed.compact, ENOUGH) if is_code else []

    def _read_literal(self, word: str) -> "_Heard":
        tiers = [(WEIGHTS[name][1], self._fields[name].begun(word)) for name in WEIGHTS]
        tiers += [(WEIGHTS[name][0], self._fields[name].whole(word)) for name in WEIGHTS]
        if len(word) >= FRAGMENT and any(map(str.isdecimal, word)):
            tiers.append((CODED, np.array(self._fragments.rows(word, MANY), np.int32)))
        return _Heard(self._scattered(tiers), sum(len(rows) for _, rows in tiers))

    def _read_near(self, word: str) -> "_Heard":
        near = self._nearness.of(word)
        tiers = []
        for name in MISSPELT:
            known, best = self._fields[name], WEIGHTS[name][2]
            for one, distance in near.whole.items():
                tiers.append((_lessened(best, distance), known.whole(one)))
            for one, distance in near.begun.items():
                tiers.append((_lessened(best, distance), known.begun(one)))
        return _Heard(self._scattered(tiers), 0, near)

    def _scattered(self, tiers: Iterable[tuple[int, Rows]]) -> Vector:
        vector = np.zeros(len(self._numbers), np.uint8)
        for weight, rows in sorted(
            ((weight, rows) for weight, rows in tiers if len(rows)), key=lambda tier: tier[0]
        ):
            vector[rows] = weight
        return vector


@dataclass(frozen=True, slots=True)
class _Heard:
    """One typed word: what each row makes of it, how many begin so, and what is near it."""

    vector: Vector
    reach: int
    near: Near = NOT_NEAR


class _Remembered:
    """The answers for the last words typed: with the next letter only one word is new."""

    def __init__(self, read: Callable[[str], _Heard]) -> None:
        self._read = read
        self._known: OrderedDict[str, _Heard] = OrderedDict()

    def __call__(self, word: str) -> _Heard:
        heard = self._known.get(word)
        if heard is None:
            heard = self._known[word] = self._read(word)
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        else:
            self._known.move_to_end(word)
        return heard


def _suffices(vectors: Sequence[Vector], everything: NDArray[np.bool_]) -> bool:
    """Say whether so many are meant literally that misspellings need not be looked for."""
    if len(vectors) == 1:
        return int(np.count_nonzero(everything)) >= ENOUGH
    rows = np.flatnonzero(everything)
    return bool(np.logical_and.reduce([vector[rows] >= TOLD for vector in vectors]).any())


def _own_words(texts: Iterable[str], *, said_as_well: bool) -> set[str]:
    """Return the words of texts; with what else is said for them if asked."""
    words: set[str] = set()
    for text in texts:
        words.update((text if said_as_well else text.partition(" / ")[0]).split())
    return words - {"/"}


def _lessened(best: int, distance: float) -> int:
    return max(10, round(best - FARTHER * distance))


def _best(total: NDArray[np.uint16], most: int) -> NDArray[np.intp]:
    """Return the rows with the greatest totals, and among equals the first."""
    top = int(total.max(initial=0))
    floor = ALL_WORDS if top > ALL_WORDS else top // 2
    rows = np.empty(0, np.intp)
    for share in (1.0, 0.97, 0.9, 0.7, 0.0):
        cut = floor + int((top - floor) * share)
        rows = np.flatnonzero(total >= max(cut, 1))
        if len(rows) >= most:
            break
    return rows[np.argsort(MOST_POINTS - total[rows], kind="stable")[:most]]
