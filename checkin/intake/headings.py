"""What one heading promises: which field, how surely, and whether of the participant or payer."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from checkin.intake.vocabulary import (
    HEADINGS,
    LITTLE_WORDS,
    PARTICIPANT_WORDS,
    PAYER_WORDS,
    SAME_WORDS,
)
from db.folding import fold

_NUMBER_SIGN = re.compile(r"[nN][°º]|#|№")
_QUESTION_NUMBER = re.compile(r"\s-\s#\d+$")
_PARENTHESES = re.compile(r"[(\[].*?[)\]]")
_ALTERNATIVES = re.compile(r"[/|]|\s[-–—]\s|\s(?:ou|or)\s", re.IGNORECASE)

# Both participant and payer may have these, and a payer lends them to a participant who has none;
# a payer's code or status would be wrong.
_LENT = (
    *("given_name", "family_name", "surname-or-name", "name"),
    *("organisation", "country", "email", "phone"),
)


class Whose(IntEnum):
    """Who a column is about, the one to be asked first being the lowest."""

    PARTICIPANT = 0
    ANYBODY = 1
    ADDRESS = 2
    PAYER = 3


@dataclass(frozen=True, slots=True, order=True)
class Meaning:
    """What a column holds; of two with the same field the lesser is the better."""

    whose: Whose
    doubt: int
    field: str


@lru_cache(maxsize=4096)
def meaning_of(heading: str) -> Meaning | None:
    """Return what a heading means; None when it is none of our words."""
    text = _QUESTION_NUMBER.sub("", heading)
    # "Nom du participant : Prénom" is a given name, of the participant.
    whole, _colon, part = text.rpartition(":")
    for reading in (part if whole else "", text, _PARENTHESES.sub(" ", text)):
        meaning = _simple(reading) or _alternatives(reading)
        if meaning:
            return _with_owner(meaning, words(text))
    return None


def words(heading: str) -> tuple[str, ...]:
    """Return the words of a heading that matter, in one spelling."""
    text = fold(_NUMBER_SIGN.sub(" numero ", heading)).replace("e mail", "email")
    return tuple(SAME_WORDS.get(word, word) for word in text.split() if word not in LITTLE_WORDS)


def _simple(text: str) -> Meaning | None:
    known = _known_headings()
    said = words(text)
    if " ".join(said) in known:
        return known[" ".join(said)]
    # "Nom de la collectivité", "Company name".
    named = known.get(" ".join(word for word in said if word not in ("nom", "name")))
    if named and named.field == "organisation":
        return named
    for owners in (PARTICIPANT_WORDS, PAYER_WORDS, PARTICIPANT_WORDS | PAYER_WORDS):
        rest = " ".join(word for word in said if word not in owners)
        if rest in known:
            return known[rest]
    return None


def _alternatives(text: str) -> Meaning | None:
    """ "Organisme / Collectivité": one meaning, if the halves do not contradict each other."""
    found = [meaning for half in _ALTERNATIVES.split(text) if (meaning := _simple(half))]
    return min(found) if len({meaning.field for meaning in found}) == 1 else None


def _with_owner(meaning: Meaning, said: Iterable[str]) -> Meaning | None:
    if not PARTICIPANT_WORDS.isdisjoint(said) and meaning.field in _LENT:
        return Meaning(Whose.PARTICIPANT, meaning.doubt, meaning.field)
    # A word of the vocabulary itself, as in "order code", says nothing about a payer.
    owners = PAYER_WORDS.intersection(said).difference(*map(str.split, HEADINGS[meaning.field]))
    if not owners:
        return meaning
    if meaning.field not in _LENT:
        return None
    return Meaning(Whose.PAYER, meaning.doubt, meaning.field)


@cache
def _known_headings() -> dict[str, Meaning]:
    return {
        " ".join(words(heading)): Meaning(Whose.ANYBODY, doubt, field)
        for field, headings in HEADINGS.items()
        for doubt, heading in enumerate(headings)
    }
