"""What the camera sees, in half cells: two dots of grey in each character."""

from collections.abc import Callable
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from checkin.language import _
from checkin.scanners import Picture

BEAT = 1 / 6  # s between looks at the camera's picture
SHADES = 24  # of grey; more cannot be told apart here, fewer are painted faster


class Viewfinder(Widget):
    """Shows the newest picture as large as it fits, and below it what to do."""

    DEFAULT_CSS = "Viewfinder { width: 1fr; height: 1fr; }"
    COMPONENT_CLASSES = {"viewfinder--quiet", "viewfinder--read"}  # noqa: RUF012 - Textual declares it so

    def __init__(self, look: Callable[[], Picture | None], *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._look = look
        self._picture: Picture | None = None
        self._rows: list[bytes] = []
        self._fitted = Size(0, 0)  # what the rows were made for; a hidden widget hears of no change

    def on_mount(self) -> None:
        self.set_interval(BEAT, self.look)

    def look(self) -> None:
        """Look at the camera's picture again, where anybody sees it."""
        if not self.display:
            return
        picture = self._look()
        if picture != self._picture or self.size != self._fitted:
            self._picture = picture
            self._fit()
            self.refresh()

    def render_line(self, y: int) -> Strip:
        width, height = self.size
        if 2 * y + 1 < len(self._rows):
            return self._dots(y, width)
        if y == (height - 1 if self._rows else height // 2):
            return self._words(width)
        return Strip.blank(width, self.rich_style)

    def _dots(self, y: int, width: int) -> Strip:
        upper, lower = self._rows[2 * y : 2 * y + 2]
        left = Segment(" " * ((width - len(upper)) // 2), self.rich_style)
        cells = (Segment("▀", half_cell(*pair)) for pair in zip(upper, lower, strict=True))
        return Strip([left, *cells]).simplify().adjust_cell_length(width, self.rich_style)

    def _words(self, width: int) -> Strip:
        """Say what to do, or that it was done."""
        style = self.get_component_rich_style("viewfinder--quiet")
        if self._picture is None:
            words = _("No picture yet (F12: camera off)")
        elif self._picture.read:
            words, style = _("✓ Code read"), self.get_component_rich_style("viewfinder--read")
        else:
            words = _("Hold the ticket to the camera.")
        return Strip([Segment(words.center(width)[:width], style)])

    def _fit(self) -> None:
        """Bring the picture to the size of the widget, each dot half a cell."""
        self._fitted = self.size
        width, height = self.size.width, 2 * (self.size.height - 1)
        self._rows = fitted(self._picture, width, height) if self._picture else []


def fitted(picture: Picture, width: int, height: int) -> list[bytes]:
    """Return the rows of the picture, an even number of them, as large as fits, in few shades."""
    from PIL import Image

    scale = min(width / picture.width, height / picture.height)
    size = (int(picture.width * scale), int(picture.height * scale) // 2 * 2)
    if min(size) < 2:
        return []
    whole = Image.frombytes("L", (picture.width, picture.height), picture.grey)
    grey = whole.resize(size, Image.Resampling.BOX).tobytes()
    return [grey[start : start + size[0]] for start in range(0, len(grey), size[0])]


def half_cell(upper: int, lower: int) -> Style:
    """Return the colours of a cell whose upper half is one grey, and whose lower half another."""
    return _half_cell(upper * SHADES // 256, lower * SHADES // 256)


@lru_cache(maxsize=SHADES * SHADES)
def _half_cell(upper: int, lower: int) -> Style:
    return Style.parse(f"{_grey(upper)} on {_grey(lower)}")


def _grey(shade: int) -> str:
    level = round(shade * 255 / (SHADES - 1))
    return f"#{level:02x}{level:02x}{level:02x}"
