"""A QR symbol in half cells, dark on light whatever the colours of the screen are."""

from functools import cache

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

INK, PAPER = "#000000", "#ffffff"  # a scanner wants all the contrast there is


class Symbol(Widget):
    """Shows modules with their quiet zone, as wide as they are many, half as high."""

    def __init__(self, modules: list[list[bool]], *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        side = len(modules)
        self._rows = [*modules, [False] * side] if side % 2 else modules
        self.styles.width, self.styles.height = side, len(self._rows) // 2

    def render_line(self, y: int) -> Strip:
        if 2 * y >= len(self._rows):
            return Strip.blank(self.size.width, self.rich_style)
        pairs = zip(*self._rows[2 * y : 2 * y + 2], strict=True)
        return Strip([Segment("▀", _half_cell(*pair)) for pair in pairs])


@cache
def _half_cell(upper: bool, lower: bool) -> Style:  # noqa: FBT001 - two modules, dark or not
    return Style.parse(f"{INK if upper else PAPER} on {INK if lower else PAPER}")
