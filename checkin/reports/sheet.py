"""The attendance sheet: everybody of a list, the hours of each half-day, and room to sign.

European co-funding asks for the event, its place and dates, name and organisation, a signature for
each half-day, and numbered pages.
"""

from collections.abc import Collection, Iterator, Sequence

from checkin.desk import Desk
from checkin.language import _
from checkin.reports import half_days, people
from checkin.reports.half_days import HalfDay
from checkin.reports.table import Cell, Table
from db import arrivals, registrations, roster
from db.records import CheckInList, Registration

NAME, ORGANISATION, HOURS, SIGNATURE = 46, 58, 19, 31  # mm of a page that lies


def sheet(desk: Desk, list_id: str) -> Table:
    """Return everybody counted on and everybody who came, with the hours known of each half-day."""
    listing = desk.event.check_in_list(list_id)
    came = arrivals.came(desk.copy, listing.id)
    halves = half_days.of(desk.event, listing) or half_days.of_arrivals(desk.event, came)
    listed = _listed(desk, listing, {stands.registration for stands in came})
    own = (_("No."), _("Name"), _("Organisation"))
    places = (2 * place + len(own) + 1 for place in range(len(halves)))
    return Table(
        title=_("Attendance sheet: {list}").format(list=listing.title),
        headings=(
            *own,
            *(text for half in halves for text in (half.title, _("Signature"))),
        ),
        widths=(10, NAME, ORGANISATION, *(HOURS, SIGNATURE) * len(halves)),
        rows=_rows(desk, listing, listed, halves),
        size=len(listed),
        signed=frozenset(places),
    )


def _listed(desk: Desk, listing: CheckInList, came: Collection[str]) -> list[Registration]:
    everyone = registrations.everyone(desk.copy)
    return people.in_order(
        who for who in everyone if who.id in came or roster.is_expected(who, listing)
    )


def _rows(
    desk: Desk, listing: CheckInList, listed: Sequence[Registration], halves: Sequence[HalfDay]
) -> Iterator[tuple[Cell, ...]]:
    for number, who in enumerate(listed, 1):
        passages = arrivals.passages(desk.copy, who.id, listing.id if listing.session else "")
        seen = half_days.hours(passages, desk.event)
        signed = (text for half in halves for text in (seen.get(half, ""), ""))
        name = f"{who.family_name.upper()} {who.given_name}".strip()
        place = " · ".join(filter(None, (who.organisation, who.function)))
        yield number, name, place, *signed
