"""Postes: how the desks are that work together, and whom two of them let in."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from checkin.desk import Desk
from checkin.language import _, marked
from checkin.newest import Newest
from checkin.screens.ask import AskReason
from checkin.screens.desk_screen import DeskScreen
from checkin.station import Station
from checkin.widgets.choices import Choices
from checkin.widgets.desk_table import DeskTable
from checkin.widgets.key_bar import KeyBar
from checkin.widgets.title_bar import TitleBar
from checkin.wording import number
from db.conflicts import Conflict, ledger

EVERY = 1.0  # seconds between looks at how long a desk has been silent

NOTES = (
    marked("one badge taken back"),
    marked("the same person, seen at both desks"),
    marked("somebody else used the ticket"),
)


class DesksScreen(DeskScreen[None]):
    """Looks at the desks and keeps the ledger of conflicts; the desk itself goes on."""

    CSS_PATH = "desks.tcss"
    KEYS: ClassVar = [
        Binding("escape", "dismiss", marked("Back")),
        Binding("f8", "dismiss", marked("Back"), show=False),
        Binding("enter", "resolve", marked("Resolve with a note")),
        Binding("f1", "app.help", marked("Help")),
    ]
    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)

    def __init__(self, station: Station) -> None:
        super().__init__()
        self._station = station
        self._conflicts: dict[str, Conflict] = {}
        self._ledger = Newest(self._read, self._show)

    def compose(self) -> ComposeResult:
        yield TitleBar(self._station.event.name, _("The desks together"))
        with Vertical(id="desks") as desks:
            title = _("Desks")
            desks.border_title = f" {title} "
            yield DeskTable(self._station.hour)
        with Vertical(id="ledger"):
            yield Static("", id="none")
            yield Choices(self._lines, ())
        yield KeyBar(self.KEYS)

    def on_mount(self) -> None:
        self.set_interval(EVERY, self._look)
        self._look()
        self.refresh_copy()

    def refresh_copy(self) -> None:
        """Read the ledger again, off the loop."""
        self._ask()

    def _look(self) -> None:
        now = self._station.now()
        self.query_one(TitleBar).end = self._station.hour(now)
        neighbours = self._station.neighbours
        table = self.query_one(DeskTable)
        table.now, table.standing = now, neighbours.standing if neighbours else None

    @on(Choices.OptionSelected)
    def selected(self) -> None:
        self.action_resolve()

    @work(group="dialog", exclusive=True, exit_on_error=False)
    async def action_resolve(self) -> None:
        """Ask what was done about the conflict, and write it down."""
        conflict = self._conflicts.get(self.query_one(Choices).pointed)
        if conflict is None or conflict.resolution is not None:
            return
        title = _("{name}: what was done?").format(name=conflict.name)
        note = await self.app.push_screen_wait(AskReason(title, NOTES))
        if note:
            await self._station.write(Desk.resolve, conflict, note)
            self.refresh_copy()

    @work(group="ledger", exit_on_error=False)
    async def _ask(self) -> None:
        await self._ledger.ask("")

    async def _read(self, _asked: str) -> tuple[Conflict, ...]:
        return await self._station.count(lambda desk: ledger(desk.copy))

    def _show(self, _asked: str, conflicts: tuple[Conflict, ...]) -> None:
        self._conflicts = {f"{one.registration} {one.list_id}": one for one in conflicts}
        waiting = sum(1 for one in conflicts if one.resolution is None)
        panel = self.query_one("#ledger", Vertical)
        title = _("Entered at two desks ({count})").format(count=number(waiting))
        panel.border_title = f" {title} "
        panel.set_class(bool(waiting), "-waiting")
        none = self.query_one("#none", Static)
        none.display = not conflicts
        none.update(_("Nobody was entered at two desks that did not know of each other."))
        self.query_one(Choices).offer(self._conflicts)

    def _lines(self, key: str) -> Iterator[Content]:
        """Yield who and where, then when at which desk, then the badges or what was done."""
        conflict = self._conflicts[key]
        title = self._station.event.check_in_list(conflict.list_id).title
        yield Content.assemble((conflict.name, "bold"), f"   {title}")
        passed = sorted(conflict.entries, key=lambda one: one.at)
        came = [f"{one.desk} {self._station.hour(one.at)}" for one in passed]
        badges = [f"{one.desk} {number(one.count)}" for one in conflict.badges]
        printed = ", ".join(badges) or _("none printed")
        yield Content(" · ".join(came) + "   " + _("badges: {badges}").format(badges=printed))
        done, chosen = conflict.resolution, key == self.query_one(Choices).pointed
        if done is None:
            yield Content.assemble((_("! to be seen to"), "bold" if chosen else "bold $warning"))
        else:
            words = _("✓ {desk}, {time}: {note}")
            said = words.format(desk=done.desk, time=self._station.hour(done.at), note=done.note)
            yield Content.assemble((said, "" if chosen else "$success"))
