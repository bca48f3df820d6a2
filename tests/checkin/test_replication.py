"""Desks over a real hub: what one enters all know, and no failure of §8 loses or doubles it."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from checkin.devices.nats_link import NatsLink
from checkin.replication.link import LinkLost
from db import entries, incarnation, journal
from db.connection import open_copy, writing
from db.entries import Entry
from db.events import CheckedIn, WalkedIn
from db.records import Mark
from db.verify import verify
from tests.journals import EVENT, HOUR, LIST, person
from tests.neighbours import Neighbour, alike, look, neighbour, together
from tests.relays import TestHub

Open = Callable[[str], Neighbour]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[TestHub]:
    running = TestHub(tmp_path / "hub", EVENT, ("a", "b", "c"))
    running.start()
    yield running
    running.kill()


@pytest.fixture
def opened(tmp_path: Path, hub: TestHub) -> Iterator[Open]:
    there: list[Neighbour] = []

    def open_one(name: str) -> Neighbour:
        there.append(neighbour(tmp_path, hub, name))
        return there[-1]

    yield open_one
    for one in there:
        one.close()
        with closing(look(one.file)) as copy:
            assert verify(copy) == ()


def test_what_one_desk_enters_the_other_knows_and_says_where(opened: Open) -> None:
    a, b = opened("a"), opened("b")
    mark = a.enter("zoe")
    b.until(lambda: b.knows(mark))
    with closing(look(b.file)) as copy:
        desk, at = copy.execute(
            "select json_extract(first, '$.desk'), json_extract(first, '$.at') from presence"
        ).fetchone()
    assert (desk, at) == ("a", a.below.journal()[-1].at)
    together(a, b)


def test_a_desk_works_on_alone_and_all_is_there_when_the_hub_is_back(
    hub: TestHub, opened: Open
) -> None:
    a, b = opened("a"), opened("b")
    together(a, b)
    hub.kill()
    for one in (a, b):
        one.until(lambda one=one: one.standing.alone_since is not None)  # type: ignore[misc] # the default binds this desk
        one.enter("zoe")
    a.until(lambda: a.standing.waiting == 1)
    hub.start()
    together(a, b)
    with closing(look(a.file)) as copy:
        assert copy.execute("select conflict from presence").fetchone() == (1,)


def test_a_hub_that_is_killed_again_and_again_loses_and_doubles_nothing(
    hub: TestHub, opened: Open
) -> None:
    a, b = opened("a"), opened("b")
    marks = []
    for round_ in range(3):
        marks += [one.enter(f"p{round_}-{n}") for n in range(60) for one in (a, b)]
        hub.kill()
        hub.start()
    together(a, b)
    assert a.knows(*marks)
    assert [len(entries_) for entries_ in a.journals().values()] == [181, 181]


def test_a_hub_lost_for_ever_with_a_desk_is_filled_again_by_the_others(
    hub: TestHub, opened: Open, tmp_path: Path
) -> None:
    a, b, gone = opened("a"), opened("b"), opened("c")
    marks = [gone.enter(f"p{n}") for n in range(40)]
    for one in (a, b):
        one.until(lambda one=one: one.knows(*marks))  # type: ignore[misc] # the default binds this desk
    assert gone.replicator.stop()
    hub.lose()
    hub.start()
    (tmp_path / "new").mkdir()
    blank = neighbour(tmp_path / "new", hub, "c")  # a new laptop of that name: another origin
    try:
        blank.until(lambda: blank.knows(*marks))
        a.until(lambda: a.standing.waiting == 0)
    finally:
        blank.close()


def test_an_older_store_that_was_put_back_is_noticed_and_filled(
    hub: TestHub, opened: Open, tmp_path: Path
) -> None:
    a, b = opened("a"), opened("b")
    together(a, b)
    hub.kill()
    shutil.copytree(hub.store, tmp_path / "older")
    hub.start()
    marks = [a.enter(f"p{n}") for n in range(30)]
    b.until(lambda: b.knows(*marks))
    together(a, b)
    hub.lose()
    shutil.copytree(tmp_path / "older", hub.store)
    hub.start()
    marks += [b.enter(f"q{n}") for n in range(40)]
    c = opened("c")
    c.until(lambda: c.knows(*marks))
    together(a, b, c)


def test_a_copied_folder_goes_on_in_a_new_journal_and_loses_nothing(
    hub: TestHub, opened: Open, tmp_path: Path
) -> None:
    a = opened("a")
    a.enter("before")
    together(a)
    assert a.replicator.stop()
    (tmp_path / "copied").mkdir()
    copied = sqlite3.connect(tmp_path / "copied" / "a.db")
    with closing(look(a.file)) as copy, closing(copied):
        copy.conn.backup(copied)
    a.enter("here")
    twin = neighbour(tmp_path / "copied", hub, "a")
    try:
        twin.enter("there")
        together(twin)
        b = opened("b")
        back = neighbour(tmp_path, hub, "a")
        try:
            back.until(lambda: alike(twin, b) and alike(back, b))
            names = [
                entry.event.registration
                for written in b.journals().values()
                for entry in written
                if isinstance(entry.event, CheckedIn)
            ]
            assert sorted(names) == ["before", "here", "there"]
            assert len(b.journals()) == 3
        finally:
            back.close()
    finally:
        twin.close()


async def test_what_is_forged_in_anothers_name_is_kept_aside_and_stops_nobody(
    hub: TestHub, opened: Open
) -> None:
    a, b = opened("a"), opened("b")
    together(a, b)
    number, previous = 1, a.below.journal()[-1].digest
    forged = entries.write(
        b.below.pen.__class__(**{**vars(b.below.pen), "origin": a.below.origin}),
        number + 1,
        1,
        1,
        previous,
        CheckedIn("nobody", LIST),
    )
    link = NatsLink(hub.member("c"))
    await link.open()
    await link.send([forged, Entry("no entry at all", b"\0" * 64)][:1], whole=False)
    await link.close()
    mark = a.enter("zoe")
    together(a, b)
    assert b.knows(mark)
    assert b.journals()[a.below.origin][-1].event == CheckedIn("zoe", LIST)
    with closing(look(b.file)) as copy:
        assert copy.execute("select why from quarantine").fetchall() == [
            ("the signature is not this desk's",)
        ]


def test_a_clock_hours_ahead_is_told_and_does_not_pull_the_others(opened: Open) -> None:
    a, b = opened("a"), opened("b")
    together(a, b)
    a.below.watch.now += 5 * HOUR
    mark = a.enter("zoe")
    b.until(lambda: b.knows(mark))
    with closing(look(b.file)) as copy:
        assert journal.reading(copy) >> 16 < a.below.watch.now - HOUR


def test_the_others_are_asked_for_a_code_that_nobody_here_has(opened: Open) -> None:
    a, b = opened("a"), opened("b")
    together(a, b)
    with writing(b.below.copy):
        journal.append(b.below.copy, b.below.pen, WalkedIn(person("Zoé", "Petit", code="Z-1")))
    assert a.replicator.who_knows("z1").result(5) == ("b",)
    assert a.replicator.who_knows("nobody's").result(5) == ()


async def test_a_desk_that_the_hub_does_not_know_is_not_let_in(hub: TestHub) -> None:
    with pytest.raises(LinkLost):
        await NatsLink(hub.member("stranger")).open()


def test_a_journal_without_strangers_is_nobody_elses(opened: Open) -> None:
    a = opened("a")
    with closing(open_copy(a.file)) as copy:
        assert incarnation.foreign(copy, list(journal.read(copy, a.below.origin))) is None
    assert a.knows(Mark(a.below.origin, 1))
