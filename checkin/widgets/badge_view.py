"""A badge as it comes out, two dots to a cell; it is drawn elsewhere and shown once it is there."""

from collections.abc import Awaitable, Callable

from rich.segment import Segment
from rich.style import Style
from textual import work
from textual.strip import Strip
from textual.widget import Widget

from checkin.newest import Newest
from db.records import Registration

Rows = tuple[tuple[tuple[int, int], ...], ...]
Wanted = tuple[Registration, str, int]  # whose, of which printer, asked for when (ms)
Question = tuple[Wanted | None, int, int]  # what, and for how many cells and lines


class BadgeView(Widget):
    """Shows the badge last asked for, as large as there is room."""

    def __init__(
        self,
        draw: Callable[[Question], Awaitable[Rows]],
        *,
        id: str | None = None,  # noqa: A002 - Textual's word
    ) -> None:
        super().__init__(id=id)
        self._drawn = Newest(draw, self._show)
        self._wanted: Wanted | None = None
        self._rows: Rows = ()

    @property
    def is_drawn(self) -> bool:
        """Whether there is a badge to be seen."""
        return bool(self._rows)

    def show(self, wanted: Wanted | None) -> None:
        """Show somebody's badge, or none."""
        if wanted != self._wanted:
            self._wanted = wanted
            self._ask()

    def on_resize(self) -> None:
        """Draw it for the room that there is now."""
        self._ask()

    def render_line(self, y: int) -> Strip:
        """Return a line of the badge, in the middle."""
        ground = self.rich_style
        width, height = self.size
        at = y - (height - len(self._rows)) // 2
        if not 0 <= at < len(self._rows):
            return Strip.blank(width, ground)
        row = self._rows[at]
        left = (width - len(row)) // 2
        cells = [Segment("▀", _greys(upper, lower)) for upper, lower in row]
        strip = Strip([Segment(" " * left, ground), *cells])
        return strip.adjust_cell_length(width, ground).simplify()

    @work(group="badge", exit_on_error=False)
    async def _ask(self) -> None:
        width, height = self.size
        if width and height:
            await self._drawn.ask((self._wanted, width, height))

    def _show(self, _question: Question, rows: Rows) -> None:
        self._rows = rows
        self.refresh()


def _greys(upper: int, lower: int) -> Style:
    return Style.parse(f"#{upper:02x}{upper:02x}{upper:02x} on #{lower:02x}{lower:02x}{lower:02x}")
