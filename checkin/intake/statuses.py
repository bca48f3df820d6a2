"""Words for yes and no, for where a registration stands, for a language."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from checkin.intake.vocabulary import LANGUAGES, NO, STATUSES, YES
from db.folding import fold
from db.records import Status

# Of several columns the gravest word counts.
_GRAVITY = (
    *(Status.CONFIRMED, Status.PENDING, Status.UNPAID),
    *(Status.WAITING, Status.CANCELLED, Status.BLOCKED),
)


class Asks(StrEnum):
    """The question that a column of statuses answers."""

    STATUS = "status"
    PAID = "paid"
    VALID = "valid"
    BLOCKED = "blocked"


def yes_or_no(text: str) -> bool | None:
    """Return what the text answers; None when it is neither."""
    word = fold(text) or text
    if word in YES:
        return True
    return False if word in NO else None


def status_of(question: Asks, text: str) -> Status | None:
    """Return the status that an answer means; None when nobody can tell."""
    if not text:
        return Status.CONFIRMED
    answer = yes_or_no(text)
    if question is Asks.BLOCKED:
        return Status.CONFIRMED if answer is False else Status.BLOCKED
    if question is not Asks.STATUS and answer is False:
        return Status.UNPAID if question is Asks.PAID else Status.CANCELLED
    return Status.CONFIRMED if answer else _words().get(fold(text))


def gravest(one: Status, other: Status) -> Status:
    """Return the status that keeps more people out."""
    return max(one, other, key=_GRAVITY.index)


def language_of(text: str) -> str:
    """Return the code of a language; the text itself when it names none that we know."""
    word = fold(text)
    return _language_words().get(word) or _language_words().get(word.split(" ")[0], text)


@cache
def _words() -> Mapping[str, Status]:
    return {word: status for status, words in STATUSES.items() for word in words}


@cache
def _language_words() -> Mapping[str, str]:
    return {word: language for language, words in LANGUAGES.items() for word in words}
