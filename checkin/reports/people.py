"""Who is who in reports: the same columns everywhere, in the order of names."""

from collections.abc import Iterable

from checkin.desk import Desk
from checkin.export import STANDARD
from checkin.language import _
from db import registrations, roster
from db.arrivals import TICKET_SUBJECT
from db.folding import fold
from db.records import CheckInList, Registration

FIELDS = ("code", "family_name", "given_name", "organisation", "function", "category", "country")
WIDTHS = (6, 5, 4, 8, 6, 4, 4)


def label(field: str) -> str:
    """Return the heading under which our own import recognises a field."""
    return _(STANDARD[field])


def headings() -> tuple[str, ...]:
    """Return the headings of `cells`."""
    return tuple(map(label, FIELDS))


def cells(desk: Desk, who: Registration) -> tuple[str, ...]:
    """Return what reports say of somebody."""
    title = desk.event.category_title(who.category)
    return tuple(title if one == "category" else getattr(who, one) for one in FIELDS)


def in_order(people: Iterable[Registration]) -> list[Registration]:
    """Return people as a register lists them."""
    return sorted(people, key=lambda who: (fold(who.family_name), fold(who.given_name), who.id))


def expected(desk: Desk, listing: CheckInList) -> list[Registration]:
    """Return those whom the organisers count on for a list, in order."""
    everyone = registrations.everyone(desk.copy)
    return in_order(who for who in everyone if roster.is_expected(who, listing))


def by_ticket(subject: str) -> Registration:
    """Return what is known of somebody who came on a ticket before their registration did."""
    return Registration(subject, code=subject.removeprefix(TICKET_SUBJECT))
