"""Who was on no list and was registered at a desk."""

from checkin.desk import Desk
from checkin.language import _
from checkin.reports import people
from checkin.reports.table import Table, day_and_hour
from db import arrivals, registrations
from db.importing import WALK_IN


def walk_ins(desk: Desk, list_id: str) -> Table:
    """Return those registered on the spot, with their arrival on a list."""
    listing = desk.event.check_in_list(list_id)
    came = {stands.registration: stands.first for stands in arrivals.came(desk.copy, listing.id)}
    everyone = registrations.everyone(desk.copy)
    found = people.in_order(who for who in everyone if who.source == WALK_IN)
    arrived = {one.id: came[one.id] for one in found if one.id in came}
    return Table(
        title=_("Registered on the spot"),
        headings=(*people.headings(), people.label("email"), _("First entry"), _("Desk")),
        widths=(*people.WIDTHS, 8, 6, 4),
        rows=(
            (
                *(*people.cells(desk, who), who.email),
                *(
                    (day_and_hour(desk, arrived[who.id].at), arrived[who.id].desk)
                    if who.id in arrived
                    else ("", "")
                ),
            )
            for who in found
        ),
        size=len(found),
    )
