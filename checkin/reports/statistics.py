"""How many were counted on and how many came: by list, category, country and half-hour."""

from collections import Counter
from collections.abc import Iterator

from checkin.desk import Desk
from checkin.language import _
from checkin.reports.table import Cell, Table, local
from checkin.wording import OUTCOMES
from db import arrivals, counts
from db.records import Share

HALF_HOUR = 30 * 60 * 1000  # ms


def statistics(desk: Desk, list_id: str) -> Table:
    """Return the numbers; all but those of the lists are about one list."""
    rows = tuple(_rows(desk, desk.event.check_in_list(list_id).id))
    return Table(
        title=_("Statistics"),
        headings=(_("Part"), _("What"), _("Expected"), _("Came"), _("Share")),
        widths=(6, 14, 4, 4, 4),
        rows=iter(rows),
        size=len(rows),
    )


def _rows(desk: Desk, list_id: str) -> Iterator[tuple[Cell, ...]]:
    tally = desk.tally(list_id=list_id)
    titles = {listing.id: listing.title for listing in desk.event.lists}
    for share in tally.lists:
        yield _shared(_("List"), titles[share.key], share)
    for share in tally.categories:
        yield _shared(_("Category"), desk.event.category_title(share.key), share)
    for share in tally.countries:
        yield _shared(_("Country"), share.key, share)
    came = arrivals.came(desk.copy, list_id)
    slots = Counter(stands.first.at // HALF_HOUR * HALF_HOUR for stands in came)
    for slot, count in sorted(slots.items()):
        hour = f"{local(desk, slot):%Y-%m-%d %H:%M}"
        yield _("Arrivals in half an hour"), hour, "", count, ""
    for outcome, count in counts.refused_by(desk.copy):
        yield _("Turned away"), _(OUTCOMES[outcome].word), "", count, ""


def _shared(part: str, what: str, share: Share) -> tuple[Cell, ...]:
    part_came = f"{share.present / share.expected:.0%}" if share.expected else ""
    return part, what or _("not said"), share.expected, share.present, part_came
