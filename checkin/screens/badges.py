"""Badges: the spool, what ails it, and printing once more what did not come out well."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from checkin import jobs
from checkin.language import _, marked, ngettext
from checkin.newest import Newest
from checkin.printing import PrinterState, sentence
from checkin.screens.ask import TO_PRINT, AskReason, Confirm
from checkin.screens.desk_screen import DeskScreen
from checkin.station import Station
from checkin.widgets.job_table import JobTable, Row
from checkin.widgets.key_bar import KeyBar
from checkin.widgets.title_bar import TitleBar
from checkin.wording import JOB_STATES, JOB_SYMBOLS, called, described, number
from db.records import BadgeJob, JobState, Registration

EVERY = 2.0  # seconds between looks at the copy when nothing was written here
MOST = 200  # jobs shown
DOUBTFUL = frozenset({JobState.FAILED, JobState.UNKNOWN})
DROPPABLE = DOUBTFUL | {JobState.QUEUED}
UNDER_WAY = frozenset({JobState.QUEUED, JobState.PRINTING})

ADVICE = {
    JobState.QUEUED: marked("It prints when its turn comes. Del drops it."),
    JobState.PRINTING: marked("It is being printed."),
    JobState.SENT: marked("The printer has it. F4 prints another one."),
    JobState.PRINTED: marked("It came out. F4 prints another one."),
    JobState.FAILED: marked("F4 prints it once more, Del drops it."),
    JobState.UNKNOWN: marked("Look what came out: F4 prints it once more, Del if it is good."),
    JobState.CANCELLED: marked("It was dropped. F4 prints one after all."),
}


class BadgesScreen(DeskScreen[None]):
    """Shows the jobs that need somebody first, then the newest."""

    CSS_PATH = "badges.tcss"
    KEYS: ClassVar = [
        Binding("escape", "dismiss", marked("Back")),
        Binding("f5", "dismiss", marked("Back"), show=False),
        Binding("f4", "again", marked("Print again")),
        Binding("enter", "again", marked("Print again"), show=False),
        Binding("delete", "drop", marked("Drop")),
        Binding("up", "move(-1)", marked("Badge above"), show=False),
        Binding("down", "move(1)", marked("Badge below"), show=False),
        Binding("pageup", "page(-1)", marked("A page up"), show=False),
        Binding("pagedown", "page(1)", marked("A page down"), show=False),
        Binding("f1", "app.help", marked("Help")),
    ]
    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)

    def __init__(self, station: Station, printer: PrinterState | None = None) -> None:
        super().__init__()
        self._station = station
        self._printer = printer
        self._jobs = Newest(self._read, self._show)

    def compose(self) -> ComposeResult:
        yield TitleBar(self._station.event.name, _("Badges"))
        yield Static("", id="printer")
        yield JobTable(self._station.hour, id="jobs")
        with Vertical(id="job"):
            yield Static("", id="who")
            yield Static("", id="told")
        yield KeyBar(self.KEYS)

    def on_mount(self) -> None:
        self._timer = self.set_interval(EVERY, self._look_again)
        if self._printer is not None:
            self.show_printer(self._printer)
        else:
            self._say("", _("No printer has been heard of yet."))
        self.refresh_copy()

    def on_screen_resume(self) -> None:
        self.refresh_copy()

    def refresh_copy(self) -> None:
        """Read the spool again, off the loop."""
        self._ask(MOST)

    def trouble(self, sentence: str) -> None:
        """Show what is wrong once, and look again when something is written."""
        self._timer.pause()
        super().trouble(sentence)

    def show_printer(self, printer: PrinterState) -> None:
        """Say whether badges come out, and what to do where they do not."""
        self._printer = printer
        if printer.trouble is not None:
            self._say("-stop", f"! {sentence(printer.trouble)}", _waiting(printer))
        elif printer.unknown + printer.failed:
            self._say("-known", f"! {_to_look_at(printer.unknown + printer.failed)}")
        else:
            ready = _("✓ The printer is ready ({name}).").format(name=printer.printer)
            self._say("-good", ready, _waiting(printer) if printer.queued else "")
        self.refresh_copy()

    @on(JobTable.Highlighted)
    def highlighted(self, event: JobTable.Highlighted) -> None:
        """Tell all of the chosen job."""
        who, told = (Content(""), Content("")) if event.row is None else self._about(*event.row)
        self.query_one("#who", Static).update(who)
        self.query_one("#told", Static).update(told)

    def action_move(self, step: int) -> None:
        """Choose another badge."""
        self.query_one(JobTable).move(step)

    def action_page(self, step: int) -> None:
        """Choose a badge one page away."""
        table = self.query_one(JobTable)
        table.move(step * table.page)

    @work(group="dialog", exclusive=True, exit_on_error=False)
    async def action_again(self) -> None:
        """Print the chosen badge once more, when somebody says that it must be."""
        row = self.query_one(JobTable).chosen
        if row is None:
            return
        job, who = row
        name = called(who) if who else _("no longer known")
        if job.state in UNDER_WAY:
            self.notify(_("This badge is on its way already."))
        elif job.state in DOUBTFUL:
            question = _("Did the badge of {name} not come out well? Print it once more?")
            if await self.app.push_screen_wait(Confirm(question.format(name=name))):
                await self._station.write(jobs.retry, job.id)
        elif who is not None:
            title = _("Another badge for {name}").format(name=name)
            if reason := await self.app.push_screen_wait(AskReason(title, TO_PRINT)):
                await self._station.write(jobs.reprint, who.id, reason=reason)

    @work(group="drop", exclusive=True, exit_on_error=False)
    async def action_drop(self) -> None:
        """Give up the chosen badge, or say that it came out after all."""
        row = self.query_one(JobTable).chosen
        if row is None:
            return
        if row[0].state in DROPPABLE:
            await self._station.write(jobs.cancel, row[0].id)
        else:
            self.notify(_("This badge cannot be dropped any more."))

    def _look_again(self) -> None:
        if self.is_current:
            self.refresh_copy()

    @work(group="jobs", exit_on_error=False)
    async def _ask(self, limit: int) -> None:
        await self._jobs.ask(limit)

    async def _read(self, limit: int) -> tuple[Row, ...]:
        return await self._station.count(jobs.named, limit=limit)

    def _show(self, _limit: int, rows: tuple[Row, ...]) -> None:
        self._timer.resume()
        self.query_one(TitleBar).end = self._station.hour(self._station.now())
        self.query_one(JobTable).show(rows)

    def _say(self, tone: str, first: str, second: str = "") -> None:
        band = self.query_one("#printer", Static)
        band.set_classes(tone)
        lines = [Content.assemble((first, "bold")), *([Content(second)] if second else [])]
        band.update(Content("\n").join(lines))

    def _about(self, job: BadgeJob, who: Registration | None) -> tuple[Content, Content]:
        """Return whose badge it is, and how far it came and what can be done."""
        name = called(who) if who else _("no longer known")
        parts = [
            f"{JOB_SYMBOLS[job.state]} {_(JOB_STATES[job.state])}",
            _("asked for at {time}").format(time=self._station.hour(job.asked_at)),
        ]
        if job.attempts:
            tries = ngettext("{count} try", "{count} tries", job.attempts)
            parts.append(f"{tries.format(count=number(job.attempts))}, {job.printer}")
        lines = [
            Content(" · ".join(parts)),
            *([Content(sentence(job.trouble))] if job.trouble else []),
            Content.assemble((_(ADVICE[job.state]), "bold")),
        ]
        described_as = (f"   {described(who)}" if who else "", "$quiet")
        return Content.assemble((name, "bold $primary"), described_as), Content("\n").join(lines)


def _waiting(printer: PrinterState) -> str:
    words = ngettext("{count} badge to print", "{count} badges to print", printer.queued)
    return words.format(count=number(printer.queued))


def _to_look_at(count: int) -> str:
    words = ngettext("{count} badge to look at", "{count} badges to look at", count)
    return words.format(count=number(count))
