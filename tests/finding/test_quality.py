"""Whoever is meant is among the first five, in all 24 ways of typing; on a small crowd."""

from collections.abc import Iterator
from functools import partial

import pytest

from db.finding.finder import Finder
from db.records import Registration
from tests.finding.crowd import people, shipped_names
from tests.finding.quality import copy_of, found_by, measure
from tests.finding.questions import CLASSES

SEED = 5


@pytest.fixture(scope="module")
def crowd() -> list[Registration]:
    return list(people(shipped_names(), 2000, SEED))


@pytest.fixture(scope="module")
def finder(tmp_path_factory: pytest.TempPathFactory, crowd: list[Registration]) -> Iterator[Finder]:
    copy = copy_of(tmp_path_factory.mktemp("crowd"), crowd)
    yield Finder(copy)
    copy.close()


@pytest.mark.parametrize("name", CLASSES)
def test_whoever_is_meant_is_among_the_first_five(
    finder: Finder, crowd: list[Registration], name: str
) -> None:
    assert measure(partial(found_by, finder), crowd, name, 25, SEED).five >= 0.92
