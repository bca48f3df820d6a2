"""Which column of a list serves which field of a registration."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from checkin.event import Event
from checkin.intake import contents
from checkin.intake.headings import Meaning, Whose, meaning_of, words
from checkin.intake.incoming import IntakeTrouble
from checkin.intake.statuses import Asks
from checkin.intake.vocabulary import ADDRESS_WORDS, FIELDS, PAYER_WORDS
from checkin.language import _
from db import answers

NAMES = ("given_name", "family_name", "name", "surname-or-name")

# Fields that several columns may serve together.
_SEVERAL = ("sessions", "note")

# What a mapped field takes away from columns that were not mapped to it.
_OVERRULED: Mapping[str, tuple[str, ...]] = {
    "name": NAMES,
    "given_name": ("name",),
    "family_name": ("name", "surname-or-name"),
    "status": tuple(Asks),
}


@dataclass(frozen=True, slots=True)
class NameColumns:
    """Where one name stands: in two columns, in one, or in both ways; None for no column."""

    given: int | None = None
    family: int | None = None
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """The places, counted from 0, where a row's fields are; of several, the first has the word.

    `names` begins with the participant's; those after it are asked when that one is empty. A list
    of nothing but ticket codes has none.
    `switches` are columns named after a session. `rest` are kept under their own headings.
    """

    headings: tuple[str, ...]
    names: tuple[NameColumns, ...]
    fields: Mapping[str, tuple[int, ...]]
    statuses: tuple[tuple[int, Asks], ...]
    switches: tuple[tuple[int, str], ...]
    rest: tuple[int, ...]
    mapping: Mapping[str, str]


def columns_of(
    headings: Sequence[str],
    mapped: Mapping[str, int],
    sample: Sequence[Sequence[str]],
    event: Event,
) -> Columns:
    """Decide what each column holds: as it was mapped, else by its heading, else by its cells."""
    meanings = _overruled(_meanings(headings), mapped)
    _refuse_same_headings(headings, meanings, mapped)
    meanings = contents.recognised(meanings, sample, event)
    places = _places(meanings)
    if "ticket-type" in places:
        places.setdefault("category", places["ticket-type"])
    names = tuple(_names(meanings))
    fields = {field: places[field] for field in places if field not in (*NAMES, *Asks)}
    switches = tuple(
        (place, session)
        for place, heading in enumerate(headings)
        if meanings[place] is None and (session := event.session_of(heading))
    )
    own = {*fields.get("sessions", ()), *(place for place, _session in switches)}
    own |= {fields[field][0] for field in fields if field in FIELDS}
    own |= {
        place
        for one in names[:1]
        for place in (one.given, one.family, one.whole)
        if place is not None
    }
    shown = {field: found[0] for field, found in places.items() if field not in NAMES}
    shown |= _shown_names(names)
    unique = unique_headings(headings)
    return Columns(
        headings=unique,
        names=names,
        fields=fields,
        statuses=tuple((place, kind) for kind in Asks for place in places.get(kind, ())),
        switches=switches,
        rest=tuple(place for place in range(len(headings)) if place not in own),
        mapping={field: unique[shown[field]] for field in FIELDS if field in shown},
    )


def only_codes(columns: Columns) -> bool:
    """Say whether a list names nobody and has no column, either, in which a name could stand."""
    known = {place for places in columns.fields.values() for place in places}
    known |= {place for place, _question in columns.statuses}
    others = (heading for at, heading in enumerate(columns.headings) if at not in known)
    return "code" in columns.fields and not columns.names and not any(map(answers.is_asked, others))


def unique_headings(headings: Sequence[str]) -> tuple[str, ...]:
    """Return the headings told apart: the second "Pays" is "Pays (2)", one without text "#5"."""
    taken: list[str] = []
    for number, heading in enumerate(headings, 1):
        name = heading or f"#{number}"
        again = 2
        while name in taken:
            name = f"{heading or number} ({again})"
            again += 1
        taken.append(name)
    return tuple(taken)


def _meanings(headings: Sequence[str]) -> list[Meaning | None]:
    meanings = [meaning_of(heading) for heading in headings]
    for place, meaning in enumerate(meanings):
        if meaning is None or meaning.whose is not Whose.ANYBODY:
            continue
        before = words(headings[place - 1]) if place else ()
        after = words(headings[place + 1]) if place + 1 < len(headings) else ()
        if meaning.field == "country" and not ADDRESS_WORDS.isdisjoint(before):
            meanings[place] = replace(meaning, whose=Whose.ADDRESS)
        invoiced = not PAYER_WORDS.isdisjoint(after) and not ADDRESS_WORDS.isdisjoint(after)
        if meaning.field == "organisation" and invoiced:
            meanings[place] = replace(meaning, whose=Whose.PAYER)
    return meanings


def _overruled(meanings: list[Meaning | None], mapped: Mapping[str, int]) -> list[Meaning | None]:
    gone = {field for name in mapped for field in (name, *_OVERRULED.get(name, ()))}
    kept = [None if meaning and meaning.field in gone else meaning for meaning in meanings]
    for field, place in mapped.items():
        kept[place] = Meaning(Whose.PARTICIPANT, -1, field)
    return kept


def _refuse_same_headings(
    headings: Sequence[str], meanings: Sequence[Meaning | None], mapped: Mapping[str, int]
) -> None:
    first: dict[tuple[str, ...], int] = {}
    for place, (heading, meaning) in enumerate(zip(headings, meanings, strict=True)):
        if meaning is None or meaning.whose > Whose.ANYBODY or place in mapped.values():
            continue
        if meaning.field in _SEVERAL:
            continue
        earlier = first.setdefault((meaning.field, *words(heading)), place)
        if earlier == place or meanings[earlier] != meaning:
            continue
        best = min(other for other in meanings if other and other.field == meaning.field)
        if best == meaning:
            sentence = _(
                "Columns {first} and {second} are both called “{heading}”: "
                "rename one of them in the list."
            )
            told = sentence.format(heading=heading, first=earlier + 1, second=place + 1)
            raise IntakeTrouble(told)


def _places(meanings: Sequence[Meaning | None]) -> dict[str, tuple[int, ...]]:
    """Return the columns of each field, the surest first."""
    found: dict[str, list[tuple[Meaning, int]]] = defaultdict(list)
    for place, meaning in enumerate(meanings):
        if meaning:
            found[meaning.field].append((meaning, place))
    return {field: tuple(place for _m, place in sorted(found[field])) for field in found}


def _names(meanings: Sequence[Meaning | None]) -> Iterator[NameColumns]:
    """Yield the participant's name, then the names to fall back to."""
    groups: dict[Whose, dict[str, int]] = {whose: {} for whose in Whose}
    for whose, group in groups.items():
        own = [meaning if meaning and meaning.whose is whose else None for meaning in meanings]
        group.update((field, found[0]) for field, found in _places(own).items() if field in NAMES)
    participant, anybody = groups[Whose.PARTICIPANT], groups[Whose.ANYBODY]
    if participant and len(participant) < 2 and "name" not in participant:
        groups[Whose.ANYBODY] = {}
        groups[Whose.PARTICIPANT] = {**anybody, **participant}
    return (_name_columns(group) for group in groups.values() if group)


def _name_columns(group: Mapping[str, int]) -> NameColumns:
    given, family, whole = (group.get(f) for f in ("given_name", "family_name", "name"))
    either = group.get("surname-or-name")
    if given is not None and family is None:
        family = either
    elif whole is None:
        whole = either
    return NameColumns(given, family, whole)


def _shown_names(names: Sequence[NameColumns]) -> dict[str, int]:
    if not names:
        return {}
    first = names[0]
    in_two = {"given_name": first.given, "family_name": first.family}
    if first.given is None and first.family is None:
        in_two = {"name": first.whole}
    return {field: place for field, place in in_two.items() if place is not None}
