"""What a stream holds: counted without a hole, only when it is what is kept here."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import peers
from db.connection import writing
from db.entries import Entry
from db.peers import Hole, Stream
from tests.journals import DOORS, JournalDesk, desk


@pytest.fixture
def here(tmp_path: Path) -> Iterator[JournalDesk]:
    opened = desk(tmp_path, "accueil-1")
    for who in ("zoe", "luc", "ana"):
        opened.enter(who)
    yield opened
    opened.close()


def met(here: JournalDesk, epoch: str = "one") -> Stream:
    with writing(here.copy):
        return peers.meet(here.copy, epoch, "2023", DOORS)


def read(here: JournalDesk, stream: Stream, cursor: int, *arrived: Entry) -> Stream:
    with writing(here.copy):
        return peers.advance(here.copy, stream, cursor, f"digest {cursor}", arrived)


def test_what_was_not_read_back_still_waits(here: JournalDesk) -> None:
    stream = met(here)
    assert peers.waiting(here.copy, stream) == peers.waiting(here.copy, None) == 4
    first, second, _third, fourth = here.journal()
    stream = read(here, stream, 2, first, second)
    assert peers.waiting(here.copy, stream) == 2
    stream = read(here, stream, 3, fourth)
    assert peers.unheard(here.copy, stream, here.origin, 0, 9) == (here.journal()[2],)
    assert peers.heard(here.copy, stream, here.origin) == 2


def test_a_hole_that_is_filled_counts_on_over_what_lay_behind_it(here: JournalDesk) -> None:
    stream = met(here)
    for cursor, entry in enumerate(reversed(here.journal()), 1):
        stream = read(here, stream, cursor, entry)
    assert peers.heard(here.copy, stream, here.origin) == 4
    assert peers.behind(here.copy, stream) == ()
    assert here.copy.execute("select count(*) from heard_ahead").fetchone() == (0,)


def test_other_bytes_under_our_number_do_not_count_as_sent(here: JournalDesk) -> None:
    stream = met(here)
    forged = [Entry(entry.body, b"\1" * 64) for entry in here.journal()]
    stream = read(here, stream, 4, *forged, Entry("no entry", b""))
    assert peers.waiting(here.copy, stream) == 4
    assert peers.behind(here.copy, stream) == (here.origin,)


def test_each_stream_has_its_own_cursor_and_the_last_one_met_is_remembered(
    here: JournalDesk,
) -> None:
    one = read(here, met(here), 7, *here.journal())
    other = met(here, "two")
    assert (other.cursor, peers.waiting(here.copy, other)) == (0, 4)
    assert met(here) == one
    with writing(here.copy):
        assert peers.start_over(here.copy, one) == Stream(one.id)
    assert peers.waiting(here.copy, one) == 4


def test_what_is_missing_before_a_waiting_entry_is_told(here: JournalDesk, tmp_path: Path) -> None:
    there = desk(tmp_path, "accueil-2")
    there.absorb(here.journal()[3:])
    assert peers.holes(there.copy) == (Hole(here.origin, 1, 3),)
    there.absorb(here.journal())
    assert peers.holes(there.copy) == ()
    assert peers.tops(there.copy) == {here.origin: 4, there.origin: 1}
    there.close()
