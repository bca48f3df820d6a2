"""Words that can be read across a table: drawn as large letters, and written below."""

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from textual.content import Content
from textual.widget import Widget

FONT = Path(__file__).parent.parent / "fonts/NotoSans-SemiCondensed.ttf"
SIZE = 12  # dots; two of them make a line of the terminal
HALVES = " ▀▄█"


class LargeWords(Widget):
    """One line of Latin letters and digits; where it does not fit, it is only written."""

    DEFAULT_CSS = "LargeWords { width: 100%; height: 8; content-align: center middle; }"

    def __init__(self, words: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.words = words

    def render(self) -> Content:
        drawn = large(self.words)
        written = Content.assemble((" ".join(self.words).center(len(drawn[0])), "bold"))
        if len(drawn[0]) > self.size.width:
            return written
        return Content("\n").join([*map(Content, drawn), Content(""), written])


@lru_cache(maxsize=4)
def large(words: str) -> tuple[str, ...]:
    """Return the lines that draw these words, all of one length."""
    font = ImageFont.truetype(FONT, SIZE)
    _left, top, right, bottom = map(int, font.getbbox(words))
    dots = Image.new("1", (right, (bottom - top + 1) // 2 * 2))
    ImageDraw.Draw(dots).text((0, -top), words, font=font, fill=1)
    return tuple(
        "".join(HALVES[_set(dots, x, y) + 2 * _set(dots, x, y + 1)] for x in range(right))
        for y in range(0, dots.height, 2)
    )


def _set(dots: Image.Image, x: int, y: int) -> bool:
    return bool(dots.getpixel((x, y)))
