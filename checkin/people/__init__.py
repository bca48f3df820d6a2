"""Names, places and functions from which the demonstration makes people up (see SOURCES.md)."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Pool(Generic[Thing]):
    """Things to draw from, each as often as its weight says."""

    things: Sequence[Thing]
    weights: Sequence[int]

    @classmethod
    def of(cls, weighted: Iterable[tuple[Thing, int]]) -> "Pool[Thing]":
        """Make a pool of things and their weights."""
        things, weights = zip(*weighted, strict=True)
        return cls(things, tuple(accumulate(weights)))

    def draw(self, random: Random) -> Thing:
        """Return one thing; it stays in the pool."""
        return random.choices(self.things, cum_weights=self.weights)[0]


@dataclass(frozen=True, slots=True)
class Country:
    """Where somebody comes from, named in French, and the language to greet them in."""

    code: str
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Function:
    """What somebody does, and the word for the category that goes with it."""

    category: str
    masculine: str
    feminine: str


@cache
def given_names() -> dict[tuple[str, str], Pool[str]]:
    """Return pools of given names by country code and sex (M or F)."""
    rows = ((tuple(row[:2]), row[2], int(row[3])) for row in _rows("given_names.csv"))
    return {(code, sex): pool for (code, sex), pool in _pools(rows).items()}


@cache
def family_names() -> dict[str, Pool[str]]:
    """Return pools of family names by country code."""
    return _pools((row[0], row[1], int(row[2])) for row in _rows("family_names.csv"))


@cache
def organisations() -> dict[str, Pool[str]]:
    """Return pools of organisations by kind; abroad, the kind is `abroad:` and the country code."""
    return _pools((row[0], row[1], int(row[2])) for row in _rows("organisations.csv"))


@cache
def functions() -> dict[str, Pool[Function]]:
    """Return pools of functions by kind of organisation."""
    return _pools(
        (row[0], Function(row[1], row[3], row[4]), int(row[2])) for row in _rows("functions.csv")
    )


@cache
def countries() -> Pool[Country]:
    """Return the countries that guests from abroad come from."""
    return Pool.of((Country(*row[:3]), int(row[3])) for row in _rows("countries.csv"))


def _pools(rows: Iterable[tuple[Key, Thing, int]]) -> dict[Key, Pool[Thing]]:
    groups: dict[Key, list[tuple[Thing, int]]] = defaultdict(list)
    for key, thing, weight in rows:
        groups[key].append((thing, weight))
    return {key: Pool.of(group) for key, group in groups.items()}


def _rows(name: str) -> list[list[str]]:
    text = (resources.files(__name__) / name).read_text("utf-8")
    return list(csv.reader(text.splitlines(), delimiter=";"))[1:]
