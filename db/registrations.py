"""Take registrations in; look one up."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from db import arrivals, indexing, owed, roster
from db.connection import Copy
from db.entries import canonical
from db.events import REGISTRATION_FIELDS, plain_registration, registration_of, values_of
from db.folding import fold
from db.records import Registration, Status
from db.roster import Standing, Word


def take_in(copy: Copy, words: Sequence[Word]) -> None:
    """Take in what lists, walk-in forms and desks say of people, in whatever order."""
    if not words:
        return
    before = _standings(copy, list({word.about for word in words}))
    after = dict(before)
    for word in words:
        known = after.get(word.about) or Standing(Registration(word.about))
        after[word.about] = word.taken_in(known)
    _put(copy, before, after)
    _keep_codes(copy, [(word.code, word.about) for word in words if word.code])


def get(copy: Copy, registration_id: str) -> Registration | None:
    """Return one registration as it stands now."""
    row = copy.execute(
        "select * from registration where id = :id and told <> ''", {"id": registration_id}
    ).fetchone()
    return from_row(row) if row else None


def numbered(copy: Copy, numbers: Iterable[int]) -> dict[int, Registration]:
    """Return registrations by the numbers of their rows."""
    rows = copy.execute(
        """
        select registration.* from json_each(:numbers) as asked
        join registration on number = asked.value
        where told <> ''
        """,
        {"numbers": json.dumps(list(numbers))},
    )
    return {row[0]: from_row(row) for row in rows.fetchall()}


def everyone(copy: Copy) -> Iterator[Registration]:
    """Yield every registration, in the order of names."""
    rows = copy.execute(
        """
        select * from registration where told <> ''
        order by family_name, given_name, id
        """
    )
    return (from_row(row) for row in rows)


def as_listed(copy: Copy) -> Iterator[tuple[Registration, Registration]]:
    """Yield everybody as the newest list or walk-in form says, and as they stand now."""
    for row in copy.execute("select * from registration where told <> ''"):
        now = from_row(row)
        yield _listed(row) or now, now


def listed(copy: Copy, ids: Sequence[str]) -> dict[str, tuple[Registration, Registration]]:
    """Return the same of some people, by id."""
    rows = copy.execute(
        """
        select registration.* from json_each(:ids) as asked
        join registration on registration.id = asked.value
        where told <> ''
        """,
        {"ids": json.dumps(list(ids))},
    )
    people = ((from_row(row), row) for row in rows.fetchall())
    return {now.id: (_listed(row) or now, now) for now, row in people}


def answered(copy: Copy, registration_id: str) -> dict[str, str]:
    """Return what somebody answered at desks, by question."""
    standing = _standings(copy, [registration_id]).get(registration_id)
    return roster.answered(standing) if standing else {}


def count(copy: Copy) -> int:
    """Count all registrations, whatever their status."""
    return int(copy.execute("select count(*) from registration where told <> ''").fetchone()[0])


def change(copy: Copy) -> int:
    """Return a number that is another one after anybody was added or changed."""
    return int(copy.execute("select coalesce(max(change), 0) from search").fetchone()[0])


def digest(copy: Copy) -> str:
    """Return a hash that two copies share whose registrations are the same."""
    rows = copy.execute("select * from registration where told <> '' order by id")
    whole = hashlib.sha256()
    for row in rows:
        whole.update(repr(values_of(from_row(row))).encode())
    return whole.hexdigest()[:16]


def by_code(copy: Copy, code: str) -> tuple[Registration, ...]:
    """Return everybody who has or had this code; case, spaces and hyphens do not matter.

    Where several codes differ only by case, those written exactly as asked for come alone.
    """
    rows = copy.execute(
        """
        select code, registration from ticket where folded = :folded order by registration
        """,
        {"folded": folded_code(code)},
    ).fetchall()
    exact = [registration for known, registration in rows if known == code]
    ids = exact or [registration for _, registration in rows]
    return tuple(found for one in ids if (found := get(copy, one)))


def lookalikes(copy: Copy, draft: Registration) -> tuple[Registration, ...]:
    """Return who could be the same person: the same name in either order, or the same e-mail."""
    family, given = fold(draft.family_name), fold(draft.given_name)
    rows = copy.execute(
        """
        select * from registration
        where number in (
                select rowid from search_word where search_word match :words
                union
                select number from registration where email <> '' and email = :email collate nocase
            )
            and told <> ''
        limit 5
        """,
        {"words": _same_name(family, given), "email": draft.email},
    )
    return tuple(from_row(row) for row in rows)


def folded_code(code: str) -> str:
    """Return a code as it is looked up: upper case, nothing but letters and digits."""
    return "".join(filter(str.isalnum, code)).upper()


def from_row(row: tuple[Any, ...]) -> Registration:
    """Return the registration of a whole row, whose columns come in the order of its fields."""
    values = list(row[1:20])
    values[SESSIONS] = tuple(json.loads(values[SESSIONS]))
    values[STATUS] = Status(values[STATUS])
    values[MISSING] = bool(values[MISSING])
    values[EXTRA] = tuple((heading, text) for heading, text in json.loads(values[EXTRA]))
    return Registration(*values)


SESSIONS, STATUS, MISSING, EXTRA = map(
    REGISTRATION_FIELDS.index, ("sessions", "status", "missing", "extra")
)


def _same_name(family: str, given: str) -> str:
    words = [*family.split(), *given.split()]
    return "{family given} : (" + " AND ".join(f'"{word}"' for word in words or ["-"]) + ")"


def _standings(copy: Copy, ids: Sequence[str]) -> dict[str, Standing]:
    rows = copy.execute(
        "select * from registration where id in (select value from json_each(:ids))",
        {"ids": canonical(ids)},
    )
    return {row[1]: _standing(row) for row in rows.fetchall()}


def _standing(row: tuple[Any, ...]) -> Standing:
    told_at, missed_at, corrections, _ = row[20:]
    return Standing(
        _listed(row) or replace(from_row(row), missing=False),
        told_at,
        missed_at,
        {name: (text, stamp) for name, (text, stamp) in json.loads(corrections or "{}").items()},
    )


def _listed(row: tuple[Any, ...]) -> Registration | None:
    return registration_of(json.loads(row[-1])) if row[-1] else None


def _put(copy: Copy, before: Mapping[str, Standing], after: Mapping[str, Standing]) -> None:
    """Write down people and what follows from them, all in a few statements.

    One statement a person would cost the full-text index most of its time.
    """
    people = {one: roster.registration(standing) for one, standing in after.items()}
    copy.conn.executemany(WRITE_ROW, [_row(after[one], people[one]) for one in people])
    found = [who for one, who in people.items() if after[one].told]
    indexing.index(copy, found)
    places = Counter(place for who in found for place in _places(who))
    places.subtract(
        place
        for standing in before.values()
        if standing.told
        for place in _places(roster.registration(standing))
    )
    _count(copy, places)


def _count(copy: Copy, places: Mapping[tuple[str, str, str], int]) -> None:
    changes = [(*place, change) for place, change in places.items() if change]
    copy.conn.executemany(
        """
        insert into headcount (session, category, country, people) values (?, ?, ?, ?)
        on conflict do update set people = people + excluded.people
        """,
        changes,
    )
    if any(change < 0 for *_, change in changes):
        copy.execute("delete from headcount where people = 0")


def _places(who: Registration) -> list[tuple[str, str, str]]:
    return [(session, who.category, who.country) for session in roster.places(who)]


def _row(standing: Standing, now: Registration) -> dict[str, Any]:
    columns = dict(zip(REGISTRATION_FIELDS, values_of(now), strict=True))
    columns["sessions"] = canonical(now.sessions) if now.sessions else "[]"
    columns["extra"] = canonical(now.extra) if now.extra else "[]"
    columns["told"] = standing.told
    columns["missed"] = standing.missing
    columns["corrections"] = columns["listed"] = None
    if standing.corrections:
        columns["corrections"] = canonical(standing.corrections)
        columns["listed"] = canonical(plain_registration(standing.listed))
    return columns


WRITE_ROW = """
    insert into registration
        (id, given_name, family_name, code, organisation, function, category, country, email,
         phone, "order", language, sessions, status, note, companions, source, missing, extra,
         told, missed, corrections, listed)
    values
        (:id, :given_name, :family_name, :code, :organisation, :function, :category, :country,
         :email, :phone, :order, :language, :sessions, :status, :note, :companions, :source,
         :missing, :extra, :told, :missed, :corrections, :listed)
    on conflict (id) do update set
        given_name = :given_name, family_name = :family_name, code = :code,
        organisation = :organisation, function = :function, category = :category,
        country = :country, email = :email, phone = :phone, "order" = :order,
        language = :language, sessions = :sessions, status = :status, note = :note,
        companions = :companions, source = :source, missing = :missing, extra = :extra,
        told = :told, missed = :missed, corrections = :corrections, listed = :listed
    """


def _keep_codes(copy: Copy, named: Iterable[tuple[str, str]]) -> None:
    """Remember every code a person ever had, and give them what was entered under the ticket."""
    codes = [(folded_code(code), code, one) for code, one in named]
    copy.conn.executemany(
        "insert or ignore into ticket (folded, code, registration) values (?, ?, ?)",
        [code for code in codes if code[0]],
    )
    subjects = copy.execute(
        """
        select distinct registration from entry
        where registration in (select value from json_each(:subjects))
        """,
        {"subjects": canonical([arrivals.TICKET_SUBJECT + folded for folded, *_ in codes])},
    )
    entered = [subject for (subject,) in subjects.fetchall()]
    arrivals.refresh(copy, entered)
    for subject in entered:
        holder = arrivals.person_of(copy, subject)
        if get(copy, holder) is not None:
            owed.settle(copy, subject, holder)
