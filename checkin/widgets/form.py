"""A form of labelled lines; Enter goes on to the next, and completes it from the last."""

from collections.abc import Sequence
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widgets import Input, Label, Select

from checkin.language import _


class TextField(NamedTuple):
    """One line: the field it fills, its label, what stands in it at first."""

    name: str
    label: str
    text: str = ""


class Form(VerticalScroll):
    """Asks for text fields and, last, for a category."""

    DEFAULT_CSS = """
    Form { height: auto; max-height: 20; }
    Form Horizontal { height: auto; }
    Form Label { width: 20; padding: 0 1 0 0; text-align: right; color: $quiet; }
    Form Input, Form Select { width: 1fr; margin: 0 1 0 0; }
    Form Input { background: $panel; }
    Form Input:focus { background: $chosen; color: $chosen-text; }
    """

    class Completed(Message):
        """Enter was pressed in the last line."""

    def __init__(
        self, *lines: TextField, categories: Sequence[tuple[str, str]], category: str = ""
    ) -> None:
        super().__init__(can_focus=False)
        self._lines = lines
        self._categories = list(categories)
        self._category = category

    def compose(self) -> ComposeResult:
        for line in self._lines:
            with Horizontal():
                yield Label(line.label)
                yield Input(line.text, id=line.name, max_length=120, compact=True)
        known = self._category in {category for _title, category in self._categories}
        with Horizontal():
            yield Label(_("Category"))
            yield Select(
                self._categories,
                value=self._category if known else Select.NULL,
                prompt=_("choose"),
                id="category",
                compact=True,
            )

    def values(self) -> dict[str, str]:
        """Return the text of each field, and the category if one is chosen."""
        values = {
            line.name: " ".join(self.query_one(f"#{line.name}", Input).value.split())
            for line in self._lines
        }
        chosen = self.query_one("#category", Select).value
        values["category"] = self._category if chosen is Select.NULL else str(chosen)
        return values

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.id == self._lines[-1].name:
            self.post_message(self.Completed())
        else:
            self.screen.focus_next()
