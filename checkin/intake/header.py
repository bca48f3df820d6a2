"""Where in a file the list begins: the sheet, the separator, the line of headings."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from checkin.intake.cells import clean
from checkin.intake.columns import NAMES, unique_headings
from checkin.intake.files import sheets
from checkin.intake.headings import Whose, meaning_of
from checkin.intake.incoming import IntakeTrouble
from checkin.intake.sheet import Line, Progress, Sheet, silent
from checkin.intake.vocabulary import FIELDS
from checkin.language import _
from db.folding import fold

# A title, a date, empty lines for a logo: headings stand no further down than this.
_TOP = 25


@dataclass(frozen=True, slots=True)
class Header:
    """The line of headings that was found, as texts in one line each."""

    sheet: Sheet
    line: int
    headings: tuple[str, ...]

    def rows(self, progress: Progress = silent) -> Iterator[Line]:
        """Yield the lines below the headings."""
        return ((line, cells) for line, cells in self.sheet.lines(progress) if line > self.line)


def find_header(path: Path, mapping: Mapping[str, str]) -> Header:
    """Return the line, of all sheets or separators, that reads most like headings of people."""
    wished = {fold(heading): field for field, heading in mapping.items()}
    best: Header | None = None
    most = (-1, -1, -1)
    for sheet in sheets(path):
        for line, cells in islice(sheet.lines(silent), _TOP):
            headings = tuple(map(clean, cells))
            likeness = _likeness(headings, wished)
            if any(headings) and likeness > most:
                best, most = Header(sheet, line, headings), likeness
    if best is None:
        raise IntakeTrouble(_("{file} is empty.").format(file=path.name))
    return best


def follow(
    headings: Sequence[str], asked: Mapping[str, str], remembered: Mapping[str, str]
) -> dict[str, int]:
    """Return the place of each mapped field; what was only remembered need not be there."""
    _refuse_unknown_fields(asked)
    unique = unique_headings(headings)
    found: dict[str, int] = {}
    for field, heading in {**remembered, **asked}.items():
        place = _place(unique, heading)
        if place is not None:
            found[field] = place
        elif field in asked:
            sentence = _("There is no column “{heading}” in the list; it has: {headings}.")
            told = sentence.format(heading=heading, headings=listed(headings))
            raise IntakeTrouble(told + _hint(heading, unique))
    return found


def listed(headings: Iterable[str]) -> str:
    """Return the headings for a sentence, the first ones of very many."""
    said = [
        heading if len(heading) <= 40 else f"{heading[:39]}…" for heading in headings if heading
    ]
    return ", ".join((*said[:20], "…") if len(said) > 20 else said)


def _likeness(headings: Sequence[str], wished: Mapping[str, str]) -> tuple[int, int, int]:
    """A line of headings names people, at best participants, and then all sorts of things."""
    meanings = [meaning for heading in headings if (meaning := meaning_of(heading))]
    fields = {meaning.field for meaning in meanings}
    fields |= {wished[word] for word in map(fold, headings) if word in wished}
    named = not fields.isdisjoint(NAMES)
    of_participants = any(
        meaning.field in NAMES and meaning.whose is Whose.PARTICIPANT for meaning in meanings
    )
    return int(named), int(of_participants), len(fields)


def _refuse_unknown_fields(asked: Iterable[str]) -> None:
    for field in asked:
        if field not in FIELDS:
            sentence = _("There is no field {field}; the fields are: {fields}.")
            told = sentence.format(field=field, fields=", ".join(FIELDS))
            raise IntakeTrouble(told + _hint(field, FIELDS))


def _place(unique: Sequence[str], heading: str) -> int | None:
    wished = clean(heading)
    if wished in unique:
        return unique.index(wished)
    alike = [place for place, known in enumerate(unique) if fold(known) == fold(wished)]
    return alike[0] if len(alike) == 1 else None


def _hint(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return " " + _("Did you mean {word}?").format(word=near[0]) if near else ""
