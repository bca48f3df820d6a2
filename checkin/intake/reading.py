"""A file -> everybody in it, and everything that is the matter with it."""

from collections.abc import Mapping
from itertools import islice
from pathlib import Path

from checkin.event import Event
from checkin.intake.additions import Addition, AddOn, added, is_same_ticket, of_ticket
from checkin.intake.columns import Columns, columns_of, only_codes
from checkin.intake.doubles import Doubles
from checkin.intake.header import Header, find_header, follow, listed
from checkin.intake.incoming import Duplicate, Incoming, IntakeTrouble, Reject, Remarks
from checkin.intake.people import NoPerson, People
from checkin.intake.rows import fault_of
from checkin.intake.sheet import Progress, silent
from checkin.language import _, ngettext
from db.records import Registration

_SAMPLE = 200


def read(
    path: Path,
    event: Event,
    mapping: Mapping[str, str] | None = None,
    remembered: Mapping[str, str] | None = None,
    progress: Progress = silent,
) -> Incoming:
    """Read a list; `mapping` (field to heading) was asked for, `remembered` is from before.

    A mapping that the list cannot follow is refused; what was only remembered and is not there is
    passed over. `progress` is told a share of 1. Raises IntakeTrouble.
    """
    asked, before = mapping or {}, remembered or {}
    header = find_header(path, {**before, **asked})
    mapped = follow(header.headings, asked, before)
    sample = [cells for _line, cells in islice(header.rows(), _SAMPLE)]
    columns = columns_of(header.headings, mapped, sample, event)
    if not columns.names and not only_codes(columns):
        sentence = _(
            "No column of {file} says what people are called; it has: {headings}. "
            "Name one, for instance with --map name=HEADING."
        )
        told = sentence.format(file=path.name, headings=listed(header.headings))
        raise IntakeTrouble(told)
    reading = _Reading(path.name, event, header, columns)
    reading.run(progress)
    incoming = reading.incoming()
    if not incoming.rows:
        sentence = _("{file} has headings, but nobody below them.")
        raise IntakeTrouble(sentence.format(file=path.name))
    return incoming


class _Reading:
    """One pass over a list, row after row."""

    def __init__(self, source: str, event: Event, header: Header, columns: Columns) -> None:
        self._header = header
        self._columns = columns
        self._source = source
        self._remarks = Remarks()
        self._people = People(event, columns, source, self._remarks)
        self._doubles = Doubles()
        self._registrations: list[Registration] = []
        self._lines: list[int] = []
        self._folded: list[int] = []
        self._add_ons: list[tuple[int, list[str], AddOn]] = []
        self._of_order: dict[tuple[str, str], int] = {}
        self._of_ticket: dict[str, int] = {}
        self._rejects: list[Reject] = []
        self._duplicates: list[Duplicate] = []
        self._blank = 0

    def run(self, progress: Progress) -> None:
        """Read all rows below the headings."""
        for line, cells in self._header.rows(progress):
            if "".join(cells).strip():
                self._row(line, cells)
            else:
                self._blank += 1
        for line, cells, add_on in self._add_ons:
            place = self._of_order.get((add_on.order, add_on.order_line))
            if place is None:
                reason = _("This is an add-on to a row that is not in the list.")
                self._rejects.append(Reject(line, reason, tuple(cells)))
            else:
                self._fold(line, cells, place, add_on.addition)
        self._rejects.sort(key=lambda reject: reject.line)
        progress(1.0)

    def incoming(self) -> Incoming:
        """Return what was read."""
        sheet = self._header.sheet
        if sheet.unreadable:
            sentence = ngettext(
                "{count} character of the file cannot be read and stands as �.",
                "{count} characters of the file cannot be read and stand as �.",
                sheet.unreadable,
            )
            self._remarks.add(sentence.format(count=sheet.unreadable), self._header.line)
        return Incoming(
            source=self._source,
            sheet=sheet.title,
            encoding=sheet.encoding,
            separator=sheet.separator,
            headings=self._columns.headings,
            mapping=self._columns.mapping,
            registrations=tuple(self._registrations),
            lines=tuple(self._lines),
            folded=tuple(self._folded),
            rejects=tuple(self._rejects),
            duplicates=tuple(self._duplicates),
            warnings=self._remarks.all(),
            blank=self._blank,
        )

    def _row(self, line: int, cells: list[str]) -> None:
        reason = fault_of(cells, self._header.headings, self._header.sheet.separator)
        if reason:
            self._rejects.append(Reject(line, reason, tuple(cells)))
            return
        width = len(self._header.headings)
        cells = (cells + [""] * (width - len(cells)))[:width]
        earlier = self._doubles.line_of_same_row(line, cells)
        if earlier is not None:
            reason = _("The row is the same as line {line}.").format(line=earlier)
            self._rejects.append(Reject(line, reason, tuple(cells)))
            return
        try:
            read = self._people.read(line, cells)
        except NoPerson as none:
            self._rejects.append(Reject(line, str(none), tuple(cells)))
            return
        if isinstance(read, AddOn):
            self._add_ons.append((line, cells, read))
        else:
            self._person(line, cells, read)

    def _person(self, line: int, cells: list[str], person: Registration) -> None:
        here = len(self._registrations)
        first = self._of_ticket.setdefault(person.code, here) if person.code else here
        if first < here and is_same_ticket(self._registrations[first], person):
            self._fold(line, cells, first, of_ticket(person))
            return
        if order_line := self._people.order_line(cells):
            self._of_order[person.order, order_line] = here
        self._registrations.append(person)
        self._lines.append(line)
        duplicate = self._doubles.alike(line, person)
        if duplicate:
            self._duplicates.append(duplicate)

    def _fold(self, line: int, cells: list[str], place: int, addition: Addition) -> None:
        """Give what a row adds to the person in that place."""
        fuller = added(self._registrations[place], addition)
        if fuller is None:
            reason = _("With this row its person would be too long: shorten its longest cell.")
            self._rejects.append(Reject(line, reason, tuple(cells)))
            return
        self._registrations[place] = fuller
        self._folded.append(line)
