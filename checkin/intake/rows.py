"""Rows that no person can be made of, seen before they are read."""

import re
from collections.abc import Sequence

from checkin.language import _
from db.folding import fold

_TOTAL = re.compile(r"\s*(sous[- ])?total(\s*[:=(\d]|\s*$)", re.IGNORECASE)
_NUMBERS = re.compile(r"[\d\s.,€%+-]*")


def fault_of(cells: Sequence[str], headings: Sequence[str], separator: str) -> str:
    """Return why the row is no person's; empty when it may be."""
    if len(cells) > len(headings) and any(cells[len(headings) :]):
        sentence = _("The row has {count} cells under {headings} headings.")
        return sentence.format(count=len(cells), headings=len(headings))
    if separator and _swallowed(cells, separator, len(headings)):
        return _("A quotation mark is not closed: the row runs into those below it.")
    if [cell.strip() for cell in cells[:2]] == list(headings[:2]) and _is_again(cells, headings):
        return _("These are the headings again.")
    if _is_total(cells):
        return _("This is a total, not a person.")
    return ""


def _swallowed(cells: Sequence[str], separator: str, width: int) -> bool:
    """A cell that holds a line with as many separators as a row has took that row in."""
    if width < 3 or "\n" not in "".join(cells):
        return False
    return any(
        line.count(separator) >= width - 1
        for cell in cells
        if "\n" in cell
        for line in cell.split("\n")
    )


def _is_again(cells: Sequence[str], headings: Sequence[str]) -> bool:
    return [fold(cell) for cell in cells] == [fold(heading) for heading in headings]


def _is_total(cells: Sequence[str]) -> bool:
    first = next((place for place, cell in enumerate(cells) if cell.strip()), 0)
    return (
        _TOTAL.match(cells[first]) is not None
        and len(cells) > 1
        and all(_NUMBERS.fullmatch(cell) for cell in cells[first + 1 :])
    )
