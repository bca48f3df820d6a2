"""Badges: the spool, what ails it, and all that staff can do about it."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from checkin import jobs
from checkin.language import _, marked
from checkin.newest import Newest
from checkin.printing import PrinterState
from checkin.screens.ask import TO_PRINT, AskReason, Confirm
from checkin.screens.desk_screen import DeskScreen
from checkin.screens.printer_questions import (
    AGAIN,
    CAME_OUT,
    CameOut,
    InAdvance,
    NewRoll,
    OtherPrinter,
    WhatToPause,
)
from checkin.settings import paper_of
from checkin.station import Station
from checkin.widgets.badge_view import BadgeView, Question, Rows
from checkin.widgets.job_table import JobTable, Row, job_told, whose
from checkin.widgets.key_bar import KeyBar
from checkin.widgets.printer_band import PrinterBand
from checkin.widgets.title_bar import TitleBar
from checkin.wording import described
from db.records import BadgeRun, JobState, Registration

EVERY = 2.0  # seconds between looks at the copy when nothing was written here
MOST = 200  # jobs shown
BLOCK = 200  # badges asked for at once, so that an arrival waits for no more
DROPPABLE = frozenset({JobState.FAILED, JobState.UNKNOWN, JobState.QUEUED})
UNDER_WAY = frozenset({JobState.QUEUED, JobState.PRINTING})

ADVICE = {
    JobState.QUEUED: marked("It prints when its turn comes. F9 prints it next, Del drops it."),
    JobState.PRINTING: marked("It is being printed."),
    JobState.SENT: marked("The printer has it. F4 prints another one."),
    JobState.PRINTED: marked("It came out. F4 prints another one."),
    JobState.FAILED: marked("F4 prints it once more, Del drops it."),
    JobState.UNKNOWN: marked("Look what came out, then ⏎: in hand, or print it again?"),
    JobState.CANCELLED: marked("It was dropped. F4 prints one after all."),
}

Seen = tuple[tuple[Row, ...], tuple[BadgeRun, ...], int]


class BadgesScreen(DeskScreen[None]):
    """Shows the jobs that need somebody first, then those to come, then those that are over."""

    CSS_PATH = "badges.tcss"
    KEYS: ClassVar = [
        Binding("escape", "dismiss", marked("Back")),
        Binding("f5", "dismiss", marked("Back"), show=False),
        Binding("enter", "settle", marked("Settle"), show=False),
        Binding("f4", "again", marked("Print again")),
        Binding("space", "look", marked("See it")),
        Binding("delete", "drop", marked("Drop")),
        Binding("f6", "pause", marked("Pause")),
        Binding("f9", "next", marked("Next")),
        Binding("f8", "roll", marked("New roll")),
        Binding("f7", "other", marked("Other printer")),
        Binding("f2", "in_advance", marked("In advance")),
        Binding("f3", "try('test')", marked("Test")),
        Binding("ctrl+r", "try('ruler')", marked("Ruler"), show=False),
        Binding("shift+delete", "drop_run", marked("Drop the run"), show=False),
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
        yield PrinterBand(id="printer")
        with Horizontal(id="both"):
            yield JobTable(self._station.hour, id="jobs")
            yield BadgeView(self._draw, id="badge")
        with Vertical(id="job"):
            yield Static("", id="who")
            yield Static("", id="told")
        yield KeyBar(self.KEYS)

    def on_mount(self) -> None:
        self._timer = self.set_interval(EVERY, self._look_again)
        self.query_one(PrinterBand).printer = self._printer
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
        self.query_one(PrinterBand).printer = printer
        self.refresh_copy()

    @on(JobTable.Highlighted)
    def highlighted(self, event: JobTable.Highlighted) -> None:
        """Tell all of the chosen job."""
        who, told = (Content(""), Content("")) if event.row is None else self._about(event.row)
        self.query_one("#who", Static).update(who)
        self.query_one("#told", Static).update(told)
        job, whose_ = event.row or (None, None)
        wanted = (whose_, job.queue, job.asked_at) if job and whose_ else None
        self.query_one(BadgeView).show(wanted)

    def action_move(self, step: int) -> None:
        """Choose another badge."""
        self.query_one(JobTable).move(step)

    def action_look(self) -> None:
        """Show the badge in place of the list, or the list again, where both have no room."""
        self.toggle_class("-looking")

    def action_page(self, step: int) -> None:
        """Choose a badge one page away."""
        table = self.query_one(JobTable)
        table.move(step * table.page)

    @work(group="dialog", exclusive=True, exit_on_error=False)
    async def action_settle(self) -> None:
        """Say what became of the chosen badge when nobody knows; else print it once more."""
        row = self.query_one(JobTable).chosen
        if row is None:
            return
        job, who = row
        if job.state is not JobState.UNKNOWN:
            self.action_again()
            return
        told = job_told(job)
        answer = await self.app.push_screen_wait(CameOut(whose(job, who), told))
        if answer == CAME_OUT:
            await self._station.write(jobs.came_out, job.id)
        elif answer == AGAIN:
            await self._station.write(jobs.retry, job.id, reason=_("did not come out"))

    @work(group="dialog", exclusive=True, exit_on_error=False)
    async def action_again(self) -> None:
        """Print the chosen badge once more, when somebody says that it must be."""
        row = self.query_one(JobTable).chosen
        if row is None:
            return
        job, who = row
        if job.state in UNDER_WAY:
            self.notify(_("This badge is on its way already."))
        elif job.state is JobState.UNKNOWN:
            self.action_settle()
        elif job.state is JobState.FAILED:
            question = _("Print the badge of {name} once more?").format(name=whose(*row))
            if await self.app.push_screen_wait(Confirm(question)):
                await self._station.write(jobs.retry, job.id)
        elif who is not None:
            title = _("Another badge for {name}").format(name=whose(*row))
            if reason := await self.app.push_screen_wait(AskReason(title, TO_PRINT)):
                await self._station.write(jobs.reprint, who.id, reason=reason, queue=job.queue)

    @work(group="drop", exclusive=True, exit_on_error=False)
    async def action_drop(self) -> None:
        """Give up the chosen badge."""
        row = self.query_one(JobTable).chosen
        if row is None:
            return
        if row[0].state in DROPPABLE:
            await self._station.write(jobs.cancel, row[0].id)
        else:
            self.notify(_("This badge cannot be dropped any more."))

    @work(group="dialog", exclusive=True, exit_on_error=False)
    async def action_drop_run(self) -> None:
        """Give up all that waits of the run that the chosen badge belongs to."""
        run = self._run
        if run is None:
            self.notify(_("This badge waits in no run."))
            return
        question = _("Drop the {count} badges that wait in “{run}”?")
        question = question.format(count=run.waiting, run=run.title)
        if await self.app.push_screen_wait(Confirm(question)):
            await self._station.write(jobs.cancel_run, run.id)

    @work(group="dialog", exclusive=True, exit_on_error=False)
    async def action_pause(self) -> None:
        """Let the printer's badges wait, or those of the chosen one's run; or let them go on."""
        queue = await self._station.count(jobs.queue_of, self._queue)
        run = None if queue.paused else self._run
        if run is not None and not run.paused:
            answer = await self.app.push_screen_wait(WhatToPause(run.title))
            if not answer:
                return
            run = run if answer == "run" else None
        if run is not None:
            await self._station.write(jobs.pause_run, run.id, paused=not run.paused)
        else:
            await self._station.write(jobs.pause, paused=not queue.paused, queue=queue.name)

    @work(group="spool", exit_on_error=False)
    async def action_next(self) -> None:
        """Print the chosen badge before all others."""
        row = self.query_one(JobTable).chosen
        if row is not None and not await self._station.write(jobs.hasten, row[0].id):
            self.notify(_("This badge does not wait."))

    @work(group="dialog", exclusive=True, exit_on_error=False)
    async def action_roll(self) -> None:
        """Say that another roll is in."""
        queue = await self._station.count(jobs.queue_of, self._queue)
        labels = await self.app.push_screen_wait(NewRoll(queue.labels, queue.roll))
        if labels is not None:
            await self._station.write(jobs.load, labels or None, queue=self._queue)

    @work(group="dialog", exclusive=True, exit_on_error=False)
    async def action_other(self) -> None:
        """Let another printer print what waits."""
        named = {"": _("the usual printer"), **{name: name for name in self._station.printers}}
        here = self._queue
        others = {queue: name for queue, name in named.items() if queue != here}
        if not others:
            await self.app.run_action("printers")
            return
        waiting = self._printer.queued if self._printer else 0
        target = await self.app.push_screen_wait(OtherPrinter(waiting, others))
        if target is not None:
            await self._station.write(jobs.move, here, target)

    @work(group="dialog", exclusive=True, exit_on_error=False)
    async def action_in_advance(self) -> None:
        """Print everybody's badge before the doors open."""
        people = await self._station.count(jobs.due)
        if not people:
            self.notify(_("Everybody expected has a badge already."))
            return
        order = await self.app.push_screen_wait(InAdvance(len(people)))
        if not order:
            return
        people = await self._station.count(jobs.due, by=order)
        run, title = None, _("In advance")
        for place in range(0, len(people), BLOCK):
            block = people[place : place + BLOCK]
            run = await self._station.write(jobs.print_in_advance, block, title, run)

    @work(group="spool", exit_on_error=False)
    async def action_try(self, kind: str) -> None:
        """Print a test badge, or the ruler that shows where the blade is."""
        await self._station.write(jobs.try_printer, kind, queue=self._queue)
        self.notify(_("A test is on its way to the printer."))

    @property
    def _run(self) -> BadgeRun | None:
        """The unfinished run that the chosen badge belongs to."""
        row = self.query_one(JobTable).chosen
        runs = {run.id: run for run in self.query_one(PrinterBand).runs}
        return runs.get(row[0].run or 0) if row else None

    @property
    def _queue(self) -> str:
        """The printer that the keys are about: the chosen badge's."""
        row = self.query_one(JobTable).chosen
        return row[0].queue if row else ""

    def _look_again(self) -> None:
        if self.is_current:
            self.refresh_copy()

    @work(group="jobs", exit_on_error=False)
    async def _ask(self, limit: int) -> None:
        await self._jobs.ask(limit)

    async def _draw(self, question: Question) -> Rows:
        wanted, width, height = question
        if wanted is None:
            return ()
        who, queue, at = wanted
        settings = self._station.settings
        paper = paper_of(settings.others.get(queue, settings.printer))
        return await self._station.count(jobs.looks, who, paper, at, width, height)

    async def _read(self, limit: int) -> Seen:
        rows = await self._station.count(jobs.named, limit=limit)
        runs = await self._station.count(jobs.unfinished)
        return rows, runs, await self._station.count(jobs.reprints)

    def _show(self, _limit: int, seen: Seen) -> None:
        self._timer.resume()
        rows, runs, reprints = seen
        self.query_one(TitleBar).end = self._station.hour(self._station.now())
        self.query_one(PrinterBand).runs = runs
        self.query_one(PrinterBand).reprints = reprints
        self.query_one(JobTable).show(rows)

    def _about(self, row: Row) -> tuple[Content, Content]:
        """Return whose badge it is, and how far it came and what can be done."""
        job, who = row
        lines = [
            Content(_("asked for at {time}").format(time=self._station.hour(job.asked_at))),
            Content(job_told(job)),
            Content.assemble((_(ADVICE[job.state]), "bold")),
        ]
        lines[0:2] = [Content(" · ").join(lines[0:2])]
        return Content.assemble((whose(*row), "bold $primary"), _quiet(who)), Content("\n").join(
            lines
        )


def _quiet(who: Registration | None) -> tuple[str, str]:
    return (f"   {described(who)}" if who else "", "$quiet")
