"""A report on its way into a file: CSV, a workbook or a PDF, by what the file is called."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

from checkin.desk import Desk
from checkin.drafts import draft
from checkin.export import write_csv, write_xlsx
from checkin.language import _
from checkin.reports.pages import write_pages
from checkin.reports.table import Cell, Table

Told = Callable[[float], None]


class ReportTrouble(Exception):
    """A sentence that says why no report was written."""


def write(desk: Desk, table: Table, path: Path, told: Told) -> int:
    """Write a report; return how many rows it has. `told` hears the share that is done."""
    writers: Mapping[str, Callable[[IO[bytes], Table, Iterable[tuple[Cell, ...]]], None]] = {
        ".csv": lambda file, table, rows: _as(write_csv, file, table, rows),
        ".xlsx": lambda file, table, rows: _as(write_xlsx, file, table, rows),
        ".pdf": lambda file, table, rows: write_pages(file, desk.event, table, rows),
    }
    writer = writers.get(path.suffix.lower())
    if writer is None:
        sentence = _("{file} must end in .csv, .xlsx or .pdf, to say what it shall be.")
        raise ReportTrouble(sentence.format(file=path.name))
    with draft(path) as file:
        writer(file, table, _counted(table, told))
    told(1.0)
    return table.size


def _as(
    write_rows: Callable[[IO[bytes], Iterable[tuple[Cell, ...]], str], int],
    file: IO[bytes],
    table: Table,
    rows: Iterable[tuple[Cell, ...]],
) -> None:
    write_rows(file, (row for row in (table.headings, *rows)), table.title)


def _counted(table: Table, told: Told) -> Iterator[tuple[Cell, ...]]:
    for count, row in enumerate(table.rows):
        if count % 100 == 0:
            told(count / table.size)
        yield row
