"""What follows from journal entries: presence, counts and search are kept up to date with them."""

from collections.abc import Iterable

from db import arrivals, clock, registrations, revocations, rotations
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


def project(copy: Copy, entry: Entry, event: Event | None) -> None:
    """Bring everything up to date with one entry and what it tells."""
    _tell(copy, entry, event)
    if isinstance(event, CheckedIn | CheckInAnnulled):
        arrivals.refresh(copy, event.registration)


def project_all(copy: Copy, told: Iterable[Entry]) -> None:
    """Do so for many entries that are all stored; each person is folded once."""
    passed: dict[str, None] = {}
    for entry in told:
        event = entry.event
        if isinstance(event, CheckedIn | CheckInAnnulled):
            passed[event.registration] = None
        else:
            _tell(copy, entry, event)
    arrivals.refresh_all(copy, passed)


def _tell(copy: Copy, entry: Entry, event: Event | None) -> None:
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
        case _:
            _tell_tickets(copy, entry, event, stamp)


def _tell_tickets(copy: Copy, entry: Entry, event: Event | None, stamp: str) -> None:
    match event:
        case TicketsGiven(given):
            registrations.given(copy, given, stamp)
        case TicketReplaced(registration_id, code):
            registrations.given(copy, ((registration_id, code),), stamp)
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
