"""Who came: everybody who was entered on a list, when, and at which desk."""

from collections.abc import Iterator, Sequence

from checkin.desk import Desk
from checkin.language import _
from checkin.reports import people
from checkin.reports.table import Cell, Table, day_and_hour
from db import arrivals, registrations
from db.records import CheckInList, Direction, Presence


def attendance(desk: Desk, list_id: str) -> Table:
    """Return everybody on one list; without one, on each list in turn."""
    lists = [desk.event.check_in_list(list_id)] if list_id else desk.event.lists
    came = [(one, arrivals.came(desk.copy, one.id)) for one in lists]
    own = (_("List"), _("Room"), _("First entry"), _("Entries"), _("Left"), _("Desk"))
    return Table(
        title=_("Attendance"),
        headings=(own[0], own[1], *people.headings(), *own[2:]),
        widths=(7, 4, *people.WIDTHS, 5, 3, 5, 4),
        rows=_rows(desk, came),
        size=sum(len(presences) for _list, presences in came),
    )


def _rows(
    desk: Desk, came: Sequence[tuple[CheckInList, Sequence[Presence]]]
) -> Iterator[tuple[Cell, ...]]:
    known = {who.id: who for who in registrations.everyone(desk.copy)}
    for listing, presences in came:
        session = desk.event.session(listing.session or "")
        room = session.room if session else ""
        for stands in presences:
            who = known.get(stands.registration) or people.by_ticket(stands.registration)
            left = stands.last.direction is Direction.EXIT
            yield (
                *(listing.title, room, *people.cells(desk, who)),
                *(day_and_hour(desk, stands.first.at), stands.entries),
                *(day_and_hour(desk, stands.last.at) if left else "", stands.first.desk),
            )
