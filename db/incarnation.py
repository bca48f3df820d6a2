"""A folder that was copied, or put back from an older one, must not write on in its journal.

Elsewhere other entries may stand under the numbers that it would use. What shows it: an entry of
our own journal, signed with our key, that was never written here. The desk then goes on in a new
journal, and what it wrote under contested numbers is written again there; nothing is lost.
"""

from collections.abc import Iterable
from dataclasses import replace

from db import arrivals, journal, peers
from db.connection import Copy
from db.entries import Entry, Pen
from db.events import CheckedIn, CheckInAnnulled, DeskOpened, Event
from db.peers import Stream
from db.records import Mark

WRITTEN_ANEW = "its number was used elsewhere: written anew"


def foreign(copy: Copy, arrived: Iterable[Entry]) -> int | None:
    """Return the first number of our own journal that somebody else used; None as it should be."""
    ours = journal.origin_of(copy)
    presented = journal.presented(copy, ours) if ours else None
    if ours is None or presented is None:
        return None
    strange = (
        entry.mark.number
        for entry in arrived
        if entry.is_readable
        and entry.mark.origin == ours
        and journal.entry_at(copy, entry.mark) != entry
        and entry.signed_by(presented.public_key)
    )
    return min(strange, default=None)


def reached(copy: Copy, origin: str) -> int:
    """Return up to which number a journal was written in this file, even if anew elsewhere."""
    (number,) = copy.execute(
        """
        select coalesce(max(number), 0) from (
            select number from entry where origin = :origin
            union all select number from quarantine where origin = :origin and why = :why
        )
        """,
        {"origin": origin, "why": WRITTEN_ANEW},
    ).fetchone()
    return int(number)


def begin_anew(copy: Copy, pen: Pen, stream: Stream, number: int, origin: str) -> Pen:
    """Go on in a new journal, with what was written from `number` on; inside a transaction.

    What the stream holds of it already stays: there the other writer came too late.
    """
    before = journal.origin_of(copy)
    assert before is not None
    written = [
        entry
        for entry in journal.read(copy, before, number - 1)
        if not peers.is_heard(copy, stream, entry)
    ]
    for entry in written:
        _take_back(copy, entry)
    _forget_unpresented(copy, before)
    renewed = replace(pen, origin=origin)
    journal.open_journal(copy, renewed)
    moved: dict[Mark, Mark] = {}
    for entry in written:
        if entry.event is not None and not isinstance(entry.event, DeskOpened):
            again = replace(renewed, now=lambda at=entry.at: at, operator=entry.fields["by"])  # type: ignore[misc] # the default binds this entry's time
            moved[entry.mark] = journal.append(copy, again, _moved(entry.event, moved)).mark
    _follow(copy, written, moved)
    return renewed


def _take_back(copy: Copy, entry: Entry) -> None:
    where = {"origin": entry.mark.origin, "number": entry.mark.number, "why": WRITTEN_ANEW}
    copy.execute(
        """
        insert or ignore into quarantine (origin, number, body, signature, why)
        select origin, number, body, signature, :why
        from entry where origin = :origin and number = :number
        """,
        where,
    )
    copy.execute(
        "delete from entry where origin = :origin and number = :number",
        {"origin": entry.mark.origin, "number": entry.mark.number},
    )


def _forget_unpresented(copy: Copy, origin: str) -> None:
    """Let go of what the first entry of a journal told, if that was taken back too."""
    copy.execute(
        """
        delete from desk where origin = :origin and not exists (
            select 1 from entry where entry.origin = desk.origin and number = 1
        )
        """,
        {"origin": origin},
    )
    if journal.presented(copy, origin) is None:
        copy.execute(
            """
            delete from voucher where not exists (
                select 1 from entry
                where kind = 'DeskOpened' and instr(body, voucher.signature) > 0
            )
            """
        )


def _moved(event: Event, moved: dict[Mark, Mark]) -> Event:
    """Let an annulment name its check-in where that now stands."""
    if isinstance(event, CheckInAnnulled):
        mark = Mark(event.origin, event.number)
        now = moved.get(mark, mark)
        return replace(event, origin=now.origin, number=now.number)
    return event


def _follow(copy: Copy, written: Iterable[Entry], moved: dict[Mark, Mark]) -> None:
    """Have people and badges stand where the entries now are."""
    passed = [
        entry.event.registration
        for entry in written
        if isinstance(entry.event, CheckedIn | CheckInAnnulled)
    ]
    arrivals.refresh(copy, passed)
    for before, now in moved.items():
        copy.execute(
            """
            update badge_job set origin = :new_origin, number = :new_number
            where origin = :origin and number = :number
            """,
            {
                "new_origin": now.origin,
                "new_number": now.number,
                "origin": before.origin,
                "number": before.number,
            },
        )
