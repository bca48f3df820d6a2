"""Rejoindre: a blank laptop becomes one of the desks, by the hub's code or by a file."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Label, Static

from checkin.event import EventTrouble
from checkin.joining import Bundle, JoiningTrouble
from checkin.language import _, marked
from checkin.membership import MembershipTrouble
from checkin.pairing.knock import PairingTrouble, joined
from checkin.pairing.sighting import Sighting
from checkin.widgets.key_bar import KeyBar
from checkin.widgets.path_line import PathLine
from checkin.widgets.title_bar import TitleBar

SHARED = (".checkin", ".desk", ".jsonl", ".json")
ADDRESS, CODE = "192.168.8.10", "K7QM-4TXP"  # what they look like
USUAL = ":4222"  # the port that need not be said
REFUSALS = (PairingTrouble, JoiningTrouble, MembershipTrouble, EventTrouble)

Knock = Callable[[str, str], Awaitable[Bundle]]  # the hub's address, the code
Look = Callable[[], Awaitable[Sequence[Sighting]]]  # takes seconds


@dataclass(frozen=True, slots=True)
class Joined:
    """How a laptop joined: with what the hub gave, or with a file."""

    given: Bundle | None = None
    path: Path | None = None


class JoinScreen(Screen[Joined | None]):
    """Asks until the hub lets this laptop in; dismisses with None when somebody goes back."""

    CSS_PATH = "join.tcss"
    AUTO_FOCUS = "#address"
    KEYS: ClassVar = [
        Binding("enter", "join", marked("Join")),
        Binding("up", "app.focus_previous", marked("Line above"), show=False),
        Binding("down", "app.focus_next", marked("Line below"), show=False),
        Binding("escape", "dismiss(None)", marked("Back")),
    ]
    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)

    def __init__(self, look: Look | None = None, knock: Knock = joined) -> None:
        super().__init__()
        self._look = look
        self._knock = knock

    def compose(self) -> ComposeResult:
        yield TitleBar("checkin", _("Join the other desks"))
        with Vertical(id="middle"), Vertical(id="window"):
            yield Label(_("At the hub, ask for “Add a desk”: it shows both lines."), id="heading")
            yield _line(_("Address"), Input(id="address", placeholder=ADDRESS))
            yield Label("", id="seen", markup=False)
            yield _line(_("Code"), Input(id="code", placeholder=CODE, max_length=16))
            yield Label(_("Or, without a network, the file that another desk or the hub wrote:"))
            yield _line(_("File"), PathLine(SHARED, id="file"))
            yield Static("", id="told")
        yield KeyBar(self.KEYS)

    def on_mount(self) -> None:
        if self._look is not None:
            self._offer(self._look)

    @work(group="look", exclusive=True, exit_on_error=False)
    async def _offer(self, look: Look) -> None:
        """Offer the hubs that are seen until there is one; only the code says whom to trust."""
        while not (found := await look()):
            pass
        line = self.query_one("#address", Input)
        if not line.value:
            line.value = found[0].address.removesuffix(USUAL)
            line.cursor_position = len(line.value)
        told = " · ".join(f"{one.event} {one.address.removesuffix(USUAL)}" for one in found)
        self.query_one("#seen", Label).update(_("Seen here: {hubs}").format(hubs=told))

    @on(Input.Changed)
    def typed(self) -> None:
        self._tell("")

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        """Go on to what is missing, or join."""
        event.stop()
        if event.input.id == "file":
            self._join_by_file()
        elif not self._text("address"):
            self._ask_for("address", _("First the address that the hub shows."))
        elif not self._text("code"):
            self._ask_for("code", "")
        else:
            self._tell(_("Calling the hub…"), "$quiet")
            self._call()

    def action_join(self) -> None:
        """Enter reaches the lines themselves; a click on the bar takes the line with the cursor."""
        if isinstance(self.focused, Input):
            self.focused.post_message(Input.Submitted(self.focused, self.focused.value))

    @work(group="call", exclusive=True, exit_on_error=False)
    async def _call(self) -> None:
        try:
            given = await self._knock(self._text("address"), self._text("code"))
        except REFUSALS as trouble:
            self._refuse(str(trouble))
        else:
            self.dismiss(Joined(given))

    def _join_by_file(self) -> None:
        line = self.query_one(PathLine)
        if line.value.strip() and line.path.is_file():
            self.dismiss(Joined(path=line.path))
        elif line.value.strip():
            self._refuse(_("There is no file {path}.").format(path=line.path))

    def _text(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value.strip()

    def _ask_for(self, name: str, why: str) -> None:
        self.query_one(f"#{name}", Input).focus()
        self._refuse(why)

    def _refuse(self, sentence: str) -> None:
        self._tell(f"! {sentence}" if sentence else "", "bold $error")

    def _tell(self, sentence: str, style: str = "") -> None:
        self.query_one("#told", Static).update(Content.assemble((sentence, style)))


def _line(label: str, line: Input) -> Horizontal:
    return Horizontal(Label(label, classes="label"), line, classes="line", id=f"{line.id}-line")
