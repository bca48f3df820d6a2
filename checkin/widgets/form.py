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


class ChoiceField(NamedTuple):
    """One line: the field it fills, its label, what may be chosen as words and value, and is."""

    name: str
    label: str
    choices: Sequence[tuple[str, str]]
    chosen: str = ""


class Form(VerticalScroll):
    """Asks for texts and choices, one a line."""

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

    def __init__(self, *lines: TextField | ChoiceField) -> None:
        super().__init__(can_focus=False)
        self._lines = lines

    def compose(self) -> ComposeResult:
        for line in self._lines:
            with Horizontal():
                yield Label(line.label, markup=False)
                if isinstance(line, TextField):
                    yield Input(line.text, id=line.name, max_length=120, compact=True)
                else:
                    yield self._select(line)

    def _select(self, line: ChoiceField) -> Select[str]:
        known = line.chosen in {value for _words, value in line.choices}
        return Select(
            line.choices,
            value=line.chosen if known else Select.NULL,
            prompt=_("choose"),
            id=line.name,
            compact=True,
        )

    def values(self) -> dict[str, str]:
        """Return the text of each field; of a choice that was not made, what stood there."""
        return {line.name: self._value(line) for line in self._lines}

    def _value(self, line: TextField | ChoiceField) -> str:
        if isinstance(line, TextField):
            return " ".join(self.query_one(f"#{line.name}", Input).value.split())
        chosen = self.query_one(f"#{line.name}", Select).value
        return line.chosen if chosen is Select.NULL else str(chosen)

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        event.stop()
        texts = [line.name for line in self._lines if isinstance(line, TextField)]
        if event.input.id == texts[-1]:
            self.post_message(self.Completed())
        else:
            self.screen.focus_next()
