"""Rows that tell of somebody who has a row already: add-ons, and the same ticket once more."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from db import answers
from db.folding import fold
from db.importing import fits
from db.records import Registration, Status


@dataclass(frozen=True, slots=True)
class Addition:
    """What a row adds to somebody; `extra` as in a registration."""

    sessions: tuple[str, ...]
    extra: tuple[tuple[str, str], ...]
    status: Status


@dataclass(frozen=True, slots=True)
class AddOn:
    """A row that is an add-on to the row with that order and line of the order."""

    order: str
    order_line: str
    addition: Addition


def is_same_ticket(one: Registration, other: Registration) -> bool:
    """Say whether two rows are about one ticket of one person."""
    return (
        one.code == other.code != ""
        and one.status is other.status
        and fold(one.name) == fold(other.name) != ""
    )


def of_ticket(person: Registration) -> Addition:
    """Return what a second row with somebody's ticket adds to the first."""
    return Addition(person.sessions, person.extra, person.status)


def added(person: Registration, addition: Addition) -> Registration | None:
    """Return somebody with what a row adds; None when that is more than a registration holds.

    A cancelled add-on adds nothing. Answers to one question stand behind one another; what only
    the registration system needs stays as in the person's own row.
    """
    if addition.status in (Status.CANCELLED, Status.BLOCKED):
        return person
    sessions = tuple(dict.fromkeys((*person.sessions, *addition.sessions)))
    fuller = replace(person, sessions=sessions, extra=_joined(person.extra, addition.extra))
    return fuller if fits(fuller) else None


def _joined(
    known: Iterable[tuple[str, str]], more: Iterable[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    texts = dict(known)
    for heading, text in more:
        if not answers.is_asked(heading):
            continue
        if text not in texts.setdefault(heading, text).split("; "):
            texts[heading] += f"; {text}"
    return tuple(texts.items())
