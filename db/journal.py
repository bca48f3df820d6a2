"""Append our entries, absorb other desks': one path to the same projections."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from db import arrivals, clock, entries, registrations, revocations, rotations
from db.connection import Copy
from db.entries import Entry, Pen
from db.events import (
    CheckedIn,
    CheckInAnnulled,
    DeskOpened,
    Event,
    RegistrationCorrected,
    RegistrationsImported,
    RegistrationsMissing,
    TicketKeyRotated,
    TicketReplaced,
    TicketRevoked,
    TicketsGiven,
    WalkedIn,
)
from db.records import Mark


@dataclass(frozen=True, slots=True)
class Absorbed:
    """How many entries of others were taken in, wait for an earlier one, or were refused."""

    taken: int = 0
    waiting: int = 0
    refused: int = 0


def open_journal(copy: Copy, pen: Pen) -> None:
    """Make this file the continuation of the pen's journal; its first entry presents the desk."""
    copy.execute(
        """
        insert into pen (only, origin, event) values (1, :origin, :event)
        on conflict (only) do update set origin = :origin, event = :event
        """,
        {"origin": pen.origin, "event": pen.event},
    )
    append(copy, pen, DeskOpened(pen.desk, pen.public_key))


def origin_of(copy: Copy) -> str | None:
    """Return the origin whose journal this file continues; None in a copy nobody opened yet."""
    row = copy.execute("select origin from pen").fetchone()
    return row[0] if row else None


def presented(copy: Copy, origin: str) -> DeskOpened | None:
    """Return what an origin presented itself with; None if it never did."""
    row = copy.execute(
        "select name, public_key from desk where origin = :origin", {"origin": origin}
    ).fetchone()
    return DeskOpened(*row) if row else None


def append(copy: Copy, pen: Pen, event: Event) -> Entry:
    """Write down what just happened here and what follows from it; inside a transaction."""
    number, previous = top(copy, pen.origin)
    (last,) = copy.execute("select clock from pen").fetchone()
    at = pen.now()
    reading = clock.tick(last, at)
    entry = entries.write(pen, number + 1, reading, at, previous, event)
    copy.execute("update pen set clock = :reading", {"reading": reading})
    _store(copy, entry)
    project(copy, entry, event)
    return entry


def absorb(copy: Copy, arrived: Iterable[Entry], now: int) -> Absorbed:
    """Take in others' entries, in any order and as often as they come; inside a transaction."""
    taken = waiting = refused = 0
    for first in arrived:
        following = [first]
        while following:
            entry = following.pop()
            if not entries.is_readable(entry):
                refused += _quarantine(copy, _unreadable(entry), "it cannot be read")
                continue
            number, previous = top(copy, entry.mark.origin)
            if entry.mark.number <= number:
                refused += _refuse_other_bytes(copy, entry)
            elif entry.mark.number > number + 1:
                waiting += _wait(copy, entry)
            elif why := _fault(copy, entry, previous):
                refused += _quarantine(copy, _row(entry), why)
            else:
                _take(copy, entry, now)
                taken += 1
                following += _next_waiting(copy, entry)
    return Absorbed(taken, waiting, refused)


def top(copy: Copy, origin: str) -> tuple[int, str]:
    """Return the last number of a journal known here and that entry's hash; (0, …) for none."""
    row = copy.execute(
        """
        select number, body, signature from entry
        where origin = :origin order by number desc limit 1
        """,
        {"origin": origin},
    ).fetchone()
    return (row[0], Entry(row[1], row[2]).digest) if row else (0, entries.START)


def read(copy: Copy, origin: str, after: int = 0) -> Iterator[Entry]:
    """Yield the entries of one journal behind a number, in order."""
    yield from (
        Entry(body, signature)
        for body, signature in copy.execute(
            """
            select body, signature from entry
            where origin = :origin and number > :after order by number
            """,
            {"origin": origin, "after": after},
        )
    )


def entry_at(copy: Copy, mark: Mark) -> Entry | None:
    """Return the entry at (origin, number), if it is known here."""
    row = copy.execute(
        "select body, signature from entry where origin = :origin and number = :number",
        {"origin": mark.origin, "number": mark.number},
    ).fetchone()
    return Entry(*row) if row else None


def origins(copy: Copy) -> tuple[str, ...]:
    """Return every origin with a journal here."""
    return tuple(row[0] for row in copy.execute("select distinct origin from entry order by 1"))


def project(copy: Copy, entry: Entry, event: Event | None) -> None:
    """Bring presence, counts and search up to date with one entry and what it tells."""
    stamp = clock.stamp(entry.clock, entry.mark.origin, entry.mark.number)
    match event:
        case DeskOpened(desk, public_key):
            _meet(copy, entry.mark.origin, desk, public_key)
        case RegistrationsImported(_, listed):
            registrations.told(copy, listed, stamp)
        case RegistrationsMissing(_, missed):
            registrations.missed(copy, missed, stamp)
        case WalkedIn(registration):
            registrations.told(copy, (registration,), stamp)
        case RegistrationCorrected(registration_id, changes):
            registrations.corrected(copy, registration_id, changes, stamp)
        case CheckedIn(registration_id) | CheckInAnnulled(registration_id):
            arrivals.refresh(copy, registration_id)
        case _:
            _project_tickets(copy, entry, event, stamp)


def _project_tickets(copy: Copy, entry: Entry, event: Event | None, stamp: str) -> None:
    match event:
        case TicketsGiven(given):
            registrations.given(copy, given, stamp)
        case TicketReplaced(registration_id, code):
            registrations.given(copy, ((registration_id, code),), stamp)
        case TicketRevoked(_, code, reason):
            revocations.revoke(copy, code, reason, entry.at, stamp)
        case TicketKeyRotated():
            rotations.rotate(copy, event, stamp)


def _take(copy: Copy, entry: Entry, now: int) -> None:
    for (last,) in copy.execute("select clock from pen").fetchall():
        copy.execute("update pen set clock = :heard", {"heard": clock.hear(last, entry.clock, now)})
    _store(copy, entry)
    project(copy, entry, entry.event)


def _next_waiting(copy: Copy, entry: Entry) -> list[Entry]:
    """Take out what waited for this entry; of several with that number at most one can follow."""
    rows = copy.execute(
        """
        delete from waiting where origin = :origin and number = :number
        returning body, signature
        """,
        {"origin": entry.mark.origin, "number": entry.mark.number + 1},
    ).fetchall()
    return [Entry(*row) for row in rows]


def _fault(copy: Copy, entry: Entry, previous: str) -> str:
    desk = presented(copy, entry.mark.origin) or entry.event
    if not isinstance(desk, DeskOpened):
        return "no desk of this origin was ever presented"
    if not entries.signed_by(entry, desk.public_key):
        return "the signature is not this desk's"
    ours = copy.execute("select event from pen").fetchone()
    if ours and entry.fields["ev"] != ours[0]:
        return "it belongs to another event"
    return "" if entry.previous == previous else "it does not follow on from the entry before it"


def _refuse_other_bytes(copy: Copy, entry: Entry) -> int:
    known = entry_at(copy, entry.mark)
    if known == entry:
        return 0
    return _quarantine(copy, _row(entry), "another entry already has this number")


def _store(copy: Copy, entry: Entry) -> None:
    copy.execute(
        """
        insert into entry (origin, number, body, signature)
        values (:origin, :number, :body, :signature)
        """,
        _row(entry),
    )


def _wait(copy: Copy, entry: Entry) -> int:
    return copy.execute(
        """
        insert or ignore into waiting (origin, number, body, signature)
        values (:origin, :number, :body, :signature)
        """,
        _row(entry),
    ).rowcount


def _quarantine(copy: Copy, row: Mapping[str, object], why: str) -> int:
    return copy.execute(
        """
        insert or ignore into quarantine (origin, number, body, signature, why)
        values (:origin, :number, :body, :signature, :why)
        """,
        {**row, "why": why},
    ).rowcount


def _meet(copy: Copy, origin: str, desk: str, public_key: str) -> None:
    copy.execute(
        """
        insert or ignore into desk (origin, name, public_key)
        values (:origin, :desk, :public_key)
        """,
        {"origin": origin, "desk": desk, "public_key": public_key},
    )


def _row(entry: Entry) -> dict[str, object]:
    return {
        "origin": entry.mark.origin,
        "number": entry.mark.number,
        "body": entry.body,
        "signature": entry.signature,
    }


def _unreadable(entry: Entry) -> dict[str, object]:
    body = entry.body.encode(errors="replace").decode()
    return {"origin": "", "number": 0, "body": body, "signature": entry.signature}
