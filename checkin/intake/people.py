"""One row of a list -> one registration or what it adds to one, or the reason why it is neither."""

import re
from collections.abc import Sequence
from functools import lru_cache

from checkin.event import Event
from checkin.intake.additions import Addition, AddOn
from checkin.intake.cells import clean
from checkin.intake.columns import Columns, NameColumns
from checkin.intake.incoming import Remarks
from checkin.intake.names import split_name
from checkin.intake.statuses import gravest, language_of, status_of, yes_or_no
from checkin.language import _
from db.importing import fits
from db.records import Registration, Status

# A long number as a spreadsheet shows it: its last digits are lost.
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d+")
_BETWEEN_SESSIONS = re.compile(r"[;|\n]")
_LONGEST_NAME = 200
_MOST_KEPT = 50_000


class NoPerson(Exception):
    """The row is nobody's registration; a sentence says why."""


class People:
    """Reads row after row of one list; texts that come again are kept once."""

    def __init__(self, event: Event, columns: Columns, source: str, remarks: Remarks) -> None:
        self._session_of = lru_cache(maxsize=4096)(event.session_of)
        self._category_of = lru_cache(maxsize=4096)(event.category_of)
        self._columns = columns
        self._source = source
        self._remarks = remarks
        self._texts: dict[str, str] = {}
        self._pairs: dict[tuple[int, str], tuple[str, str]] = {}
        self._sessions: dict[str, tuple[tuple[str, ...], str]] = {}

    def read(self, line: int, cells: Sequence[str]) -> Registration | AddOn:
        """Return what a row says that has as many cells as there are headings."""
        row = [clean(cell) if cell else "" for cell in cells]
        if to := self._first("add-on", row):
            return AddOn(self._first("order", row), to, self._addition(line, cells, row))
        return self._person(line, cells, row)

    def order_line(self, cells: Sequence[str]) -> str:
        """Return which line of its order a row is, where the list has add-ons."""
        if "add-on" not in self._columns.fields:
            return ""
        return next((clean(cells[at]) for at in self._columns.fields.get("order-line", ())), "")

    def _addition(self, line: int, cells: Sequence[str], row: Sequence[str]) -> Addition:
        extra: list[tuple[str, str]] = []
        sessions = self._chosen(cells, row, extra)
        product = self._first("ticket-type", row)
        if product and not self._session_of(product):
            extra.append((_("Add-ons"), product))
        extra.extend(self._pair(place, row[place]) for place in self._columns.rest if row[place])
        return Addition(sessions, tuple(extra), self._status(line, row))

    def _person(self, line: int, cells: Sequence[str], row: Sequence[str]) -> Registration:
        given, family = self._name(line, row)
        code, extra = self._code(line, row)
        sessions = self._chosen(cells, row, extra)
        extra.extend(self._pair(place, row[place]) for place in self._columns.rest if row[place])
        who = Registration(
            id="",
            given_name=given,
            family_name=family,
            code=code,
            organisation=self._kept("organisation", row),
            function=self._kept("function", row),
            category=self._category(row),
            country=self._kept("country", row),
            email=self._first("email", row).removeprefix("mailto:"),
            phone=self._first("phone", row),
            order=self._kept("order", row),
            language=language_of(self._kept("language", row)),
            sessions=sessions,
            status=self._status(line, row),
            note=self._note(row),
            companions=self._companions(line, row),
            source=self._source,
            extra=tuple(extra),
        )
        if not fits(who):
            raise NoPerson(_("This row is too long for one person: shorten its longest cell."))
        return who

    def _first(self, field: str, row: Sequence[str]) -> str:
        """Return what the best column says that says anything."""
        for place in self._columns.fields.get(field, ()):
            if row[place]:
                return row[place]
        return ""

    def _kept(self, field: str, row: Sequence[str]) -> str:
        return self._same(self._first(field, row))

    def _same(self, text: str) -> str:
        if len(self._texts) < _MOST_KEPT:
            return self._texts.setdefault(text, text)
        return self._texts.get(text, text)

    def _pair(self, place: int, text: str) -> tuple[str, str]:
        known = self._pairs.get((place, text))
        if known is None:
            known = (self._columns.headings[place], text)
            if len(self._pairs) < _MOST_KEPT:
                self._pairs[place, text] = known
        return known

    def _category(self, row: Sequence[str]) -> str:
        """Return the category; a ticket for a session says nothing of who has it."""
        text = self._first("category", row)
        types = self._columns.fields.get("ticket-type", ())
        if self._columns.fields.get("category") == types and self._session_of(text):
            return ""
        return self._same(self._category_of(text))

    def _name(self, line: int, row: Sequence[str]) -> tuple[str, str]:
        for rank, columns in enumerate(self._columns.names):
            given, family = _name_in(columns, row)
            if not any(map(str.isalpha, given + family)):
                continue
            if len(given) + len(family) > _LONGEST_NAME:
                raise NoPerson(_("The name is too long to be one."))
            if rank:
                self._remarks.add(
                    _("The participant's name is empty: the payer's was taken."), line
                )
            return self._same(given), self._same(family)
        if not self._columns.names and self._first("code", row):
            return "", ""
        raise NoPerson(_("There is no name in this row."))

    def _code(self, line: int, row: Sequence[str]) -> tuple[str, list[tuple[str, str]]]:
        """Return the code of the best column only: of another, it would be another sort of code."""
        place = next(iter(self._columns.fields.get("code", ())), None)
        code = "" if place is None else row[place]
        if place is None or not _SCIENTIFIC.fullmatch(code):
            return code, []
        sentence = _(
            "A spreadsheet has cut ticket codes short (as in {code}); they were left out. "
            "Export the list again, with that column as text."
        )
        self._remarks.add(sentence.format(code="5,00E+12"), line)
        return "", [self._pair(place, code)]

    def _chosen(
        self, cells: Sequence[str], row: Sequence[str], extra: list[tuple[str, str]]
    ) -> tuple[str, ...]:
        """Return the ids of the sessions; what names none of them goes to the extra texts."""
        product = self._session_of(self._first("ticket-type", row))
        chosen: tuple[str, ...] = (product,) if product else ()
        for place in self._columns.fields.get("sessions", ()):
            if row[place]:
                found, unknown = self._sessions_in(cells[place])
                chosen += found
                if unknown:
                    extra.append(self._pair(place, unknown))
        for place, session in self._columns.switches:
            answer = yes_or_no(row[place]) if row[place] else False
            if answer:
                chosen += (session,)
            elif answer is None:
                extra.append(self._pair(place, row[place]))
        return chosen if len(chosen) < 2 else tuple(dict.fromkeys(chosen))

    def _sessions_in(self, cell: str) -> tuple[tuple[str, ...], str]:
        known = self._sessions.get(cell)
        if known is None:
            found: list[str] = []
            unknown: list[str] = []
            for part in _BETWEEN_SESSIONS.split(cell):
                self._sessions_of_part(clean(part), found, unknown)
            known = tuple(found), ", ".join(unknown)
            if len(self._sessions) < _MOST_KEPT:
                self._sessions[cell] = known
        return known

    def _sessions_of_part(self, part: str, found: list[str], unknown: list[str]) -> None:
        """A comma may stand between two sessions, or within a title."""
        pieces = part.split(",")
        while pieces:
            for end in range(1, len(pieces) + 1):
                session = self._session_of(",".join(pieces[:end]).strip())
                if session:
                    found.append(session)
                    pieces = pieces[end:]
                    break
            else:
                if piece := pieces.pop(0).strip():
                    unknown.append(piece)

    def _status(self, line: int, row: Sequence[str]) -> Status:
        standing = Status.CONFIRMED
        for place, question in self._columns.statuses:
            status = status_of(question, row[place])
            if status is None:
                sentence = _("“{word}” is no status known here: taken as pending.")
                self._remarks.add(sentence.format(word=row[place]), line)
            standing = gravest(standing, status or Status.PENDING)
        return standing

    def _note(self, row: Sequence[str]) -> str:
        """Return the note; a column that only says yes is worth its heading."""
        for place in self._columns.fields.get("note", ()):
            answer = yes_or_no(row[place]) if row[place] else False
            if answer:
                return self._columns.headings[place]
            if answer is None:
                return row[place]
        return ""

    def _companions(self, line: int, row: Sequence[str]) -> str:
        said = self._first("companions", row)
        if said:
            return "" if yes_or_no(said) is False else said
        places = self._first("quantity", row)
        if places.isascii() and places.isdigit() and int(places) > 1:
            self._remarks.add(_("One row stands for several places: one person came in."), line)
            return f"+{int(places) - 1}"
        return ""


def _name_in(columns: NameColumns, row: Sequence[str]) -> tuple[str, str]:
    given = "" if columns.given is None else row[columns.given]
    family = "" if columns.family is None else row[columns.family]
    if given or family or columns.whole is None:
        return given, family
    return split_name(row[columns.whole])
