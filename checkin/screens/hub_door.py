"""Let one laptop in: what it is called, and the code to type there, large."""

import asyncio
import time
from collections.abc import Collection
from math import ceil
from typing import ClassVar, Protocol

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Label, Static

from checkin.hub.members import NameTrouble, check_name
from checkin.language import _, marked
from checkin.membership import Kind
from checkin.pairing.door import Door
from checkin.screens.ask import Question
from checkin.widgets.large_words import LargeWords

OPEN_FOR = 120.0  # seconds that a code is shown
EVERY = 1.0  # seconds between two looks at what is left


class Doors(Protocol):
    """Opens doors at a hub."""

    @property
    def address(self) -> str:
        """Where desks on this network find the hub."""

    def door(self, name: str, kind: Kind) -> Door:
        """Return the door for one laptop of that name."""


class NameDesk(Question[str]):
    """Asks for a name that no other member has; empty when nobody is to come in."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss('')", marked("Never mind"), show=False)
    ]

    def __init__(self, kind: Kind, taken: Collection[str]) -> None:
        super().__init__()
        self._kind = kind
        self._taken = taken

    def compose(self) -> ComposeResult:
        heading = {
            Kind.DESK: _("What is the new desk called?"),
            Kind.FIGURES: _("What is the organiser's laptop called? It sees figures, no person."),
        }
        with Vertical(id="window"):
            yield Label(heading[self._kind], id="heading")
            yield Input(self._next(), id="name", max_length=24)
            yield Static("", id="why")

    def _next(self) -> str:
        word = _("desk") if self._kind is Kind.DESK else _("office")
        return next(
            name for number in range(2, 1000) if (name := f"{word}-{number}") not in self._taken
        )

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        """Take the name, or say why it cannot be."""
        name = event.value.strip().lower()
        try:
            check_name(name)
        except NameTrouble as trouble:
            self._refuse(str(trouble))
            return
        if name in self._taken:
            sentence = _("{name} is there already: remove it first, or choose another name.")
            self._refuse(sentence.format(name=name))
        else:
            self.dismiss(name)

    def _refuse(self, sentence: str) -> None:
        told = Content.assemble((f"! {sentence}", "bold $error"))
        self.query_one("#why", Static).update(told)


class ShowCode(Question[bool]):
    """The door is open while this is shown; dismisses with whether a laptop came in."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "shut", marked("Never mind"), show=False)
    ]

    def __init__(self, doors: Doors, name: str, kind: Kind) -> None:
        super().__init__()
        self._doors = doors
        self._desk = name
        self._kind = kind
        self._until = time.monotonic() + OPEN_FOR

    def compose(self) -> ComposeResult:
        door = self._doors.door(self._desk, self._kind)
        with Vertical(id="window"):
            heading = _("On the new laptop: “Join the other desks”, then type these two lines.")
            yield Label(heading, id="heading")
            yield Label(self._doors.address, id="address", markup=False)
            yield LargeWords(door.code, id="code")
            yield Label("", id="left")
        self._wait(door)

    @work(group="door", exclusive=True, exit_on_error=False)
    async def _wait(self, door: Door) -> None:
        try:
            async with door:
                self._show_left(door)
                shown = self.set_interval(EVERY, lambda: self._show_left(door))
                try:
                    async with asyncio.timeout(OPEN_FOR):
                        came = await door.shut()
                finally:
                    shown.stop()
        except (OSError, TimeoutError):
            came = False
        self.dismiss(came)

    def action_shut(self) -> None:
        """Let nobody in."""
        self.dismiss(False)  # noqa: FBT003 - whether somebody came in

    def _show_left(self, door: Door) -> None:
        minutes = max(1, ceil((self._until - time.monotonic()) / 60))
        words = _("For {desk}. Good for {minutes} min and {tries} more tries; Esc takes it back.")
        told = words.format(desk=self._desk, minutes=minutes, tries=door.tries_left)
        self.query_one("#left", Label).update(told)
