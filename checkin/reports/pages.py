"""A report on A4 pages that lie: its title, the event, numbered pages, and lines to sign on."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import IO, TYPE_CHECKING

from checkin.badge.lettering import COMPLETE_UP_TO, FONTS, Script, printable
from checkin.event import Event
from checkin.language import _
from checkin.reports.table import Cell, Table, days_of

if TYPE_CHECKING:
    from fpdf import FPDF

WIDTH, HEIGHT, MARGIN = 297, 210, 10  # mm
HEAD, FOOT, LINE, ROW = 24, 10, 8, 8.4  # mm
BODY, SMALL, LARGE = 8.5, 7, 14  # points
HALVES = 3  # columns to sign that one page has room for
KEPT = 3  # columns that say who it is, on each page
GREY = 170


def write_pages(
    file: IO[bytes], event: Event, table: Table, rows: Iterable[tuple[Cell, ...]]
) -> None:
    """Write a report as a PDF."""
    parts = list(_parts(table))
    height = HEIGHT - 2 * MARGIN - HEAD - LINE - FOOT
    room = int(height // ROW)
    pages = max(1, -(-table.size // room)) * len(parts)
    paper = _Paper(event, table, pages)
    every = iter(rows)
    while True:
        some = list(islice(every, room))
        if not some and paper.number:
            break
        for part in parts:
            paper.page(part, some)
        if len(some) < room:
            break
    file.write(paper.pdf.output())


def _parts(table: Table) -> Iterator[tuple[int, ...]]:
    """Yield the columns of each page; a sheet of many half-days goes over several."""
    columns = range(len(table.headings))
    if len(table.signed) <= HALVES:
        yield tuple(columns)
        return
    width = 2 * HALVES
    for start in range(KEPT, len(columns), width):
        yield (*columns[:KEPT], *columns[start : start + width])


class _Paper:
    """Pages as they are filled; `number` is the last one's."""

    def __init__(self, event: Event, table: Table, pages: int) -> None:
        self.pdf = _blank()
        self.number = 0
        self._event = event
        self._table = table
        self._pages = pages
        self._fitted = lru_cache(maxsize=4096)(self._fit)

    def page(self, columns: Sequence[int], rows: Sequence[tuple[Cell, ...]]) -> None:
        """Fill one page with some columns of rows."""
        self.pdf.add_page()
        self.number += 1
        self._head()
        self._foot()
        shares = [self._table.widths[column] for column in columns]
        unit = (WIDTH - 2 * MARGIN) / sum(shares)
        widths = [share * unit for share in shares]
        top = MARGIN + HEAD
        self.pdf.set_fill_color(235)
        self._line(top, LINE, widths, [self._table.headings[one] for one in columns], bold=True)
        for place, row in enumerate(rows):
            self._line(top + LINE + place * ROW, ROW, widths, [row[one] for one in columns])

    def _head(self) -> None:
        self._write(MARGIN, MARGIN, self._table.title, LARGE, bold=True)
        event = " · ".join(filter(None, (self._event.name, self._event.edition)))
        self._write(MARGIN, MARGIN + 8, event, BODY + 1)
        where = " · ".join(filter(None, (self._event.place, days_of(self._event))))
        self._write(MARGIN, MARGIN + 13, where, BODY + 1)

    def _foot(self) -> None:
        made = datetime.now(self._event.timezone)
        foot = _("Page {page} of {pages}").format(page=self.number, pages=self._pages)
        top = HEIGHT - MARGIN - 4
        self._write(WIDTH - MARGIN - 40, top, foot, SMALL, width=40, right=True)
        drawn = _("Drawn up on {time}").format(time=f"{made:%d/%m/%Y %H:%M}")
        self._write(MARGIN, top, drawn, SMALL)
        if self._table.signed and self.number == self._pages:
            words = _("Certified by the organiser (name, date, signature):")
            self._write(WIDTH / 2 - 45, top, words, SMALL)

    def _line(
        self,
        top: float,
        height: float,
        widths: Sequence[float],
        cells: Sequence[Cell],
        *,
        bold: bool = False,
    ) -> None:
        left = float(MARGIN)
        for width, cell in zip(widths, cells, strict=True):
            self.pdf.rect(left, top, width, height, style="DF" if bold else "D")
            lines, size = self._fitted(str(cell), width - 2, bold)
            step = size * 0.42
            start = top + (height - step * len(lines)) / 2
            for place, text in enumerate(lines):
                self._write(left, start + place * step, text, size, bold=bold, width=width)
            left += width

    def _fit(self, text: str, width: float, bold: bool) -> tuple[tuple[str, ...], float]:  # noqa: FBT001 - the key of what is remembered
        """Return a text in one line or, smaller, in two, cut short where even those are full."""
        text = printable(text)
        if self._width(text, BODY, bold=bold) <= width:
            return (text,) if text else (), BODY
        lines: list[str] = []
        left = text.split(" ")
        while left and len(lines) < 2:
            count = len(left)
            while count > 1 and self._width(" ".join(left[:count]), SMALL, bold=bold) > width:
                count -= 1
            lines.append(" ".join(left[:count]))
            left = left[count:]
        if left:
            lines[-1] += "…"
        return tuple(self._cut(line, width, bold=bold) for line in lines), SMALL

    def _cut(self, line: str, width: float, *, bold: bool) -> str:
        while len(line) > 1 and self._width(line, SMALL, bold=bold) > width:
            line = f"{line.rstrip('…')[:-1]}…"
        return line

    def _width(self, text: str, size: float, *, bold: bool) -> float:
        self._set(text, size, bold=bold)
        return float(self.pdf.get_string_width(text))

    def _write(
        self,
        left: float,
        top: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        width: float = 200,
        right: bool = False,
    ) -> None:
        text = printable(text)
        self._set(text, size, bold=bold)
        self.pdf.set_xy(left, top)
        self.pdf.cell(width, size * 0.42, text, align="R" if right else "L")

    def _set(self, text: str, size: float, *, bold: bool) -> None:
        """Letters that join or change their place are shaped; for the others it is wasted time."""
        plain = all(ord(letter) <= COMPLETE_UP_TO for letter in text)
        self.pdf.set_text_shaping(use_shaping_engine=not plain)
        self.pdf.set_font(Script.LATIN, "B" if bold else "", size)


def _blank() -> "FPDF":
    """Return an empty document that has all the faces."""
    from fpdf import FPDF

    pdf = FPDF(format="A4", unit="mm", orientation="landscape")
    pdf.set_auto_page_break(auto=False)
    pdf.set_line_width(0.1)
    pdf.set_draw_color(GREY)
    for script in Script:
        for style, weight in (("", ""), ("B", "Bold")):
            name = f"{script}.otf" if script is Script.CJK else f"{script}{weight}.ttf"
            pdf.add_font(script, style, FONTS / name)
    pdf.set_fallback_fonts([script for script in Script if script is not Script.LATIN])
    return pdf
