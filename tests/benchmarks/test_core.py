"""How long the core takes, beside floors measured in the same run; no time is asserted."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import count, cycle
from pathlib import Path
from random import Random

import pytest

from checkin.desk import Desk
from checkin.event import programme
from checkin.opening import hold
from checkin.settings import create_folder
from db import registrations
from db.connection import writing
from db.importing import compare, take_in
from db.records import Outcome, Status
from tests.benchmarks.stopwatch import INSERT, SELECT, Stopwatch
from tests.journals import desk
from tests.welcome import crowd

Crowded = Callable[[int], Desk]


@pytest.fixture
def chance() -> Random:
    """Chance that is the same at every run."""
    return Random(7)  # noqa: S311 - nothing is kept secret by it


def test_floor_one_durable_insert(measure: Stopwatch, bare: sqlite3.Connection) -> None:
    body = "x" * 500
    measure(
        lambda: bare.execute("insert into entry (body) values (:body)", {"body": body}),
        rounds=1000,
    )


def test_floor_one_select(measure: Stopwatch, bare: sqlite3.Connection) -> None:
    measure(lambda: bare.execute("select 1").fetchone(), rounds=1000)


def test_search_at_a_keystroke(
    measure: Stopwatch, crowded: Crowded, chance: Random, size: int
) -> None:
    desk = crowded(size)
    keys = keystrokes(desk, chance)
    measure(desk.find, each=lambda: next(keys), rounds=2000, floor=SELECT)


def keystrokes(desk: Desk, chance: Random) -> Iterator[str]:
    """Yield what is in the search line after each key, for sixty people, for ever."""
    people = chance.sample(list(registrations.everyone(desk.copy)), 60)
    for who in cycle(people):
        typed = chance.choice((f"{who.family_name} {who.given_name}", who.name, who.organisation))
        yield from (typed[:end] for end in range(1, min(len(typed), 16) + 1))


def test_scan_to_committed(measure: Stopwatch, crowded: Crowded, chance: Random, size: int) -> None:
    desk = crowded(size)
    people = registrations.everyone(desk.copy)
    welcome = [who.code for who in people if who.status is Status.CONFIRMED and not who.note]
    codes = iter(chance.sample(welcome, 500))
    verdict = measure(desk.scan, each=lambda: next(codes), rounds=500, floor=INSERT)
    assert verdict.outcome == Outcome.WELCOME


def test_tally(measure: Stopwatch, crowded: Crowded, size: int) -> None:
    measure(crowded(size).tally, rounds=10, floor=SELECT)


def test_import_of_20_000_rows(measure: Stopwatch, tmp_path: Path) -> None:
    rows = crowd(measure.times(20_000))
    numbers = count()

    def bring_in() -> None:
        with closing(desk(tmp_path, f"accueil-{next(numbers)}")) as fresh:
            fresh.take_in(rows)

    measure(bring_in, rounds=3, floor=INSERT)


def test_the_same_list_again(measure: Stopwatch, crowded: Crowded, size: int) -> None:
    desk = crowded(size)
    rows = [replace(who, code="") for who in crowd(size)]
    changes = measure(
        lambda: compare(desk.copy, "liste.csv", rows, desk.ticket_for), rounds=2, floor=INSERT
    )
    assert (changes.new, changes.updated, changes.missing) == ((), (), ())


def test_opening_a_folder(measure: Stopwatch, tmp_path: Path, size: int) -> None:
    folder = create_folder(tmp_path / "desk", programme())
    fill(folder.path, size)

    def open_and_close() -> None:
        held = hold(folder.path)
        held.desk().close()
        held.release()

    measure(open_and_close, rounds=5, floor=SELECT)


def fill(folder: Path, size: int) -> None:
    """Bring so many people into the copy of a folder."""
    held = hold(folder)
    with closing(held.desk()) as desk, writing(desk.copy):
        changes = compare(desk.copy, "liste.csv", crowd(size), desk.ticket_for)
        take_in(desk.copy, held.pen, changes)
    held.release()
