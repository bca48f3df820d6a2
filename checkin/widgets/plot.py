"""Arrivals over time: a column for each slot, the hours below, the tallest column's number."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from checkin.language import _
from checkin.wording import number

LEVELS = " ▁▂▃▄▅▆▇█"
LABELLED = 30 * 60 * 1000  # ms between the hours written below
FEWEST = 12  # slots that are shown from the start, so that the first column is not a wall


class Rate(NamedTuple):
    """Arrivals by the start of their slot (ms), in order, and the time now."""

    arrivals: tuple[tuple[int, int], ...] = ()
    now: int = 0


class Plot(Widget):
    """Shows the newest slots that fit; when all of them would be empty, the last that were not."""

    DEFAULT_CSS = "Plot { width: 1fr; height: 1fr; }"

    rate: reactive[Rate] = reactive(Rate())

    def __init__(self, slot: int, hour: Callable[[int], str], *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._slot = slot
        self._hour = hour

    def render(self) -> Content:
        if not self.rate.arrivals:
            return Content.assemble((_("Nobody has come yet."), "$quiet"))
        gutter = len(number(max(count for _start, count in self.rate.arrivals))) + 1
        room, rows = max(1, self.size.width - gutter), max(1, self.size.height - 1)
        slots, step = visible(self.rate, self._slot, room)
        peak = max(1, *(count for _start, count in slots))
        marks = {rows: number(peak), 1: "0"}
        lines = [
            Content.assemble(
                (f"{marks.get(row, ''):>{gutter - 1}} ", "$quiet"),
                (
                    "".join(_cells(count, peak, rows, row, step) for _start, count in slots),
                    "$primary",
                ),
            )
            for row in range(rows, 0, -1)
        ]
        below = "".join(self._hours(slots, step, room))
        return Content("\n").join((*lines, Content.assemble(" " * gutter, (below, "$quiet"))))

    def _hours(self, slots: list[tuple[int, int]], step: int, room: int) -> Iterator[str]:
        """Yield the line of hours, each under its slot, as many as stand apart."""
        written = 0
        for place, (start, _count) in enumerate(slots):
            text, at = self._hour(start), place * step
            if start % LABELLED == 0 and at >= written and at + len(text) <= room:
                yield " " * (at - written) + text + " "
                written = at + len(text) + 1


def visible(rate: Rate, slot: int, room: int) -> tuple[list[tuple[int, int]], int]:
    """Return the slots to show, the empty ones among them too, and the cells that each takes."""
    counted = dict(rate.arrivals)
    first, newest = min(counted), max(counted)
    end = max(newest, rate.now // slot * slot)
    since = max(FEWEST, (end - first) // slot + 1)
    step = next((step for step in (5, 4, 3, 2) if since * step <= room), 1)
    most = max(1, room // step)
    if end - newest >= most * slot:
        end = newest
    start = max(first, end - (most - 1) * slot)
    return [(at, counted.get(at, 0)) for at in range(start, end + 1, slot)], step


def _cells(count: int, peak: int, rows: int, row: int, step: int) -> str:
    """Return one column's cells in one row, the lowest row being 1."""
    height = max(1, count * rows * 8 // peak) if count else 0
    level = LEVELS[max(0, min(8, height - (row - 1) * 8))]
    return level * max(1, step - 1) + (" " if step > 1 else "")
