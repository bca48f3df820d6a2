"""Cards on A4, ten a page, with thin lines to cut along."""

from collections.abc import Iterable
from typing import IO, TYPE_CHECKING

from checkin.mailing.card import HEIGHT, WIDTH

if TYPE_CHECKING:
    from PIL.Image import Image

COLUMNS, ROWS = 2, 5
LEFT, TOP = (210 - COLUMNS * WIDTH) / 2, (297 - ROWS * HEIGHT) / 2  # mm
CUT = 0.1  # mm, the width of a line
GREY = 160


def write_sheets(file: IO[bytes], cards: "Iterable[Image]", title: str) -> int:
    """Write a PDF; return how many cards are in it."""
    from fpdf import FPDF

    pdf = FPDF(format="A4", unit="mm")
    pdf.set_title(title)
    pdf.set_auto_page_break(auto=False)
    pdf.set_line_width(CUT)
    pdf.set_draw_color(GREY)
    count = 0
    for count, drawn in enumerate(cards, 1):
        row, column = divmod((count - 1) % (COLUMNS * ROWS), COLUMNS)
        if not row and not column:
            pdf.add_page()
        left, top = LEFT + column * WIDTH, TOP + row * HEIGHT
        pdf.image(drawn, left, top, WIDTH, HEIGHT)
        pdf.rect(left, top, WIDTH, HEIGHT)
    file.write(pdf.output())
    return count
