"""The spooler of one desk: its copy, its event's badges, its journal."""

from collections.abc import Callable

from checkin.badge import Badge, Paper, badge_of
from checkin.opening import OpenFolder, wall
from checkin.printing.printer import Printer, PrinterState
from checkin.printing.spooler import Spooler
from checkin.printing.troubles import Trouble, Unprintable
from db import journal, registrations
from db.connection import Copy, open_copy
from db.events import BadgePrinted
from db.records import BadgeJob


def desk_spooler(
    held: OpenFolder, printer: Printer, paper: Paper, on_news: Callable[[PrinterState], None]
) -> Spooler:
    """Return the spooler that prints what this desk asks for, and journals what it printed."""
    event, pen = held.event, held.pen

    def badge_for(copy: Copy, job: BadgeJob) -> Badge:
        who = registrations.get(copy, job.registration)
        if who is None:
            raise Unprintable(Trouble.GONE)
        title, band = event.category_title(who.category), event.category_band(who.category)
        return badge_of(who, event.name, title, paper, number=job.id, band=band)

    def record(copy: Copy, job: BadgeJob, name: str, confirmed: bool) -> None:  # noqa: FBT001 - the spooler calls it so
        journal.append(copy, pen, BadgePrinted(job.registration, job.id, name, confirmed))

    return Spooler(
        lambda: open_copy(held.folder.copy), printer, badge_for, record, on_news, now=wall
    )
