"""Groupe: a delegation, ticked together, let in together, its badges printed in one run."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.widgets import Static

from checkin.desk import Desk, Rule
from checkin.language import marked, ngettext
from checkin.newest import Newest
from checkin.printing import PrinterState
from checkin.screens.ask import TO_LET_IN, AskReason, ReadNote
from checkin.screens.desk_screen import DeskScreen
from checkin.station import Station
from checkin.widgets.key_bar import KeyBar
from checkin.widgets.members import Members
from checkin.widgets.status_bar import StatusBar
from checkin.widgets.title_bar import TitleBar
from checkin.wording import called, number
from db.admission import ADMITTED
from db.records import Member, Registration, Status, Verdict


class GroupScreen(DeskScreen[None]):
    """Shows everyone of one organisation, or of one order, with who is here."""

    CSS_PATH = "group.tcss"
    KEYS: ClassVar = [
        Binding("enter", "let_in", marked("Arrival of all ticked"), priority=True),
        Binding("space", "tick", marked("Tick")),
        Binding("f3", "tick_all", marked("All or none")),
        Binding("f9", "let_in_anyway", marked("Let in anyway")),
        Binding("escape", "dismiss", marked("Back")),
        Binding("ctrl+g", "dismiss", marked("Back"), show=False),
        Binding("up", "move(-1)", marked("Person above"), show=False),
        Binding("down", "move(1)", marked("Person below"), show=False),
        Binding("pageup", "page(-1)", marked("A page up"), show=False),
        Binding("pagedown", "page(1)", marked("A page down"), show=False),
        Binding("f1", "app.help", marked("Help")),
    ]
    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)

    def __init__(
        self, station: Station, who: Registration, printer: PrinterState | None = None
    ) -> None:
        super().__init__()
        self._station = station
        self._who = who
        self._printer = printer
        self._group = Newest(self._read, self._show)

    @property
    def title_of_group(self) -> str:
        """What the delegation is called: its organisation, else its order, else its person."""
        return self._who.organisation or self._who.order or called(self._who)

    def compose(self) -> ComposeResult:
        yield TitleBar(self.title_of_group, self._station.list.title)
        yield Static("", id="told")
        yield Members(self._station.hour, id="members")
        yield StatusBar(id="status")
        yield KeyBar(self.KEYS)

    def on_mount(self) -> None:
        status = self.query_one(StatusBar)
        status.where = f"{self._station.list.title} · {self._station.settings.desk}"
        status.time = self._station.hour(self._station.now())
        if self._printer is not None:
            status.show_printer(self._printer)
        self.refresh_copy()

    def show_printer(self, printer: PrinterState) -> None:
        """Show how the printer is, and the badges as they are now."""
        self.query_one(StatusBar).show_printer(printer)
        self.refresh_copy()

    def refresh_copy(self) -> None:
        """Read again who is here."""
        self._ask(self._who.id)

    @work(group="group", exit_on_error=False)
    async def _ask(self, who: str) -> None:
        await self._group.ask(who)

    async def _read(self, who: str) -> tuple[Member, ...]:
        return await self._station.search(Desk.delegation, who, list_id=self._station.list.id)

    def _show(self, _who: str, members: tuple[Member, ...]) -> None:
        shown = self.query_one(Members)
        shown.show(members)
        if not shown.answers:
            self._count()

    def action_move(self, step: int) -> None:
        """Choose another person."""
        self.query_one(Members).move(step)

    def action_page(self, step: int) -> None:
        """Choose a person one page away."""
        members = self.query_one(Members)
        members.move(step * members.page)

    def action_tick(self) -> None:
        """Tick the chosen person, or take the tick away."""
        self.query_one(Members).tick()
        self._count()

    def action_tick_all(self) -> None:
        """Tick everybody who is not here yet, or nobody."""
        self.query_one(Members).tick_all()
        self._count()

    @on(Click)
    def clicked(self) -> None:
        self._count()

    @work(group="dialog", exclusive=True, exit_on_error=False)
    async def action_let_in(self) -> None:
        """Let in all who are ticked, after the notes that must be read."""
        ticked = self.query_one(Members).chosen_ones
        read = await self._notes_read(ticked)
        unread = {one.registration.id for one in ticked if one.registration.note} - read
        await self._admit([one for one in ticked if one.registration.id not in unread], "", read)

    @work(group="dialog", exclusive=True, exit_on_error=False)
    async def action_let_in_anyway(self) -> None:
        """Let in all who are ticked against a rule, with the reason written down."""
        ticked = self.query_one(Members).chosen_ones
        ticked = tuple(one for one in ticked if one.registration.status is not Status.BLOCKED)
        if not ticked:
            return
        words = ngettext(
            "Let in {count} person anyway", "Let in {count} people anyway", len(ticked)
        )
        title = words.format(count=number(len(ticked)))
        if reason := await self.app.push_screen_wait(AskReason(title, TO_LET_IN)):
            read = await self._notes_read(ticked)
            unread = {one.registration.id for one in ticked if one.registration.note} - read
            admitted = [one for one in ticked if one.registration.id not in unread]
            await self._admit(admitted, reason, read)

    async def _notes_read(self, members: tuple[Member, ...]) -> frozenset[str]:
        """Show the note of each who has one; return whose were read."""
        read = set()
        for who in (one.registration for one in members if one.registration.note):
            if await self.app.push_screen_wait(ReadNote(called(who), who.note)):
                read.add(who.id)
        return frozenset(read)

    async def _admit(self, members: list[Member], reason: str, read: frozenset[str]) -> None:
        if not members:
            return
        verdicts = await self._station.write(
            Desk.admit_together,
            [one.registration.id for one in members],
            self.title_of_group,
            list_id=self._station.list.id,
            rule=Rule(reason),
            notes_read=read,
        )
        self._answer(verdicts)
        self.refresh_copy()

    def _answer(self, verdicts: tuple[Verdict, ...]) -> None:
        """Say how many came in, and beside each of the others why not."""
        members = self.query_one(Members)
        answers = {one.registration.id: one.outcome for one in verdicts if one.registration}
        members.answers = {**members.answers, **answers}
        admitted = [one for one in verdicts if one.outcome in ADMITTED]
        badges = sum(one.badge_job is not None for one in admitted)
        told = []
        if admitted:
            words = ngettext("✓  {count} ARRIVAL", "✓  {count} ARRIVALS", len(admitted))
            told.append(words.format(count=number(len(admitted))))
        if badges:
            words = ngettext("{count} badge on its way", "{count} badges on their way", badges)
            told.append(words.format(count=number(badges)))
        refused = len(verdicts) - len(admitted)
        if refused:
            words = ngettext(
                "{count} not let in: see beside the name, F9 with a reason",
                "{count} not let in: see beside the names, F9 with a reason",
                refused,
            )
            told.append(words.format(count=number(refused)))
        self._say("known" if refused else "good", "   ".join(told))
        self.app.bell()

    def _count(self) -> None:
        members = self.query_one(Members)
        words = ngettext(
            "{count} of {all} ticked: ⏎ marks the arrival and prints the badge.",
            "{count} of {all} ticked: ⏎ marks the arrivals and prints the badges.",
            len(members.ticked),
        )
        self._say("", words.format(count=len(members.ticked), all=len(members.members)))

    def _say(self, tone: str, words: str) -> None:
        band = self.query_one("#told", Static)
        band.set_classes(f"-{tone}" if tone else "")
        band.update(words)
