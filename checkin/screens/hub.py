"""Relais: the desks of the event and how they are; let one in, put one out."""

from collections.abc import Sequence
from typing import ClassVar, Protocol

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Label, Static

from checkin.hub.attendance import Attendance
from checkin.hub.troubles import StewardTrouble
from checkin.language import _, marked, ngettext
from checkin.membership import Kind
from checkin.screens.ask import Confirm
from checkin.screens.hub_door import Doors, NameDesk, ShowCode
from checkin.widgets.attendances import Attendances
from checkin.widgets.key_bar import KeyBar
from checkin.widgets.title_bar import TitleBar
from checkin.wording import number

EVERY = 1.0  # seconds between two looks


class House(Doors, Protocol):
    """A running hub, as its screen needs it."""

    def now(self) -> int:
        """Return the time in ms since the epoch."""

    def names(self) -> frozenset[str]:
        """Return what the members are called."""

    async def look(self) -> Sequence[Attendance]:
        """Return all members as they are now."""

    async def remove(self, name: str) -> None:
        """Cut a member off, now and for good."""


class HubScreen(Screen[None]):
    """Looks at the hub every second; leaving it stops the hub."""

    CSS_PATH = "hub.tcss"
    KEYS: ClassVar = [
        Binding("f2", "add", marked("Add a desk")),
        Binding("f3", "add(True)", marked("Figures only")),
        Binding("f8", "remove", marked("Remove")),
        Binding("escape", "leave", marked("Stop the hub")),
        Binding("ctrl+q", "leave", marked("Stop the hub"), show=False, priority=True),
    ]
    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)

    def __init__(self, event: str, house: House) -> None:
        super().__init__()
        self._event = event
        self._house = house

    def compose(self) -> ComposeResult:
        yield TitleBar(self._event, _("Hub of the desks"))
        with Vertical(id="where"):
            yield Label(_("Address of the hub: {address}").format(address=self._house.address))
            yield Label("", id="count")
        yield Attendances(id="members")
        yield Static("", id="trouble")
        yield KeyBar(self.KEYS)

    def on_mount(self) -> None:
        self.set_interval(EVERY, self._look)
        self._look()

    @work(group="look", exclusive=True, exit_on_error=False)
    async def _look(self) -> None:
        try:
            there = await self._house.look()
        except StewardTrouble as trouble:
            self._tell(str(trouble))
            return
        self._tell("")
        connected = sum(one.connected for one in there)
        words = ngettext(
            "{count} of {all} laptop is connected", "{count} of {all} laptops are connected",
            len(there),
        )  # fmt: skip
        told = words.format(count=number(connected), all=number(len(there)))
        self.query_one("#count", Label).update(told)
        self.query_one(Attendances).show(there, self._house.now())

    @work(group="dialog", exclusive=True, exit_on_error=False)
    async def action_add(self, figures: bool = False) -> None:  # noqa: FBT001, FBT002 - a key's binding gives it by position
        """Ask for a name, then show a code until a laptop came in or the code is dead."""
        kind = Kind.FIGURES if figures else Kind.DESK
        taken = self._house.names()
        name = await self.app.push_screen_wait(NameDesk(kind, taken))
        if not name:
            return
        if await self.app.push_screen_wait(ShowCode(self._house, name, kind)):
            self.notify(_("{name} is one of the desks now.").format(name=name), markup=False)
        else:
            sentence = _("Nobody came in; the code is dead. Ask for a new one.")
            self.notify(sentence, severity="warning")
        self._look()

    @work(group="dialog", exclusive=True, exit_on_error=False)
    async def action_remove(self) -> None:
        """Cut the desk at the pointer off, after a question."""
        name = self.query_one(Attendances).chosen
        if name is None:
            return
        question = _("Cut {name} off, at once and for good? What it sent before is kept.")
        if await self.app.push_screen_wait(Confirm(question.format(name=name))):
            try:
                await self._house.remove(name)
            except StewardTrouble as trouble:
                self._tell(str(trouble))
            self._look()

    @work(group="dialog", exclusive=True, exit_on_error=False)
    async def action_leave(self) -> None:
        """Stop the hub, after a question: the desks go on alone."""
        question = _("Stop the hub? Each desk goes on alone until it is back; nothing is lost.")
        if await self.app.push_screen_wait(Confirm(question)):
            self.dismiss(None)

    def _tell(self, sentence: str) -> None:
        told = Content.assemble((f"! {sentence}", "bold $error")) if sentence else ""
        self.query_one("#trouble", Static).update(told)
