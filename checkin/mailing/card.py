"""Pure: one ticket as a card: the code as a QR symbol and readable, and whose it is."""

from typing import TYPE_CHECKING

from checkin.badge.fitting import Block, Frame, fit
from checkin.badge.lettering import Weight, printable, write
from checkin.badge.paper import Paper
from checkin.badge.qr import symbol
from checkin.tickets import is_whole, readable
from db.records import Registration

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

WIDTH, HEIGHT = 90, 54  # mm
DPI = 300
BLACK, WHITE = 0, 255

LONGEST_TEXT = 200  # characters of a name that are fitted
LONGEST_SAID = 40  # characters; a longer code is for scanners alone

_PAPER = Paper(dots=round(WIDTH * DPI / 25.4), dpi=DPI, length=HEIGHT)
_MARGIN = _PAPER.millimetres(4)
_GAP = _PAPER.millimetres(2)
_HEAD = _PAPER.millimetres(5)


def card(who: Registration, event_name: str) -> "Image | None":
    """Return the card in mode "1", at `DPI`; None when no symbol on it holds the code."""
    from PIL import Image, ImageDraw

    room = _PAPER.rows - _MARGIN - _HEAD
    drawn = symbol(who.code, _PAPER, room)
    if drawn is None:
        return None
    image = Image.new("1", (_PAPER.dots, _PAPER.rows), WHITE)
    image.paste(drawn, (0, _MARGIN + _HEAD + (room - drawn.height) // 2))
    draw = ImageDraw.Draw(image)
    draw.fontmode = "1"
    across = _PAPER.dots - 2 * _MARGIN
    if printable(event_name):
        block = fit(printable(event_name), Weight.BOOK, Frame(across, _HEAD, 38, lines=1))
        _burn(block, _MARGIN, _MARGIN, draw)
    _write_person(who, drawn.width, draw)
    return image


def said(code: str) -> str:
    """Return the code as it is read aloud: one of ours in groups of four, another as it is."""
    return readable(code) if is_whole(code) else code


def _write_person(who: Registration, left: int, draw: "ImageDraw") -> None:
    """Write who it is from the middle up and down, and the code below, right of the symbol."""
    width = _PAPER.dots - left - _MARGIN
    top = 2 * _MARGIN + _HEAD
    name = printable(who.name[:LONGEST_TEXT]) or printable(who.organisation[:LONGEST_TEXT])
    if name:
        box = Frame(width, _PAPER.millimetres(17), 76, lines=3, comfortable=40)
        block = fit(name, Weight.BOLD, box)
        _burn(block, left, top, draw)
        top += block.height + _GAP
    organisation = printable(who.organisation[:LONGEST_TEXT])
    if organisation and organisation != name:
        _burn(fit(organisation, Weight.BOOK, Frame(width, 110, 40, lines=2)), left, top, draw)
    if len(who.code) <= LONGEST_SAID:
        box = Frame(width, _PAPER.millimetres(7), 60, lines=1)
        block = fit(printable(said(who.code)), Weight.BOLD, box)
        _burn(block, left, _PAPER.rows - _MARGIN - block.height, draw)


def _burn(block: Block, left: int, top: int, draw: "ImageDraw") -> None:
    for line, ink, baseline in zip(block.lines, block.inks, block.baselines, strict=True):
        pen = (left - round(ink.left), top + baseline)
        write(line, block.weight, block.size, pen, draw, BLACK)
