"""Whom two desks let in, each unaware of the other: one ledger, the same at every desk."""

from pathlib import Path

from db import conflicts
from db.conflicts import Badges, Conflict
from db.events import BadgePrinted
from tests.journals import LIST, JournalDesk, desk

ZOE = "zoe"


def together(one: JournalDesk, other: JournalDesk) -> None:
    """Let two desks read each other's journals."""
    mine, theirs = one.journal(), other.journal()
    one.absorb(theirs)
    other.absorb(mine)


def ledgers(one: JournalDesk, other: JournalDesk) -> tuple[Conflict, ...]:
    """Return the one ledger that both desks have."""
    here, there = conflicts.ledger(one.copy), conflicts.ledger(other.copy)
    assert here == there
    return here


def apart(tmp_path: Path) -> tuple[JournalDesk, JournalDesk]:
    """Make two desks that both let Zoé in while they were apart."""
    one, other = desk(tmp_path, "a"), desk(tmp_path, "b")
    one.enter(ZOE)
    other.enter(ZOE)
    return one, other


def test_who_was_let_in_at_two_desks_stands_in_the_ledger_with_both(tmp_path: Path) -> None:
    one, other = apart(tmp_path)
    together(one, other)
    (conflict,) = ledgers(one, other)
    assert (conflict.registration, conflict.list_id) == (ZOE, LIST)
    assert sorted(entry.desk for entry in conflict.entries) == ["a", "b"]
    assert conflict.badges == ()
    assert conflict.resolution is None
    assert conflicts.unresolved(one.copy) == 1


def test_a_badge_that_was_sent_and_then_seen_is_one_badge(tmp_path: Path) -> None:
    one, other = apart(tmp_path)
    one.append(BadgePrinted(ZOE, 1, "usb"))
    one.append(BadgePrinted(ZOE, 1, "usb", confirmed=True))
    other.append(BadgePrinted(ZOE, 1, "usb"))
    other.append(BadgePrinted(ZOE, 2, "usb"))
    together(one, other)
    (conflict,) = ledgers(one, other)
    assert conflict.badges == (Badges("a", 1), Badges("b", 2))


def test_a_resolution_with_its_note_is_known_at_every_desk(tmp_path: Path) -> None:
    one, other = apart(tmp_path)
    together(one, other)
    (conflict,) = ledgers(one, other)
    one.append(conflicts.resolution(conflict, "badge repris"))
    together(one, other)
    (resolved,) = ledgers(one, other)
    assert resolved.resolution is not None
    assert (resolved.resolution.desk, resolved.resolution.note) == ("a", "badge repris")
    assert conflicts.unresolved(other.copy) == 0


def test_a_third_entry_that_comes_later_opens_the_conflict_again(tmp_path: Path) -> None:
    one, other = apart(tmp_path)
    third = desk(tmp_path, "c")
    third.enter(ZOE)
    together(one, other)
    (conflict,) = ledgers(one, other)
    one.append(conflicts.resolution(conflict, "badge repris"))
    one.absorb(third.journal())
    assert conflicts.unresolved(one.copy) == 1


def test_an_entry_undone_ends_the_conflict(tmp_path: Path) -> None:
    one, other = apart(tmp_path)
    together(one, other)
    (conflict,) = ledgers(one, other)
    mine = next(entry.mark for entry in conflict.entries if entry.desk == "a")
    one.annul(ZOE, mine)
    assert conflicts.ledger(one.copy) == ()
