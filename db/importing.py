"""An organiser's list against what is known: who is new, changed, the same, or gone."""

import hashlib
from base64 import b32encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import count, islice
from operator import attrgetter
from typing import TypeVar

from db import journal, registrations
from db.connection import Copy
from db.entries import Pen, canonical
from db.events import (
    REGISTRATION_FIELDS,
    RegistrationsImported,
    RegistrationsMissing,
    values_of,
)
from db.folding import fold
from db.records import Registration

NAMES = len(canonical(REGISTRATION_FIELDS))
WIDEST = 6  # bytes that a character becomes at most
STEP = 5  # blocks; the full-text index writes with each statement, but a scan waits for a step
BLOCK = 24_000  # bytes of registrations an entry may hold, so that a desk can send it on

Key = tuple[str, ...]
Value = TypeVar("Value")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Changes:
    """What an import will do. `new` and `updated` carry their ids, `missing` are ids."""

    source: str
    new: tuple[Registration, ...]
    updated: tuple[Registration, ...]
    unchanged: int
    missing: tuple[str, ...]


def compare(
    copy: Copy, source: str, rows: Sequence[Registration], issue: Callable[[str], str]
) -> Changes:
    """Match the rows of a list (ids empty) with the people known.

    The same code is the same person, and so is the same row; else e-mail and name; name and
    organisation; e-mail and one of the names: each only where it means one person on either side.
    `issue` makes a ticket code from a seed, for those who come without one.
    """
    known = _Known(copy)
    rows = [_with_name(copy, row) for row in rows]
    matched = _match(rows, known)
    codes = {*(code for code, _ in known.pairs()), *(row.code for row in rows)}
    new, updated, unchanged = [], [], 0
    used = set(known.codes)
    for position, row in enumerate(rows):
        before = matched.get(position)
        if before is None:
            fresh = _new_id(row, used)
            code = row.code or _new_code(fresh, codes, issue)
            new.append(replace(row, id=fresh, code=code, source=source))
        elif known.is_same(before, row):
            unchanged += 1
        else:
            code = row.code or known.codes[before]
            updated.append(replace(row, id=before, code=code, source=source))
    gone = known.listed - set(matched.values())
    return Changes(source, tuple(new), tuple(updated), unchanged, tuple(sorted(gone)))


def _with_name(copy: Copy, row: Registration) -> Registration:
    """A row with nothing but a code says how the ticket stands, and no more of its person."""
    if row.given_name or row.family_name:
        return row
    holders = registrations.by_code(copy, row.code)
    if len(holders) == 1:
        sessions = tuple(dict.fromkeys((*holders[0].sessions, *row.sessions)))
        return replace(holders[0], id="", code=row.code, status=row.status, sessions=sessions)
    return replace(row, family_name=row.code)


def compare_known(copy: Copy, source: str, people: Sequence[Registration]) -> Changes:
    """Say who of people whose ids are certain is new or changed; the others are not looked at."""
    known = registrations.listed(copy, [who.id for who in people])
    new = tuple(replace(who, source=source) for who in people if who.id not in known)
    updated = tuple(
        replace(who, source=source)
        for who in people
        if who.id in known and not _says_the_same(*known[who.id], who)
    )
    return Changes(source, new, updated, len(people) - len(new) - len(updated), ())


def _says_the_same(listed: Registration, now: Registration, row: Registration) -> bool:
    if now.missing or row.code not in (listed.code, now.code):
        return False
    return bool(_said_by_a_list(listed) == _said_by_a_list(row))


def take_in(
    copy: Copy, pen: Pen, changes: Changes, progress: Callable[[int], None] = lambda _: None
) -> None:
    """Journal the changes; inside one transaction, so all of it or nothing.

    `progress` hears of how many more people are in.
    """
    before = 0
    for people in blocks_taken_in(copy, pen, changes):
        progress(people - before)
        before = people


def blocks_taken_in(copy: Copy, pen: Pen, changes: Changes) -> Iterator[int]:
    """Journal the changes in steps of a few blocks, and yield after each how many people are in.

    Where it breaks off, the same list once more brings the rest in.
    """
    people = 0
    every = blocks((*changes.new, *changes.updated))
    while some := [RegistrationsImported(changes.source, one) for one in islice(every, STEP)]:
        journal.append_all(copy, pen, some)
        people += sum(len(event.registrations) for event in some)
        yield people
    for start in range(0, len(changes.missing), 500):
        gone = changes.missing[start : start + 500]
        journal.append(copy, pen, RegistrationsMissing(changes.source, gone))
        yield people


def blocks(people: Iterable[Registration]) -> Iterator[tuple[Registration, ...]]:
    """Cut people into blocks that fit one journal entry each."""
    block: list[Registration] = []
    size = 0
    for person in people:
        weight = _weight(person)
        if block and size + weight > BLOCK:
            yield tuple(block)
            block, size = [], 0
        block.append(person)
        size += weight
    if block:
        yield tuple(block)


def fits(person: Registration) -> bool:
    """Say whether one journal entry can hold this person; few texts are long enough to weigh."""
    length = sum(map(len, _texts_of(person))) + sum(map(len, person.sessions))
    length += sum(len(heading) + len(text) for heading, text in person.extra)
    return length * WIDEST < BLOCK or _weight(person) <= BLOCK


_texts_of = attrgetter(*(item.name for item in fields(Registration) if item.type is str))


def _weight(person: Registration) -> int:
    return len(canonical(values_of(person)).encode()) + NAMES


def new_id(key: str) -> str:
    """Return the id that this key has on every desk: 16 letters and digits, 80 bits of SHA-256."""
    return b32encode(hashlib.sha256(key.encode()).digest()[:10]).decode().lower()


WALK_IN = "walk-in"  # the source of people whom no list ever named; none can make them missing

KEYS: tuple[Callable[[Registration], Key], ...] = (
    lambda who: _key(who.email.lower(), fold(who.given_name), fold(who.family_name)),
    lambda who: _key(fold(who.given_name), fold(who.family_name), fold(who.organisation)),
    lambda who: _key(who.email.lower(), fold(who.family_name)),
    lambda who: _key(who.email.lower(), fold(who.given_name)),
)


def _key(*words: str) -> Key:
    """A key of which a part is not known means nobody."""
    return words if all(words) else ()


class _Known:
    """The people of the copy, by fingerprint and code; the rest is read again when needed."""

    def __init__(self, copy: Copy) -> None:
        self._copy = copy
        self.fingerprints: dict[str, int] = {}
        self.codes: dict[str, str] = {}
        self.listed_codes: dict[str, str] = {}
        self.listed: set[str] = set()
        for listed, now in registrations.as_listed(copy):
            self.fingerprints[now.id] = MISSING if now.missing else _fingerprint(listed)
            self.codes[now.id] = now.code
            self.listed_codes[now.id] = listed.code
            if now.source != WALK_IN and not now.missing:
                self.listed.add(now.id)

    def keys(self, key: Callable[[Registration], Key]) -> Iterator[tuple[Key, str]]:
        """Yield what each person is called, on the list and, where a desk put it right, now."""
        for listed, now in registrations.as_listed(self._copy):
            for value in {key(listed), key(now)}:
                yield value, now.id

    def codes_of(self, registration_id: str) -> set[str]:
        """Return the code that opens, and the one that the organiser's list goes on naming."""
        return {self.codes[registration_id], self.listed_codes[registration_id]}

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield each code by which a list may name somebody, and whom."""
        for one in self.codes:
            for code in self.codes_of(one):
                yield code, one

    def is_same(self, registration_id: str, row: Registration) -> bool:
        """A list without codes says nothing against the code that somebody has."""
        if row.code not in ("", *self.codes_of(registration_id)):
            return False
        return self.fingerprints[registration_id] == _fingerprint(row)


_said_by_a_list = attrgetter(*(set(REGISTRATION_FIELDS) - {"id", "code", "source", "missing"}))

MISSING = -1  # the fingerprint of nobody, so that whoever is on the list again is an update


def _match(rows: Sequence[Registration], known: _Known) -> dict[int, str]:
    """Return the known person's id by position of the row."""
    matched: dict[int, str] = {}
    if not known.codes:
        return matched
    marks = [_fingerprint(row) for row in rows]
    codes = [row.code for row in rows]
    new_codes = set(codes) - {"", *known.codes.values(), *known.listed_codes.values()}
    whole = (((code, known.fingerprints[one]), one) for code, one in known.pairs())
    _pair(whole, zip(zip(codes, marks, strict=True), count()), matched)
    # A new code on an old row is the same person's, though the old code may now be another's.
    _pair_alike(known, marks, [code in new_codes for code in codes], matched)
    _pair(known.pairs(), zip(codes, count()), matched)
    _pair_alike(known, marks, [True] * len(marks), matched)
    for key in KEYS:
        _pair(known.keys(key), ((key(row), place) for place, row in enumerate(rows)), matched)
    return matched


def _pair(
    people: Iterable[tuple[Value, str]],
    rows: Iterable[tuple[Value, int]],
    matched: dict[int, str],
) -> None:
    """Match by a value that means one person on either side."""
    taken = set(matched.values())
    places = _grouped((value, place) for value, place in rows if place not in matched and value)
    if not places:
        return
    ids = _grouped((value, one) for value, one in people if value in places and one not in taken)
    for value, found in ids.items():
        if len(found) == len(places[value]) == 1 and found[0] not in taken:
            matched[places[value][0]] = found[0]
            taken.add(found[0])


def _pair_alike(
    known: _Known, marks: Sequence[int], wanted: Sequence[bool], matched: dict[int, str]
) -> None:
    """Match rows that are alike in everything but the code, one after the other."""
    taken = set(matched.values())
    alike = _grouped((mark, one) for one, mark in known.fingerprints.items() if one not in taken)
    for place, mark in enumerate(marks):
        if place not in matched and wanted[place] and (ids := alike.get(mark)):
            matched[place] = ids.pop(0)


def _grouped(pairs: Iterable[tuple[Value, V]]) -> dict[Value, list[V]]:
    groups: dict[Value, list[V]] = {}
    for value, member in pairs:
        groups.setdefault(value, []).append(member)
    return groups


def _fingerprint(who: Registration) -> int:
    return hash(_said_by_a_list(who))


def _new_id(row: Registration, used: set[str]) -> str:
    """Return an id that is free; people alike in everything are told apart by their order."""
    key = row.code or f"{row.email.lower()}|{fold(row.name)}|{fold(row.organisation)}"
    fresh, repetition = new_id(key), 2
    while fresh in used:
        fresh, repetition = new_id(f"{key}#{repetition}"), repetition + 1
    used.add(fresh)
    return fresh


def _new_code(seed: str, used: set[str], issue: Callable[[str], str]) -> str:
    code, repetition = issue(seed), 2
    while code in used:
        code, repetition = issue(f"{seed}#{repetition}"), repetition + 1
    used.add(code)
    return code
