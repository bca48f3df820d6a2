"""Whom two desks let in while neither knew of the other, and what was done about it."""

from dataclasses import dataclass
from itertools import groupby

from db import arrivals
from db.connection import Copy
from db.entries import Entry
from db.events import ConflictResolved
from db.records import Direction, Passage

Place = tuple[str, str]  # origin, number


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who saw to a conflict, when (ms), and what they noted."""

    desk: str
    at: int
    note: str


@dataclass(frozen=True, slots=True)
class Badges:
    """How many badges of one person left one desk."""

    desk: str
    count: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """One person on one list, each entry that stands, and the badges; None while unresolved."""

    registration: str
    name: str
    list_id: str
    entries: tuple[Passage, ...]
    badges: tuple[Badges, ...] = ()
    resolution: Resolution | None = None


def ledger(copy: Copy) -> tuple[Conflict, ...]:
    """Return all conflicts: those that nobody saw to first, then the newest."""
    rows = copy.execute(
        """
        select presence.registration, list, coalesce(given_name || ' ' || family_name, '')
        from presence left join registration on registration.id = presence.registration
        where conflict
        """
    ).fetchall()
    found = [_conflict(copy, *row) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.resolution is not None, -one.entries[-1].at)))


def unresolved(copy: Copy) -> int:
    """Count the conflicts that nobody saw to."""
    return sum(1 for one in ledger(copy) if one.resolution is None)


def resolution(conflict: Conflict, note: str) -> ConflictResolved:
    """Return what is written down when somebody saw to a conflict."""
    return ConflictResolved(
        conflict.registration, conflict.list_id, note, tuple(map(_place, conflict.entries))
    )


def _conflict(copy: Copy, registration: str, list_id: str, name: str) -> Conflict:
    passed = arrivals.passages(copy, registration, list_id)
    entries = tuple(one for one in passed if one.direction is Direction.ENTRY)
    return Conflict(
        registration,
        name.strip() or registration.removeprefix(arrivals.TICKET_SUBJECT),
        list_id,
        entries,
        _badges(copy, registration),
        _resolution(copy, registration, list_id, {_place(one) for one in entries}),
    )


def _resolution(
    copy: Copy, registration: str, list_id: str, places: set[Place]
) -> Resolution | None:
    """Return the newest resolution that was written in the knowledge of all these entries."""
    rows = copy.execute(
        """
        select body, signature, name from entry join desk using (origin)
        where registration = :registration and kind = 'ConflictResolved'
        """,
        {"registration": registration},
    ).fetchall()
    known = [
        (entry.clock, entry.mark, Resolution(desk, entry.at, event.note))
        for entry, desk in ((Entry(body, signature), desk) for body, signature, desk in rows)
        if isinstance(event := entry.event, ConflictResolved)
        and event.list_id == list_id
        and places <= set(event.passages)
    ]
    return max(known, key=lambda one: one[:2])[2] if known else None


def _badges(copy: Copy, registration: str) -> tuple[Badges, ...]:
    """Count a person's badges by desk; one that was sent and then confirmed is one badge."""
    rows = copy.execute(
        """
        select name, origin, json_extract(body, '$.d.job')
        from entry join desk using (origin)
        where registration = :registration and kind = 'BadgePrinted'
        group by 1, 2, 3 order by 1
        """,
        {"registration": registration},
    ).fetchall()
    return tuple(Badges(desk, len(list(jobs))) for desk, jobs in groupby(rows, lambda row: row[0]))


def _place(passage: Passage) -> Place:
    return passage.mark.origin, str(passage.mark.number)
