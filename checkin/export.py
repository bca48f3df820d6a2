"""Everyone in one file: the columns of the organiser's list as they stand now, and what happened.

A list that was exported can be imported again: our own columns are known by their headings.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import IO

from checkin.desk import Desk
from checkin.drafts import draft
from checkin.intake import Incoming, guarded
from checkin.intake.names import split_name
from checkin.intake.statuses import Asks, status_of
from checkin.language import _, marked
from checkin.wording import JOB_STATES, status_word
from db import arrivals, memory, registrations, spool
from db.connection import Copy
from db.records import Registration

OURS = "checkin "  # what the headings of our own columns begin with
COLUMNS = "columns"  # under which those of the last list are remembered
SESSION = "session:"  # the field of a column that is named after one session

# The fields of a registration under headings that our own import recognises.
STANDARD = {
    "code": marked("Ticket code"),
    "given_name": marked("Given name"),
    "family_name": marked("Family name"),
    "organisation": marked("Organisation"),
    "function": marked("Function"),
    "category": marked("Category"),
    "country": marked("Country"),
    "email": marked("E-mail"),
    "phone": marked("Phone"),
    "order": marked("Order code"),
    "language": marked("Language"),
    "sessions": marked("Sessions"),
    "status": marked("Status"),
    "note": marked("Note"),
    "companions": marked("Companions"),
}


class ExportTrouble(Exception):
    """A sentence that says why nothing was exported."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file; `field` is empty where the list's own text is kept as it was."""

    heading: str
    field: str = ""


def is_ours(heading: str) -> bool:
    """Say whether a column is one that an export of ours added."""
    return heading.startswith(OURS)


def columns_of(incoming: Incoming, desk: Desk) -> list[Column]:
    """Return what the columns of a list hold, our own of an earlier export apart."""
    fields = {heading: field for field, heading in incoming.mapping.items()}
    return [
        Column(heading, fields.get(heading) or _switch(heading, desk))
        for heading in incoming.headings
        if not is_ours(heading)
    ]


def remember(copy: Copy, columns: Iterable[Column]) -> None:
    """Keep the columns of a list for the next export; inside a transaction."""
    memory.remember(copy, COLUMNS, [[column.heading, column.field] for column in columns])


def without_ours(people: Iterable[Registration]) -> Iterator[Registration]:
    """Take out of people what our own columns of an earlier export say of them."""
    for who in people:
        kept = tuple(pair for pair in who.extra if not is_ours(pair[0]))
        yield who if kept == who.extra else replace(who, extra=kept)


def write(desk: Desk, path: Path, list_id: str = "") -> int:
    """Write everyone, with their arrival on a list, as CSV or as a workbook; return how many."""
    writers: Mapping[str, Callable[[IO[bytes], Iterable[Sequence[str]]], int]] = {
        ".csv": write_csv,
        ".xlsx": write_xlsx,
    }
    writer = writers.get(path.suffix.lower())
    if writer is None:
        sentence = _("{file} must end in .csv or .xlsx, to say what it shall be.")
        raise ExportTrouble(sentence.format(file=path.name))
    with draft(path) as file:
        return writer(file, _rows(desk, desk.event.check_in_list(list_id).id)) - 1


def _switch(heading: str, desk: Desk) -> str:
    session = desk.event.session_of(heading)
    return f"{SESSION}{session}" if session else ""


def _rows(desk: Desk, list_id: str) -> Iterator[Sequence[str]]:
    columns = _all_columns(desk.copy)
    with_status = any(column.field == "status" for column in columns)
    yield [*(column.heading for column in columns), *_our_headings(with_status=with_status)]
    for who in registrations.everyone(desk.copy):
        kept = dict(who.extra)
        cells = [_cell(column, who, kept, desk) for column in columns]
        ours = _our_cells(who, desk, list_id)
        yield [*cells, *(() if with_status else (status_word(who.status),)), *ours]


def _all_columns(copy: Copy) -> list[Column]:
    """Return the columns of the last list, then what else anybody has a value for."""
    remembered = memory.recall(copy, COLUMNS)
    columns = [Column(heading, field) for heading, field in remembered or ()]
    if not columns:
        columns = [Column(_(heading), field) for field, heading in STANDARD.items()]
    there = {column.field.partition(":")[0] for column in columns}
    there |= {"sessions"} if "session" in there else set()
    there |= {"given_name", "family_name"} if "name" in there else set()
    headings = {column.heading for column in columns}
    used: dict[str, None] = {}
    extra: dict[str, None] = {}
    for who in registrations.everyone(copy):
        used |= {field: None for field in STANDARD if field not in there and getattr(who, field)}
        extra |= {heading: None for heading, _text in who.extra if heading not in headings}
    used.pop("status", None)
    columns += [Column(_(heading), field) for field, heading in STANDARD.items() if field in used]
    return columns + [Column(heading) for heading in extra]


def _cell(column: Column, who: Registration, kept: Mapping[str, str], desk: Desk) -> str:  # noqa: PLR0911 - one line a kind of column
    """Return one cell so that our own import reads it as what it stands for."""
    match column.field:
        case "":
            return kept.get(column.heading, "")
        case "name":
            return _whole_name(who)
        case "category":
            return desk.event.category_title(who.category)
        case "sessions":
            return "; ".join(_session(one, desk) for one in who.sessions)
        case "status":
            return _status(who, kept.get(column.heading))
        case field if field.startswith(SESSION):
            chosen = field.removeprefix(SESSION) in who.sessions
            return _("yes") if chosen else kept.get(column.heading, "")
        case field:
            return str(getattr(who, field))


def _whole_name(who: Registration) -> str:
    both = (who.given_name, who.family_name)
    if all(both) and split_name(who.name) != both:
        return f"{who.family_name}, {who.given_name}"
    return who.name


def _session(session_id: str, desk: Desk) -> str:
    session = desk.event.session(session_id)
    if session is None or any(mark in session.title for mark in ";|\n"):
        return session_id
    return session.title


def _status(who: Registration, listed: str | None) -> str:
    """Return the list's own word where it still holds, else ours where it is understood."""
    words = (listed, status_word(who.status)) if listed is not None else (status_word(who.status),)
    understood = (word for word in words if status_of(Asks.STATUS, word) is who.status)
    return next(understood, who.status.value)


def _our_headings(*, with_status: bool) -> tuple[str, ...]:
    said = (_("arrival"), _("desk"), _("badge"), _("source"), _("no longer listed"))
    return tuple(f"{OURS}{name}" for name in (*(() if with_status else (_("status"),)), *said))


def _our_cells(who: Registration, desk: Desk, list_id: str) -> tuple[str, ...]:
    stands = arrivals.on_list(desk.copy, who.id, list_id)
    jobs = spool.of(desk.copy, who.id)
    arrived = stands.first if stands and stands.entries else None
    at = arrived and datetime.fromtimestamp(arrived.at / 1000, desk.event.timezone)
    return (
        at.isoformat(timespec="seconds") if at else "",
        arrived.desk if arrived else "",
        _(JOB_STATES[jobs[-1].state]) if jobs else "",
        who.source,
        _("yes") if who.missing else "",
    )


def write_csv(file: IO[bytes], rows: Iterable[Sequence[str | int]], _title: str = "") -> int:
    """Write rows that no spreadsheet computes, for one set to French; return how many."""
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";")
    count = 0
    for row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
        count += 1
    text.flush()
    text.detach()
    return count


def write_xlsx(file: IO[bytes], rows: Iterable[Sequence[str | int]], title: str = "") -> int:
    """Write rows as texts and numbers below a line of headings; return how many."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    # The library writes where it likes in a file, and once more after a failure.
    whole = BytesIO()
    workbook = Workbook(whole, {"constant_memory": True})
    sheet = workbook.add_worksheet(_sheet_name(title or _("Participants")))
    sheet.freeze_panes(1, 0)
    bold = workbook.add_format({"bold": True})
    count = 0
    for row in rows:
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(count, place, cell, None if count else bold)
            else:
                sheet.write_number(count, place, cell)
        count += 1
    try:
        workbook.close()
    except FileCreateError as error:  # the library's wrapping of what the disk said
        raise error.args[0] from error
    file.write(whole.getbuffer())
    return count


def _sheet_name(title: str) -> str:
    """Spreadsheets take 31 characters, and not all of them."""
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:31].strip(" '")
