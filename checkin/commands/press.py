"""The desk's printers, its spool and its journal joined."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from checkin.badge import Badge, Care, Tongue, badge_of, tongues
from checkin.commands.known_printers import KnownPrinters
from checkin.commands.looking import found
from checkin.devices import printer_for
from checkin.devices.current_printer import CurrentPrinter
from checkin.devices.talking_printer import Memory
from checkin.event import Event
from checkin.jobs import NOBODY
from checkin.language import _
from checkin.opening import OpenFolder
from checkin.printing import Pressroom, Printer, PrinterState, Spooler, Trouble, Unprintable
from checkin.settings import (
    Folder,
    PrinterSettings,
    Settings,
    SettingsTrouble,
    paper_of,
    read_settings,
)
from db import journal, queues, registrations
from db.connection import Copy, writing
from db.events import BadgePrinted
from db.records import BadgeJob, Registration


def pressroom(
    held: OpenFolder, on_news: Callable[[PrinterState], None] = lambda _state: None
) -> Pressroom:
    """Return what prints a desk's badges, each on the printer whose queue it stands in."""
    printers = queues_of(held.settings)
    press = _Press(held, tuple(printers))
    return Pressroom(
        [press.spooler(queue, one, on_news) for queue, one in printers.items()],
        lambda: found(in_use=read_settings(held.folder.path).printer),
    )


def queues_of(settings: Settings) -> dict[str, PrinterSettings]:
    """Return the desk's printers by the names of their queues, the usual one first."""
    return {"": settings.printer, **settings.others}


def joined(settings: PrinterSettings, folder: Folder, memory: Memory | None = None) -> Printer:
    """Return the printer that is set, or say what is wrong with the settings."""
    if not tongues.is_installed(Tongue(settings.speaks)):
        sentence = _("To print in the language {language}, install checkin[labels].")
        raise SettingsTrouble(sentence.format(language=settings.speaks))
    try:
        tongues.check(settings.speaks, settings.label, paper_of(settings))
        return printer_for(settings, folder.badges, memory)
    except ValueError as error:
        sentence = _("The printer's settings mean nothing ({reason}): see checkin printer --help.")
        raise SettingsTrouble(sentence.format(reason=error)) from error


def draw(
    who: Registration, event: Event, settings: PrinterSettings, number: int = 1, at: int = 0
) -> Badge:
    """Draw somebody's badge as the printer would print it, as job `number` asked for `at` (ms)."""
    badge = badge_of(who, event, paper_of(settings), number=number, at=at)
    return replace(badge, care=_care(settings))


def draw_trial(kind: str, event: Event, settings: PrinterSettings, number: int = 1) -> Badge:
    """Draw what tries the printer: a "test" badge, or a "ruler" that shows where its blade is."""
    from checkin.badge import trial

    paper = paper_of(settings)
    if kind == "ruler":
        care = replace(_care(settings), feed=None)
        return Badge(f"{number:04}-ruler", trial.ruler(paper), paper.dpi, care)
    return Badge(f"{number:04}-test", trial.trial(event, paper), paper.dpi, _care(settings))


def _care(settings: PrinterSettings) -> Care:
    feed = paper_of(settings).millimetres(settings.feed_mm)
    return Care(settings.darkness, feed, Tongue(settings.speaks), settings.label)


SOMEBODY = Registration("", "Hélène", "Lefèvre", "0123456789ABCDEF", "Ville de Lyon", "Maire")


@dataclass
class _Now:
    """What a printer is set to now; what cannot be read or joined leaves it as it was."""

    held: OpenFolder
    queue: str
    known: PrinterSettings

    def settings(self) -> PrinterSettings:
        """Read them again, for somebody may have set another one."""
        try:
            told = queues_of(read_settings(self.held.folder.path)).get(self.queue, self.known)
            joined(told, self.held.folder)
        except SettingsTrouble:
            return self.known
        self.known = told
        return told


@dataclass(frozen=True)
class _Press:
    """Draws and writes down badges in the spoolers' threads, each over its own connection."""

    held: OpenFolder
    queues: tuple[str, ...]

    def spooler(
        self, queue: str, settings: PrinterSettings, on_news: Callable[[PrinterState], None]
    ) -> Spooler:
        """Return what empties one queue; all that stood in a queue of old goes to the usual one."""

        @lru_cache(maxsize=4)
        def drawn(
            number: int, why: str, at: int, who: Registration | None, told: PrinterSettings
        ) -> Badge:
            if who is None:
                return draw_trial(why, self.held.event, told, number)
            return draw(who, self.held.event, told, number, at)

        def badge(copy: Copy, job: BadgeJob) -> Badge:
            """Draw a badge, unless it was drawn ahead and nothing was put right since."""
            who = registrations.get(copy, job.registration)
            if who is None and job.registration != NOBODY:
                raise Unprintable(Trouble.GONE)
            return drawn(job.id, job.why, job.asked_at, who, now.settings())

        now = _Now(self.held, queue, settings)
        joined(settings, self.held.folder)
        memory = KnownPrinters(self.held)
        printer = CurrentPrinter(now.settings, lambda told: joined(told, self.held.folder, memory))
        return Spooler(
            *(self.open, printer, badge, self.record, on_news),
            queue=queue,
            warm_up=lambda: draw(SOMEBODY, self.held.event, settings).data,
        )

    def open(self) -> Copy:
        """Return a connection for one spooler."""
        copy = self.held.desk().copy
        with writing(copy):
            queues.close_others(copy, self.queues)
        return copy

    def record(self, copy: Copy, job: BadgeJob, printer: str, confirmed: bool) -> None:  # noqa: FBT001 - as the spooler calls it
        """Write down that a badge left; a test of the printer is nobody's."""
        if job.registration != NOBODY:
            printed = BadgePrinted(job.registration, job.id, printer, confirmed)
            journal.append(copy, self.held.pen, printed)
