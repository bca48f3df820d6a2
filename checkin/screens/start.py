"""The first screen of a laptop that is no desk yet: try it, bring a list, or join the others."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Label, Static

from checkin.joining import Bundle
from checkin.language import _, marked
from checkin.screens.join import Joined, JoinScreen, Look
from checkin.widgets.choices import Choices
from checkin.widgets.key_bar import KeyBar
from checkin.widgets.path_line import LISTS, PathLine
from checkin.widgets.title_bar import TitleBar


class Kind(StrEnum):
    """What a laptop may begin with."""

    DEMO = "demo"
    IMPORT = "import"
    JOIN = "join"


@dataclass(frozen=True, slots=True)
class Start:
    """What was chosen; `path` is the file to import or to join by, `given` what a hub gave."""

    kind: Kind
    path: Path | None = None
    given: Bundle | None = None


CHOICES = {
    Kind.DEMO: (
        marked("Try it with made-up people"),
        marked("2,000 participants who do not exist; badges become pictures."),
    ),
    Kind.IMPORT: (
        marked("Import the organisers’ list"),
        marked("A CSV file or a workbook, from any registration system."),
    ),
    Kind.JOIN: (
        marked("Join the other desks"),
        marked("With a code that the hub shows, or a file of one of them."),
    ),
}


class StartScreen(Screen[Start | None]):
    """Dismisses with what was chosen; None when somebody leaves."""

    CSS_PATH = "start.tcss"
    AUTO_FOCUS = "#choices"
    KEYS: ClassVar = [
        Binding("enter", "choose", marked("Choose")),
        Binding("up", "move(-1)", marked("Above"), show=False),
        Binding("down", "move(1)", marked("Below"), show=False),
        Binding("escape", "back", marked("Leave")),
    ]
    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)

    def __init__(self, folder: Path, look: Look | None = None) -> None:
        super().__init__()
        self._folder = folder
        self._look = look

    def compose(self) -> ComposeResult:
        yield TitleBar("checkin", _("The welcome desk"))
        with Vertical(id="middle"), Vertical(id="window"):
            yield Label(_("There is no desk on this laptop yet. How shall it begin?"), id="heading")
            yield Choices(_lines, CHOICES, id="choices")
            with Vertical(id="asking"):
                yield Label(
                    _("Which list? Type or paste its path; Tab completes it."), id="question"
                )
                yield PathLine(LISTS, id="file")
                yield Static("", id="trouble")
            where = _("The desk will be kept in {folder}").format(folder=self._folder)
            yield Static(Content.assemble((where, "$quiet")), id="where")
        yield KeyBar(self.KEYS)

    @on(Choices.OptionSelected)
    def chosen(self, event: Choices.OptionSelected) -> None:
        """Begin with the demo, ask for the list's file, or how to join."""
        kind = Kind(event.option.id or "")
        if kind is Kind.DEMO:
            self.dismiss(Start(Kind.DEMO))
        elif kind is Kind.JOIN:
            self.app.push_screen(JoinScreen(self._look), self._joined)
        else:
            self.add_class("-asking")
            self.query_one(PathLine).focus()

    def _joined(self, how: Joined | None) -> None:
        if how is not None:
            self.dismiss(Start(Kind.JOIN, how.path, how.given))

    @on(PathLine.Changed)
    def typed(self) -> None:
        self.query_one("#trouble", Static).update("")

    @on(PathLine.Submitted)
    def submitted(self) -> None:
        """Begin with the file, if there is one."""
        line = self.query_one(PathLine)
        if not line.value.strip():
            return
        if line.path.is_file():
            self.dismiss(Start(Kind.IMPORT, line.path))
        else:
            sentence = _("There is no file {path}.").format(path=line.path)
            trouble = Content.assemble((f"! {sentence}", "bold $error"))
            self.query_one("#trouble", Static).update(trouble)

    def action_choose(self) -> None:
        """Take the choice that the cursor is on."""
        self.query_one(Choices).action_select()

    def action_move(self, step: int) -> None:
        """Go from the line for the path back among the choices."""
        self.action_back()
        options = self.query_one(Choices)
        (options.action_cursor_up if step < 0 else options.action_cursor_down)()

    def action_back(self) -> None:
        """Go back to the choices; from there, leave."""
        if self.has_class("-asking"):
            self.remove_class("-asking")
            self.query_one(Choices).focus()
        else:
            self.dismiss(None)


def _lines(kind: str) -> Iterator[Content]:
    title, words = CHOICES[Kind(kind)]
    yield Content("")
    yield Content.assemble((_(title), "bold"))
    yield Content(_(words))
    yield Content("")
