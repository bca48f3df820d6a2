"""How many are here of how many expected: a row for each part, with a bar and both numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from checkin.wording import number

WIDEST = 24  # cells of a bar; beyond that a name needs the room more


@dataclass(frozen=True, slots=True)
class Bar:
    """One row; `present` is None where the row is only words."""

    label: str
    present: int | None = None
    expected: int = 0
    chosen: bool = False

    @property
    def numbers(self) -> str:
        """Present and expected as they are read."""
        if self.present is None:
            return ""
        here = number(self.present)
        return f"{here} / {number(self.expected)}" if self.expected else here


def together(label: str, bars: Sequence[Bar]) -> Bar:
    """Return one row for several."""
    return Bar(label, sum(bar.present or 0 for bar in bars), sum(bar.expected for bar in bars))


class Bars(Widget):
    """Shows as many rows as fit; `rest` makes the last one of all that do not."""

    DEFAULT_CSS = "Bars { width: 100%; }"

    bars: reactive[tuple[Bar, ...]] = reactive(())

    def __init__(self, rest: Callable[[Sequence[Bar]], Bar], *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._rest = rest

    def render(self) -> Content:
        room, shown = max(1, self.size.height), self.bars
        if len(shown) > room:
            shown = (*shown[: room - 1], self._rest(shown[room - 1 :]))
        numbers = max((len(bar.numbers) for bar in shown), default=0)
        width = max(4, min(WIDEST, (self.size.width - numbers) // 3))
        return Content("\n").join(self._row(bar, width, numbers) for bar in shown)

    def _row(self, bar: Bar, width: int, numbers: int) -> Content:
        start = ("▌", "$accent") if bar.chosen else " "
        if bar.present is None:
            words = Content(bar.label).truncate(max(1, self.size.width - 1), ellipsis=True)
            return Content.assemble(start, words.stylize("$quiet"))
        room = max(1, self.size.width - width - numbers - 3)
        label = Content(bar.label).truncate(room, ellipsis=True, pad=True)
        return Content.assemble(
            start,
            label.stylize("bold") if bar.chosen else label,
            " ",
            filled(bar.present, bar.expected, width) if bar.expected else " " * width,
            " ",
            (f"{bar.numbers:>{numbers}}", "bold" if bar.chosen else ""),
        )


def filled(present: int, expected: int, width: int) -> Content:
    """Return a bar of so many cells, exact to half a cell; somebody is never nothing."""
    halves = min(width * 2, present * width * 2 // expected) if expected else 0
    whole, half = divmod(max(halves, 1 if present else 0), 2)
    here = "━" * whole + "╸" * half
    return Content.assemble((here, "$primary"), ("─" * (width - len(here)), "$rule"))
