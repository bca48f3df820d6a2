"""Verify: a sound copy has no fault, and each kind of damage is told where it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.connection import open_copy, writing
from db.entries import Entry
from db.events import RegistrationCorrected, ScanRefused
from db.records import Outcome
from db.verify import Fault, left_aside, verify
from tests.journals import JournalDesk, desk, row


@pytest.fixture
def here(tmp_path: Path) -> Iterator[JournalDesk]:
    opened = desk(tmp_path)
    changes = opened.take_in(
        [
            row("Zoé", "Lefèvre", code="A1", category="elu", sessions=("atelier-1",)),
            row("Luc", "Petit", code="B2"),
        ]
    )
    zoe, luc = (one.id for one in changes.new)
    opened.enter(zoe)
    opened.enter(luc)
    opened.annul(luc, opened.enter(luc, reason="second badge"))
    opened.append(RegistrationCorrected(luc, {"family_name": "Le Petit"}))
    opened.append(ScanRefused("", "accueil", Outcome.UNKNOWN, "X"))
    yield opened
    opened.close()


def damaged(here: JournalDesk, statement: str) -> list[Fault]:
    here.copy.execute("pragma foreign_keys = off")
    with writing(here.copy):
        assert here.copy.execute(statement).rowcount == 1
    return list(verify(here.copy))


def test_a_sound_copy_has_no_fault(here: JournalDesk, tmp_path: Path) -> None:
    assert verify(here.copy) == ()
    reader = open_copy(tmp_path / "accueil-1.db", read_only=True)
    assert verify(reader) == verify(reader) == ()
    reader.close()


def test_an_empty_copy_has_no_fault(tmp_path: Path) -> None:
    copy = open_copy(tmp_path / "empty.db")
    assert verify(copy) == ()
    copy.close()


def test_a_changed_presence_is_told(here: JournalDesk) -> None:
    (fault,) = damaged(
        here,
        """
        update presence set here = 0
        where registration = (select id from registration where given_name = 'Zoé')
        """,
    )
    assert fault.place.startswith("presence ")
    assert fault.what == "here is 0, the journals say 1"


def test_a_presence_that_is_gone_is_told(here: JournalDesk) -> None:
    (fault,) = damaged(
        here,
        """
        delete from presence
        where registration = (select id from registration where given_name = 'Zoé')
        """,
    )
    assert fault.place == "presence"
    assert fault.what.endswith("follows from the journals and is not here")


def test_a_presence_of_somebody_who_never_came_is_told(here: JournalDesk) -> None:
    (fault,) = damaged(
        here,
        """
        insert into presence (registration, list, here, entries, conflict, first, last)
        values ('eve', 'accueil', 1, 1, 0, '{}', '{}')
        """,
    )
    assert fault.what == "eve accueil 1 1 0 {} {} does not follow from the journals"


def test_a_changed_entry_is_told_with_its_number_and_what_follows_from_it(
    here: JournalDesk,
) -> None:
    faults = damaged(
        here,
        "update entry set body = replace(body, 'second badge', 'third badge') where number = 5",
    )
    assert faults == [
        Fault(f"entry {here.origin} 5", "the signature does not match"),
        Fault(f"entry {here.origin} 6", "the hash of the entry before it does not match"),
    ]


def test_a_changed_check_in_changes_who_came(here: JournalDesk) -> None:
    faults = damaged(
        here,
        'update entry set body = replace(body, \'"list_id":"accueil"\', \'"list_id":"atelier"\')'
        " where number = 3",
    )
    places = [fault.place for fault in faults]
    assert places[:2] == [f"entry {here.origin} 3", f"entry {here.origin} 4"]
    assert places[2:] == ["presence", "presence"]


def test_an_entry_that_can_no_longer_be_read_is_told(here: JournalDesk) -> None:
    faults = damaged(
        here, "update entry set body = replace(body, '\"list_id\":', '\"list\":') where number = 3"
    )
    assert faults[:2] == [
        Fault(f"entry {here.origin} 3", "it cannot be read"),
        Fault(f"entry {here.origin} 3", "the signature does not match"),
    ]


def test_a_removed_entry_leaves_a_hole_that_is_told(here: JournalDesk) -> None:
    faults = damaged(here, "delete from entry where number = 3")
    assert faults[0] == Fault(f"entry {here.origin} 4", "entry 3 is missing before it")
    assert [fault.place for fault in faults[1:]] == ["presence"]


def test_a_removed_last_entry_is_told_by_what_followed_from_it(here: JournalDesk) -> None:
    with writing(here.copy):
        here.copy.execute("delete from entry where number > 6")
    faults = verify(here.copy)
    assert {fault.place.split()[0] for fault in faults} == {"registration", "search", "word"}


@pytest.mark.parametrize(
    ("place", "statement"),
    [
        ("registration", "update registration set organisation = 'Eve' where code = 'A1'"),
        ("registration", "update registration set status = 'unpaid' where code = 'A1'"),
        ("registration", "update registration set corrections = null where code = 'B2'"),
        ("ticket", "update ticket set code = 'a1' where code = 'A1'"),
        ("ticket", "delete from ticket where code = 'A1'"),
        ("headcount", "delete from headcount where session = 'atelier-1'"),
        ("headcount", "update headcount set people = 7 where session = 'atelier-1'"),
        ("desk", "update desk set public_key = 'ab'"),
        ("search", "update search set family = 'martin' where given = 'zoe'"),
        ("word", "delete from search_word where rowid = 1"),
    ],
)
def test_any_changed_projection_is_told(here: JournalDesk, place: str, statement: str) -> None:
    if place == "word":
        here.copy.execute(
            """
            insert into search_word
                (search_word, rowid, family, given, organisation, function, codes)
            select 'delete', number, family, given, organisation, function, codes
            from search where given = 'zoe'
            """
        )
        faults = list(verify(here.copy))
    else:
        faults = damaged(here, statement)
    assert faults
    assert {fault.place.split()[0] for fault in faults} == {place}


def test_a_changed_file_is_told_as_such(here: JournalDesk) -> None:
    with writing(here.copy):
        here.copy.execute("pragma ignore_check_constraints = on")
        here.copy.execute("update presence set conflict = 7")
    here.copy.execute("pragma ignore_check_constraints = off")
    assert Fault("file", "CHECK constraint failed in presence") in verify(here.copy)


def test_a_desk_may_go_on_writing_while_its_copy_is_verified(
    here: JournalDesk, tmp_path: Path
) -> None:
    reader = open_copy(tmp_path / "accueil-1.db", read_only=True)
    written: list[int] = []

    def write_meanwhile() -> None:
        written.append(here.enter("luc").number)

    reader.conn.set_progress_handler(write_meanwhile, 100)
    assert verify(reader) == ()
    reader.conn.set_progress_handler(None, 0)
    assert len(written) > 2
    assert verify(reader) == ()
    reader.close()


def test_what_was_refused_or_still_waits_is_named_and_no_fault(tmp_path: Path) -> None:
    here, there = desk(tmp_path, "accueil-1"), desk(tmp_path, "accueil-2")
    there.enter("zoe")
    first, second = there.journal()
    here.absorb([Entry(first.body, b"\0" * 64), second])
    assert verify(here.copy) == ()
    assert left_aside(here.copy) == (
        Fault(f"refused {there.origin} 1", "the signature is not this desk's"),
        Fault(f"waiting {there.origin}", "1 entries from 1 are not here"),
    )
    here.close()
    there.close()
