"""Which column of a list serves which field of a registration."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from checkin.event import Event
from checkin.intake import contents
from checkin.intake.headings import Meaning, Whose, meaning_of, words
from checkin.intake.incoming import IntakeTrouble
from checkin.intake.statuses import Asks
from checkin.intake.vocabulary import ADDRESS_WORDS, FIELDS, PAYER_WORDS
from checkin.language import _

NAMES = ("given_name", "family_name", "name", "surname-or-name")


@dataclass(frozen=True, slots=True)
class NameColumns:
    """Where one name stands: in two columns, in one, or in both ways; None for no column."""

    given: int | None = None
    family: int | None = None
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """The places, counted from 0, where a row's fields are; of several, the first has the word.

    `names` begins with the participant's; those after it are asked when that one is empty.
    `switches` are columns named after a session. `rest` are those without a field of their own.
    """

    headings: tuple[str, ...]
    names: tuple[NameColumns, ...]
    fields: Mapping[str, tuple[int, ...]]
    statuses: tuple[tuple[int, Asks], ...]
    switches: tuple[tuple[int, str], ...]
    rest: tuple[int, ...]
    mapping: Mapping[str, str] = field(default_factory=dict)


def columns_of(
    headings: Sequence[str],
    mapped: Mapping[str, int],
    sample: Sequence[Sequence[str]],
    event: Event,
) -> Columns:
    """Decide for each column what it holds: what was mapped, then its heading, then its cells."""
    meanings = _meanings(headings, mapped)
    _refuse_same_headings(headings, meanings, mapped)
    contents.recognise(headings, meanings, sample, event)
    by_field = _by_field(meanings)
    names = tuple(_names(meanings))
    switches = tuple(
        (place, session)
        for place, heading in enumerate(headings)
        if meanings[place] is None and (session := event.session_of(heading))
    )
    fields = {name: places for name, places in by_field.items() if name not in (*NAMES, *Asks)}
    statuses = tuple((place, kind) for kind in Asks for place in by_field.get(kind, ()))
    alone = {places[0] for name, places in fields.items() if name not in ("sessions", "note")}
    known = alone | {place for name in names for place in (name.given, name.family, name.whole)}
    known |= {place for place, _kind in statuses if kind_is_word(place, statuses)}
    shown = {**_shown_names(names), **{name: places[0] for name, places in fields.items()}}
    if by_field.get(Asks.STATUS):
        shown["status"] = by_field[Asks.STATUS][0]
    return Columns(
        headings=tuple(headings),
        names=names,
        fields=fields,
        statuses=statuses,
        switches=switches,
        rest=tuple(place for place in range(len(headings)) if place not in known),
        mapping={name: headings[shown[name]] for name in FIELDS if name in shown},
    )
