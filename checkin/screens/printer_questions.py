"""What the badges ask of staff: did it come out, which roll is in, which printer, whose badges."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Label, Static

from checkin.language import _, marked, ngettext
from checkin.screens.ask import Question
from checkin.widgets.choices import Choices
from checkin.wording import number

CAME_OUT, AGAIN, LATER = "came-out", "again", ""

# How people are sorted whose badges are printed in advance, and how that is called.
ORDERS = {
    "name": marked("by name"),
    "organisation": marked("by organisation, then by name"),
}


class CameOut(Question[str]):
    """Asks whether a badge is in hand of which the printer said nothing; Enter by habit waits."""

    CSS_PATH = "dialog.tcss"
    AUTO_FOCUS = "#later"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss('')", marked("Later"), show=False),
        Binding("right", "app.focus_next", marked("Next answer"), show=False),
        Binding("left", "app.focus_previous", marked("Answer before"), show=False),
    ]

    def __init__(self, name: str, told: str) -> None:
        super().__init__()
        self._name = name
        self._told = told

    def compose(self) -> ComposeResult:
        with Vertical(id="window", classes="-read"):
            heading = _("? Is the badge of {name} in hand, whole?").format(name=self._name)
            yield Label(heading, id="heading", markup=False)
            yield Static(self._told, id="note", markup=False)
            with Horizontal(id="buttons"):
                yield Button(_("Yes, whole"), variant="primary", id="yes")
                yield Button(_("No: print again"), id="again")
                yield Button(_("Later"), id="later")

    @on(Button.Pressed)
    def pressed(self, event: Button.Pressed) -> None:
        self.dismiss({"yes": CAME_OUT, "again": AGAIN}.get(event.button.id or "", LATER))


class WhatToPause(Question[str]):
    """Asks whether one run shall wait, or the whole printer."""

    CSS_PATH = "dialog.tcss"
    AUTO_FOCUS = "#run"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss('')", marked("Never mind"), show=False),
        Binding("right", "app.focus_next", marked("Next answer"), show=False),
        Binding("left", "app.focus_previous", marked("Answer before"), show=False),
    ]

    def __init__(self, run: str) -> None:
        super().__init__()
        self._run = run

    def compose(self) -> ComposeResult:
        with Vertical(id="window"):
            heading = _("What shall wait? Badges of whoever comes pass a series that waits.")
            yield Label(heading, id="heading", markup=False)
            with Horizontal(id="buttons"):
                title = _("Series “{run}”").format(run=self._run[:20])
                yield Button(Content(title), variant="primary", id="run")
                yield Button(_("The printer"), id="printer")

    @on(Button.Pressed)
    def pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id)


class NewRoll(Question[int | None]):
    """Says what to do to change the roll, and asks how many labels the new one has."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", marked("Never mind"), show=False)
    ]

    def __init__(self, labels: int | None, roll: int | None) -> None:
        super().__init__()
        self._labels = labels
        self._roll = roll

    def compose(self) -> ComposeResult:
        with Vertical(id="window"):
            yield Label(_("Change the roll"), id="heading")
            yield Static("\n".join(self._steps()), id="note")
            yield Label(_("How many labels are on it? Empty: do not count."))
            text = str(self._roll) if self._roll else ""
            yield Input(text, id="labels", type="integer", max_length=5)

    def _steps(self) -> Iterator[str]:
        if self._labels is not None:
            left = ngettext("{count} label left.", "{count} labels left.", self._labels)
            yield left.format(count=number(self._labels))
        yield _("1  Open the cover and take the old roll out.")
        yield _("2  Put the new one in, its end towards you, and close the cover.")
        yield _("3  Enter. Printing goes on by itself.")

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        if not event.value.strip():
            self.dismiss(0)
        elif event.value.strip().isdecimal() and int(event.value) > 0:
            self.dismiss(int(event.value))


class OtherPrinter(Question[str | None]):
    """Asks which printer shall print what waits; dismisses with the name of its queue."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", marked("Never mind"), show=False)
    ]

    def __init__(self, waiting: int, printers: Mapping[str, str]) -> None:
        super().__init__()
        self._waiting = waiting
        self._printers = printers

    def compose(self) -> ComposeResult:
        heading = ngettext(
            "Where shall {count} badge be printed?",
            "Where shall {count} badges be printed?",
            self._waiting,
        )
        with Vertical(id="window"):
            yield Label(heading.format(count=number(self._waiting)), id="heading")
            names = {f"to-{place}": name for place, name in enumerate(self._printers)}
            self._names = names
            yield Choices(self._lines, names, id="printers")

    def _lines(self, choice: str) -> Iterator[Content]:
        yield Content(self._printers[self._names[choice]])

    @on(Choices.OptionSelected)
    def selected(self, event: Choices.OptionSelected) -> None:
        self.dismiss(self._names[event.option.id or ""])


class InAdvance(Question[str]):
    """Asks in which order everybody's badge shall be printed; dismisses with it, or empty."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss('')", marked("Never mind"), show=False)
    ]

    def __init__(self, people: int) -> None:
        super().__init__()
        self._people = people

    def compose(self) -> ComposeResult:
        with Vertical(id="window"):
            heading = ngettext(
                "Print {count} badge in advance?",
                "Print {count} badges in advance?",
                self._people,
            )
            yield Label(heading.format(count=number(self._people)), id="heading")
            told = _(
                "Of everybody expected who has none yet. Who comes meanwhile goes first. "
                "F6 pauses; after a stop it goes on where it was."
            )
            yield Static(told, id="note")
            yield Choices(self._lines, ORDERS, id="orders")

    def _lines(self, order: str) -> Iterator[Content]:
        yield Content(_(ORDERS[order]))

    @on(Choices.OptionSelected)
    def selected(self, event: Choices.OptionSelected) -> None:
        self.dismiss(event.option.id or "")
