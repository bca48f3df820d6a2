"""Who was counted on and did not come."""

from checkin.desk import Desk
from checkin.language import _
from checkin.reports import people
from checkin.reports.table import Table
from checkin.wording import status_word
from db import arrivals


def no_shows(desk: Desk, list_id: str) -> Table:
    """Return those whom a list expected in vain, with how to reach them."""
    listing = desk.event.check_in_list(list_id)
    came = {stands.registration for stands in arrivals.came(desk.copy, listing.id)}
    missed = [who for who in people.expected(desk, listing) if who.id not in came]
    reach = ("email", "phone", "order")
    return Table(
        title=_("No-shows: {list}").format(list=listing.title),
        headings=(*people.headings(), *(people.label(one) for one in reach), _("Status")),
        widths=(*people.WIDTHS, 8, 4, 4, 4),
        rows=(
            (
                *people.cells(desk, who),
                *(who.email, who.phone, who.order, status_word(who.status)),
            )
            for who in missed
        ),
        size=len(missed),
    )
