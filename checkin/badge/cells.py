"""A badge for the eye in a terminal: two dots to a cell, one above the other, in greys."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

Cell = tuple[int, int]
DARK = 150  # of 255; where there are no greys, what is below this is ink
GLYPHS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def cells(image: "Image", columns: int) -> tuple[tuple[Cell, ...], ...]:
    """Return rows of cells, each the grey of its upper and its lower half from 0, black, to 255."""
    from PIL import Image

    rows = max(1, round(image.height * columns / image.width / 2))
    small = image.convert("L").resize((columns, rows * 2), Image.Resampling.BOX)
    greys = small.tobytes()
    halves = [greys[at : at + columns] for at in range(0, len(greys), columns)]
    pairs = zip(halves[::2], halves[1::2], strict=True)
    return tuple(tuple(zip(upper, lower, strict=True)) for upper, lower in pairs)


def within(image: "Image", width: int, height: int) -> tuple[tuple[Cell, ...], ...]:
    """Return the cells of the badge as large as so many cells and lines allow."""
    columns = min(width, int(height * 2 * image.width / image.height))
    return cells(image, max(1, columns))[:height]


def plain(row: tuple[Cell, ...]) -> str:
    """Return a row of cells without greys."""
    return "".join(GLYPHS[upper < DARK, lower < DARK] for upper, lower in row).rstrip()
