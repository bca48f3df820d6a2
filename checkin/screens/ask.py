"""Short questions: read this note, give a reason, leave this form?"""

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Static

from checkin.language import _, marked

T = TypeVar("T")

TO_LET_IN = (
    marked("decided by the organisers"),
    marked("paid on the spot"),
    marked("replaces a colleague"),
)
TO_PRINT = (
    marked("lost badge"),
    marked("badge did not come out well"),
    marked("another badge is needed"),
)


class Question(ModalScreen[T]):
    """Something that waits for its answer: a scan over it is not taken."""


class ReadNote(Question[bool]):
    """An attention note, which stays until somebody says that it was read."""

    CSS_PATH = "dialog.tcss"
    AUTO_FOCUS = "#read"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", marked("Not now"), show=False)
    ]

    def __init__(self, name: str, note: str) -> None:
        super().__init__()
        self._name = name
        self._note = note

    def compose(self) -> ComposeResult:
        with Vertical(id="window", classes="-read"):
            heading = _("! To be read: {name}").format(name=self._name)
            yield Label(heading, id="heading", markup=False)
            yield Static(self._note, id="note", markup=False)
            with Horizontal(id="buttons"):
                yield Button(_("Read, let in"), variant="primary", id="read")
                yield Button(_("Not now"), id="not-now")

    @on(Button.Pressed)
    def pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "read")


class AskReason(Question[str]):
    """A reason that goes into the journal; one is offered with every arrow key."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss('')", marked("Never mind"), show=False),
        Binding("up", "offer(-1)", marked("Reason above"), show=False, priority=True),
        Binding("down", "offer(1)", marked("Reason below"), show=False, priority=True),
    ]

    def __init__(self, title: str, reasons: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._reasons = [_(reason) for reason in reasons]
        self._offered = -1

    def compose(self) -> ComposeResult:
        with Vertical(id="window"):
            yield Label(self._title, id="heading", markup=False)
            yield Label(_("Why? Type a reason, or choose one with ↓. Esc: never mind."))
            yield Input(id="reason", max_length=120)
            yield Static("\n".join(f"  {reason}" for reason in self._reasons), id="reasons")

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())

    def action_offer(self, step: int) -> None:
        """Put one of the usual reasons into the line."""
        self._offered = (self._offered + step) % len(self._reasons)
        line = self.query_one("#reason", Input)
        line.value = self._reasons[self._offered]
        line.cursor_position = len(line.value)


class Confirm(Question[bool]):
    """A question with yes and no; Enter by habit says no."""

    CSS_PATH = "dialog.tcss"
    AUTO_FOCUS = "#no"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", marked("No"), show=False)
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        with Vertical(id="window"):
            yield Label(self._question, id="heading", markup=False)
            with Horizontal(id="buttons"):
                yield Button(_("Yes"), variant="primary", id="yes")
                yield Button(_("No"), id="no")

    @on(Button.Pressed)
    def pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")
