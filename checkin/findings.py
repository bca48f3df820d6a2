"""What a list would change, or has changed: its columns with samples, its counts, what to look at.

The import window and `checkin import --dry-run` show the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from checkin.event import Event
from checkin.export import is_ours
from checkin.importing import Import
from checkin.language import _
from checkin.wording import number, status_word
from db import answers
from db.records import Status

ANSWERED = 1000  # people among whom answers are looked for
SAMPLES = 100  # people among whom a column's example is looked for


@dataclass(frozen=True, slots=True)
class Recognised:
    """A field, the heading of the column that it is read from, and what somebody has there."""

    field: str
    heading: str
    sample: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that somebody should look at: a rejected row, a remark or likely duplicates."""

    symbol: str
    text: str


def recognised(what: Import, event: Event) -> Iterator[Recognised]:
    """Yield the fields of ours that the list has, in our order."""
    for field, heading in what.incoming.mapping.items():
        yield Recognised(field, heading, _sample(what, field, event))


def answered(what: Import) -> tuple[str, ...]:
    """Return the headings of questions that people answered, which are kept and searched."""
    people = what.incoming.registrations[:ANSWERED]
    said = {heading for who in people for heading, _text in answers.of(who)}
    return tuple(heading for heading in _others(what) if heading in said)


def kept(what: Import) -> tuple[str, ...]:
    """Return the other headings, which are only kept for the file that goes back."""
    questions = answered(what)
    return tuple(heading for heading in _others(what) if heading not in questions)


def rows(what: Import) -> tuple[tuple[str, int], ...]:
    """Return what became of the rows, by word; the first count is the sum of the others."""
    incoming, changes = what.incoming, what.changes
    return (
        (_("rows"), incoming.rows),
        (_("new"), len(changes.new)),
        (_("updated"), len(changes.updated)),
        (_("unchanged"), changes.unchanged),
        (_("with another row"), len(incoming.folded)),
        (_("rejected"), len(incoming.rejects)),
    )


def people(what: Import) -> tuple[tuple[str, int], ...]:
    """Return how many people, of those known or among those that came, want a look, by word."""
    return (
        (_("no longer listed"), len(what.changes.missing)),
        (_("likely duplicates"), len(what.incoming.duplicates)),
    )


def remarks(what: Import) -> Iterator[Finding]:
    """Yield what should be looked at, the gravest first."""
    for reject in what.incoming.rejects:
        text = _("line {line}: {reason}").format(line=reject.line, reason=reject.reason)
        yield Finding("✗", text)
    for remark in what.incoming.warnings:
        times = f" ({number(remark.count)} ×)" if remark.count > 1 else ""
        yield Finding("!", remark.text + times)
    for one in what.incoming.duplicates:
        sentence = _("lines {earlier} and {line} may be one person: {reason}")
        text = sentence.format(earlier=one.earlier, line=one.line, reason=one.reason)
        yield Finding("≈", text)


def _others(what: Import) -> Iterator[str]:
    used = set(what.incoming.mapping.values())
    return (one for one in what.incoming.headings if one not in used and not is_ours(one))


def _sample(what: Import, field: str, event: Event) -> str:
    """Return what the first person who has any has in a field."""
    people = what.incoming.registrations[:SAMPLES]
    value = next(filter(None, (getattr(who, field) for who in people)), "")
    if field == "category":
        return event.category_title(value)
    if isinstance(value, Status):
        return status_word(value)
    return ", ".join(value) if isinstance(value, tuple) else str(value)
