"""Where everybody stands: the presence projection, and who came last."""

import json
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from db import presence
from db.connection import Copy
from db.entries import Entry
from db.events import CheckedIn
from db.records import Arrival, Direction, Mark, Passage, Presence

# Somebody admitted on a genuine ticket before their registration arrived stands under the code.
TICKET_SUBJECT = "ticket:"


def refresh(copy: Copy, subjects: Iterable[str]) -> None:
    """Fold people's entries anew; a ticket's entries count for whoever alone holds it."""
    people = {one for subject in subjects for one in (subject, *_holders(copy, subject))}
    if not people:
        return
    desks = dict(copy.execute("select origin, name from desk"))
    passed = entries_of(copy, people)
    stands = [
        _row(one) for who in people for one in presence.presences(who, passed.get(who, ()), desks)
    ]
    copy.conn.executemany("delete from presence where registration = ?", [(who,) for who in people])
    copy.conn.executemany(
        """
        insert into presence (registration, list, here, entries, conflict, first, last)
        values (?, ?, ?, ?, ?, ?, ?)
        """,
        stands,
    )


def of_person(copy: Copy, registration_id: str) -> tuple[Presence, ...]:
    """Return where this person stands, on every list they were ever entered on."""
    rows = copy.execute(
        """
        select registration, list, here, entries, conflict, first, last from presence
        where registration = :id order by latest desc
        """,
        {"id": registration_id},
    )
    return tuple(_presence(row) for row in rows)


def on_list(copy: Copy, registration_id: str, list_id: str) -> Presence | None:
    """Return where this person stands on one list; None when never entered."""
    row = copy.execute(
        """
        select registration, list, here, entries, conflict, first, last from presence
        where registration = :id and list = :list
        """,
        {"id": registration_id, "list": list_id},
    ).fetchone()
    return _presence(row) if row else None


def passages(copy: Copy, registration_id: str, list_id: str) -> tuple[Passage, ...]:
    """Return each time that this person passed onto a list, or any list, and was not undone."""
    desks = dict(copy.execute("select origin, name from desk"))
    entries = entries_of(copy, {registration_id}).get(registration_id, ())
    return presence.passages(entries, desks, list_id)


def several_on_list(copy: Copy, ids: Iterable[str], list_id: str) -> dict[str, Presence]:
    """Return where several people stand on one list, by id; without those never entered.

    The cross join is for the order: those asked for are looked up, not the list gone through.
    """
    rows = copy.execute(
        """
        select registration, list, here, entries, conflict, first, last
        from json_each(:ids) as asked
        cross join presence on registration = asked.value and list = :list
        """,
        {"ids": json.dumps(list(ids)), "list": list_id},
    )
    return {row[0]: _presence(row) for row in rows.fetchall()}


def came(copy: Copy, list_id: str) -> tuple[Presence, ...]:
    """Return where everybody stands who ever entered a list, in the order in which they came."""
    rows = copy.execute(
        """
        select registration, list, here, entries, conflict, first, last from presence
        where list = :list and entries > 0 order by at, registration
        """,
        {"list": list_id},
    )
    return tuple(_presence(row) for row in rows.fetchall())


def inside(copy: Copy, list_id: str) -> int:
    """Count who stands on the list now."""
    row = copy.execute(
        "select count(*) from presence where list = :list and here", {"list": list_id}
    ).fetchone()
    return int(row[0])


def latest(copy: Copy, list_id: str, limit: int, *, origin: str = "") -> tuple[Arrival, ...]:
    """Return the newest arrivals on a list, newest first; of one desk's journal if `origin`."""
    rows = copy.execute(
        """
        select presence.registration, given_name, family_name, organisation, last
        from presence left join registration on registration.id = presence.registration
        where list = :list and here
            and (:origin = '' or (
                json_extract(last, '$.mark.origin') = :origin
                and json_extract(last, '$.desk') = (select name from desk where origin = :origin)
            ))
        order by latest desc limit :limit
        """,
        {"list": list_id, "origin": origin, "limit": limit},
    )
    return tuple(_arrival(list_id, *row) for row in rows)


def standing_at(copy: Copy, mark: Mark) -> Arrival | None:
    """Return the check-in at this mark with whose it is; None when it was undone or never was."""
    row = copy.execute(
        """
        select body, signature, name from entry join desk using (origin)
        where origin = :origin and number = :number and kind = 'CheckedIn'
        """,
        {"origin": mark.origin, "number": mark.number},
    ).fetchone()
    if row is None:
        return None
    body, signature, desk = row
    entry = Entry(body, signature)
    event = entry.event
    if not isinstance(event, CheckedIn) or _annulled(copy, event.registration, mark):
        return None
    who = person_of(copy, event.registration)
    given, family, where = copy.execute(
        "select given_name, family_name, organisation from registration where id = :id",
        {"id": who},
    ).fetchone() or (None, None, "")
    return Arrival(
        who,
        _name(given, family, who),
        where,
        event.list_id,
        event.at or entry.at,
        event.door or desk,
        mark,
    )


def subject_at(copy: Copy, mark: Mark) -> str:
    """Return under whom, or under which ticket, the entry at this mark was written."""
    row = copy.execute(
        "select registration from entry where origin = :origin and number = :number",
        {"origin": mark.origin, "number": mark.number},
    ).fetchone()
    return row[0] or "" if row else ""


def person_of(copy: Copy, subject: str) -> str:
    """Return the registration that alone holds the ticket of a subject, else the subject."""
    holders = _holders(copy, subject)
    return holders[0] if len(holders) == 1 else subject


def _annulled(copy: Copy, subject: str, mark: Mark) -> bool:
    found = copy.execute(
        """
        select 1 from entry
        where registration = :subject and kind = 'CheckInAnnulled'
            and json_extract(body, '$.d.origin') = :origin
            and json_extract(body, '$.d.number') = :number
        """,
        {"subject": subject, "origin": mark.origin, "number": mark.number},
    ).fetchone()
    return found is not None


def _holders(copy: Copy, subject: str) -> tuple[str, ...]:
    if not subject.startswith(TICKET_SUBJECT):
        return ()
    rows = copy.execute(
        "select distinct registration from ticket where folded = :folded",
        {"folded": subject.removeprefix(TICKET_SUBJECT)},
    )
    return tuple(row[0] for row in rows)


def entries_of(copy: Copy, people: Iterable[str]) -> dict[str, list[Entry]]:
    """Return the passages of several people; those of a ticket that one alone holds are theirs."""
    rows = copy.execute(
        """
        with asked as materialized (select value as person from json_each(:people)),
        meant as (
            select person, person as subject from asked
            where substr(person, 1, length(:prefix)) <> :prefix or (
                select count(distinct registration) from ticket
                where folded = substr(person, length(:prefix) + 1)
            ) <> 1
            union all
            select person, :prefix || folded from asked join ticket as mine on registration = person
            where not exists (
                select 1 from ticket as other
                where other.folded = mine.folded and other.registration <> mine.registration
            )
        )
        select person, body, signature from meant cross join entry on entry.registration = subject
        where kind in ('CheckedIn', 'CheckInAnnulled')
        """,
        {"people": json.dumps(list(people)), "prefix": TICKET_SUBJECT},
    )
    passed: dict[str, list[Entry]] = {}
    for person, body, signature in rows:
        passed.setdefault(person, []).append(Entry(body, signature))
    return passed


def _row(stands: Presence) -> tuple[object, ...]:
    first = _plain(stands.first)
    last = first if stands.last is stands.first else _plain(stands.last)
    return (
        *(stands.registration, stands.list_id, stands.here, stands.entries, stands.conflict),
        *(first, last),
    )


def _plain(passage: Passage) -> str:
    mark = {"origin": passage.mark.origin, "number": passage.mark.number}
    plain = {name: getattr(passage, name) for name in PASSAGE_FIELDS} | {"mark": mark}
    return _as_json(plain)


PASSAGE_FIELDS = tuple(item.name for item in fields(Passage))
_as_json = json.JSONEncoder(ensure_ascii=False).encode


def _presence(row: tuple[Any, ...]) -> Presence:
    registration, list_id, here, entries, conflict, first, last = row
    return Presence(
        registration, list_id, bool(here), entries, _passage(first), _passage(last), bool(conflict)
    )


def _passage(text: str) -> Passage:
    plain = json.loads(text)
    plain["mark"] = Mark(**plain["mark"])
    plain["direction"] = Direction(plain["direction"])
    return Passage(**plain)


def _arrival(
    list_id: str, subject: str, given: str | None, family: str | None, where: str | None, last: str
) -> Arrival:
    passage = _passage(last)
    name = _name(given, family, subject)
    return Arrival(subject, name, where or "", list_id, passage.at, passage.desk, passage.mark)


def _name(given: str | None, family: str | None, subject: str) -> str:
    """The name of a registration; a ticket's code where there is none yet."""
    if given is None and family is None:
        return subject.removeprefix(TICKET_SUBJECT)
    return f"{given} {family}".strip()
