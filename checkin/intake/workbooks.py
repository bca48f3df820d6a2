"""Workbooks (.xlsx, .xls, .ods): their sheets, every cell as text."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from checkin.intake.incoming import IntakeTrouble
from checkin.intake.sheet import Line, Progress, Sheet
from checkin.language import _

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

# Spreadsheets keep 15 digits of a number; those of a longer one are lost before we read it.
_WHOLE = 10**15


def sheets(content: BytesIO, name: str) -> list[Sheet]:
    """Return the sheets that are not hidden."""
    # Loaded only for a workbook.
    from python_calamine import (
        CalamineError,
        SheetTypeEnum,
        SheetVisibleEnum,
        load_workbook,
    )

    try:
        workbook = load_workbook(content)
        titles = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        return [
            Sheet(title, partial(_lines, workbook.get_sheet_by_name(title))) for title in titles
        ]
    except (CalamineError, OSError, ValueError) as error:
        raise IntakeTrouble(damaged(name)) from error


def damaged(name: str) -> str:
    """Return what to say of a workbook that does not open."""
    sentence = _(
        "{file} does not open: the workbook is damaged or protected. "
        "Open it in a spreadsheet program and save it again as .xlsx."
    )
    return sentence.format(file=name)


def _lines(sheet: "CalamineSheet", progress: Progress) -> Iterator[Line]:
    for line, cells in enumerate(sheet.iter_rows(), 1):
        yield line, [cell if isinstance(cell, str) else _text(cell) for cell in cells]
        if line % 1000 == 0:
            progress(line / sheet.total_height)


def _text(cell: float | dt.date | dt.time | dt.timedelta) -> str:
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _WHOLE:
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    if isinstance(cell, (dt.date, dt.time)):
        return cell.isoformat()
    return str(cell)
