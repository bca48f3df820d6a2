"""A report as a table, before it is known on what it will be written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from checkin.desk import Desk
from checkin.event import Event

Cell = str | int


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows; `size` is how many rows will come, `widths` share out a page's width.

    `signed` are the places of columns that stay empty for a signature, which need their room.
    """

    title: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Iterator[tuple[Cell, ...]]
    size: int
    signed: frozenset[int] = frozenset()


def local(desk: Desk, moment: int) -> datetime:
    """Return a moment (ms) by the clock on the wall of the event."""
    return datetime.fromtimestamp(moment / 1000, desk.event.timezone)


def day_and_hour(desk: Desk, moment: int) -> str:
    """Return a moment as a spreadsheet takes it for one."""
    return local(desk, moment).strftime("%Y-%m-%d %H:%M:%S")


def days_of(event: Event) -> str:
    """Return the first and the last day of the programme, as dates."""
    days = sorted({session.start.date() for session in event.sessions})
    if not days:
        return ""
    first, last = days[0].strftime("%d/%m/%Y"), days[-1].strftime("%d/%m/%Y")
    return first if first == last else f"{first} – {last}"
