"""What desks put right, to be carried back into the registration system."""

from collections.abc import Iterator

from checkin.desk import Desk
from checkin.language import _
from checkin.reports import people
from checkin.reports.table import Table
from checkin.wording import status_word
from db import registrations
from db.records import Registration, Status
from db.roster import CORRECTABLE


def corrections(desk: Desk, _list_id: str) -> Table:
    """Return each field that no longer says what the organiser's list does."""
    found = sorted(
        (row for listed, now in registrations.as_listed(desk.copy) for row in _changes(listed, now))
    )
    return Table(
        title=_("Corrections"),
        headings=(
            *(people.label("order"), people.label("code"), people.label("email")),
            *(_("Name on the list"), _("Field"), _("On the list"), _("Corrected")),
        ),
        widths=(4, 6, 8, 7, 5, 8, 8),
        rows=iter(found),
        size=len(found),
    )


def _changes(listed: Registration, now: Registration) -> Iterator[tuple[str, ...]]:
    for field in (*CORRECTABLE, "code"):
        before, after = getattr(listed, field), getattr(now, field)
        if before != after:
            who = (now.order, listed.code, listed.email, listed.name)
            yield (*who, people.label(field), _word(before), _word(after))


def _word(value: str) -> str:
    return status_word(value) if isinstance(value, Status) else value
