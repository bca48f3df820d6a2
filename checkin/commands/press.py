"""The desk's printer, its spool and its journal joined."""

from collections.abc import Callable

from checkin.badge import Badge, badge_of
from checkin.desk import Desk
from checkin.devices import paper_of, printer_for
from checkin.devices.current_printer import CurrentPrinter
from checkin.event import Event
from checkin.language import _
from checkin.opening import OpenFolder
from checkin.printing import Printer, PrinterState, Spooler, Trouble, Unprintable
from checkin.settings import Folder, PrinterSettings, SettingsTrouble, read_settings
from db import journal, registrations
from db.connection import Copy
from db.events import BadgePrinted
from db.records import BadgeJob, Registration


def spooler(
    held: OpenFolder, on_news: Callable[[PrinterState], None] = lambda _state: None
) -> Spooler:
    """Return the spooler that prints a desk's badges on the printer it is set to."""
    press = _Press(held)
    joined(held.settings.printer, held.folder)
    printer = CurrentPrinter(press.settings, lambda settings: joined(settings, held.folder))
    return Spooler(press.open, printer, press.badge, press.record, on_news)


def joined(settings: PrinterSettings, folder: Folder) -> Printer:
    """Return the printer that is set, or say what is wrong with the settings."""
    try:
        paper_of(settings)
        return printer_for(settings, folder.badges)
    except ValueError as error:
        sentence = _("The printer's settings mean nothing ({reason}): see checkin printer --help.")
        raise SettingsTrouble(sentence.format(reason=error)) from error


def draw(who: Registration, event: Event, settings: PrinterSettings, number: int = 1) -> Badge:
    """Draw somebody's badge as the desk's printer would print it, as job `number`."""
    return badge_of(who, event, paper_of(settings), number=number)


class _Press:
    """Draws and writes down badges in the spooler's thread, over a connection of its own."""

    def __init__(self, held: OpenFolder) -> None:
        self._held = held
        self._desk: Desk | None = None
        self._settings = held.settings.printer

    def settings(self) -> PrinterSettings:
        """Which printer is set now; what cannot be read or joined leaves it as it was."""
        try:
            settings = read_settings(self._held.folder.path).printer
            joined(settings, self._held.folder)
        except SettingsTrouble:
            return self._settings
        self._settings = settings
        return settings

    def open(self) -> Copy:
        self._desk = self._held.desk()
        return self._desk.copy

    def badge(self, copy: Copy, job: BadgeJob) -> Badge:
        assert self._desk is not None
        who = registrations.get(copy, job.registration)
        if who is None:
            raise Unprintable(Trouble.GONE)
        return draw(who, self._desk.event, self._settings, job.id)

    def record(self, copy: Copy, job: BadgeJob, printer: str, confirmed: bool) -> None:  # noqa: FBT001 - as the spooler calls it
        assert self._desk is not None
        assert self._desk.pen is not None
        journal.append(
            copy, self._desk.pen, BadgePrinted(job.registration, job.id, printer, confirmed)
        )
