"""Aide: what to do in six lines, the keys of the desk, and what its answers look like."""

from collections.abc import Iterator
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from checkin.language import _, marked
from checkin.screens.keys import DESK_KEYS
from checkin.theme import TONES
from checkin.widgets.key_bar import KeyBar, shown_key
from checkin.wording import OUTCOMES

WORDS = 33  # cells beside an answer's symbol

STEPS = (
    marked("Type the first letters of a name, in any order, or scan the ticket."),
    marked("↑ ↓ choose who it is: look at the organisation when names are alike."),
    marked("⏎ marks the arrival and prints the badge: read the coloured band."),
    marked("Not welcome? Do what the band’s second line says, or call the staff."),
    marked("A mistake: Ctrl+Z takes the last arrival back."),
    marked("Nobody of that name: F2 registers the person here."),
)


class HelpScreen(ModalScreen[None]):
    """One window; any of the usual keys leaves it."""

    CSS_PATH = "help.tcss"
    AUTO_FOCUS = "#window"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual declares it so
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012 - Textual declares it so
    KEYS: ClassVar = [
        Binding("escape", "dismiss", marked("Back")),
        Binding("f1", "dismiss", marked("Back"), show=False),
        Binding("enter", "dismiss", marked("Back"), show=False),
        Binding("ctrl+p", "app.command_palette", marked("Colours, language, import")),
        Binding("ctrl+q", "app.quit", marked("Quit")),
    ]
    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="window"):
            yield Label(_("In three minutes"), classes="heading")
            yield Static(_lines(_steps()))
            with Horizontal(id="tables"):
                with Vertical(id="keys"):
                    yield Label(_("Keys"), classes="heading")
                    yield Static(_lines(_keys()))
                with Vertical(id="answers"):
                    yield Label(_("Answers"), classes="heading")
                    yield Static(_lines(_answers()))
            yield KeyBar(self.KEYS)


def _lines(lines: Iterator[Content]) -> Content:
    return Content("\n").join(lines)


def _steps() -> Iterator[Content]:
    for place, step in enumerate(STEPS, 1):
        yield Content.assemble((f"{place} ", "bold $primary"), _(step))


def _keys() -> Iterator[Content]:
    for binding in DESK_KEYS:
        yield Content.assemble(
            (f"{shown_key(binding.key):>3} ", "bold $primary"), _(binding.description)
        )


def _answers() -> Iterator[Content]:
    """Yield each symbol once with all that it may mean, those of a colour together."""
    for tone in TONES:
        words: dict[str, list[str]] = {}
        for saying in OUTCOMES.values():
            if saying.tone == tone:
                words.setdefault(saying.symbol, []).append(_(saying.word))
        for symbol, meanings in words.items():
            first, *more = wrap(", ".join(meanings), WORDS)
            yield Content.assemble(
                (f" {symbol} ", f"bold $tone-{tone}-text on $tone-{tone}"), f" {first}"
            )
            yield from (Content.assemble(("   ", f"on $tone-{tone}"), f" {line}") for line in more)
