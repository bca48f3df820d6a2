"""What follows from journal entries: presence, counts and search are kept up to date with them."""

from collections.abc import Iterable, Iterator
from functools import partial

from db import arrivals, clock, registrations, revocations, roster, rotations, vouchers
from db.connection import Copy
from db.entries import Entry
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
from db.roster import Word


def project(copy: Copy, told: Iterable[tuple[Entry, Event | None]]) -> None:
    """Bring everything up to date with entries, all stored, and what they tell.

    Of many, each person is written down once.
    """
    passed: dict[str, None] = {}
    words: list[Word] = []
    for entry, event in told:
        if isinstance(event, CheckedIn | CheckInAnnulled):
            passed[event.registration] = None
            continue
        stamp = clock.stamp(entry.clock, entry.mark.origin, entry.mark.number)
        words += _words(event, stamp)
        _tell(copy, entry, event, stamp)
    registrations.take_in(copy, words)
    arrivals.refresh(copy, passed)


def _words(event: Event | None, stamp: str) -> Iterator[Word]:
    """Yield what an event says of people."""
    match event:
        case RegistrationsImported(_, people):
            yield from (roster.listing(listed, stamp) for listed in people)
        case WalkedIn(listed):
            yield roster.listing(listed, stamp)
        case RegistrationsMissing(_, ids):
            yield from (Word(one, partial(roster.missed, stamp=stamp)) for one in ids)
        case RegistrationCorrected(one, changes):
            yield Word(one, partial(roster.corrected, changes=changes, stamp=stamp))
        case TicketsGiven(given):
            yield from (roster.ticket(one, code, stamp) for one, code in given)
        case TicketReplaced(one, code):
            yield roster.ticket(one, code, stamp)


def _tell(copy: Copy, entry: Entry, event: Event | None, stamp: str) -> None:
    match event:
        case DeskOpened(desk, public_key, brought):
            _meet(copy, entry.mark.origin, desk, public_key)
            vouchers.learn(copy, brought)
        case TicketRevoked(_, code, reason):
            revocations.revoke(copy, code, reason, entry.at, stamp)
        case TicketKeyRotated():
            rotations.rotate(copy, event, stamp)


def _meet(copy: Copy, origin: str, desk: str, public_key: str) -> None:
    copy.execute(
        """
        insert or ignore into desk (origin, name, public_key)
        values (:origin, :desk, :public_key)
        """,
        {"origin": origin, "desk": desk, "public_key": public_key},
    )
