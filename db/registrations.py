"""Take registrations in; look one up."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from db import arrivals, indexing, roster
from db.connection import Copy
from db.entries import canonical
from db.events import REGISTRATION_FIELDS, plain_registration, registration_of
from db.folding import fold
from db.records import Registration, Status
from db.roster import Standing


def told(copy: Copy, listed: Registration, stamp: str) -> None:
    """Take in what a list or a walk-in form says of one person."""
    before = _before(copy, listed.id)
    _put(copy, before, roster.told(before, listed, stamp))
    _keep_code(copy, listed)


def missed(copy: Copy, registration_id: str, stamp: str) -> None:
    """Take in that a newer list no longer names this person."""
    before = _before(copy, registration_id)
    after = roster.missed(before or Standing(Registration(registration_id)), stamp)
    _put(copy, before, after)


def corrected(copy: Copy, registration_id: str, changes: Mapping[str, str], stamp: str) -> None:
    """Take in what a desk put right."""
    before = _before(copy, registration_id)
    after = roster.corrected(before or Standing(Registration(registration_id)), changes, stamp)
    _put(copy, before, after)


def get(copy: Copy, registration_id: str) -> Registration | None:
    """Return one registration as it stands now."""
    row = copy.execute(
        "select * from registration where id = :id and told <> ''", {"id": registration_id}
    ).fetchone()
    return from_row(row) if row else None


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


def count(copy: Copy) -> int:
    """Count all registrations, whatever their status."""
    return int(copy.execute("select count(*) from registration where told <> ''").fetchone()[0])


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


def _before(copy: Copy, registration_id: str) -> Standing | None:
    row = copy.execute(
        "select * from registration where id = :id", {"id": registration_id}
    ).fetchone()
    return _standing(row) if row else None


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


def _put(copy: Copy, before: Standing | None, after: Standing) -> None:
    now = roster.registration(after)
    number = _write_row(copy, after, now)
    if before is not None and before.told:
        _expect_no_more(copy, roster.registration(before))
        copy.execute("delete from search where number = :number", {"number": number})
    if after.told:
        _expect(copy, now)
        indexing.index(copy, number, now)


def _expect(copy: Copy, who: Registration) -> None:
    copy.execute(
        """
        insert into expected (session, category, country, registration)
        select value, :category, :country, :id from json_each(:places)
        """,
        _places(who),
    )


def _expect_no_more(copy: Copy, who: Registration) -> None:
    copy.execute(
        """
        delete from expected
        where session in (select value from json_each(:places))
            and category = :category and country = :country and registration = :id
        """,
        _places(who),
    )


def _places(who: Registration) -> dict[str, str]:
    return {
        "places": canonical(sorted(roster.places(who))),
        "category": who.category,
        "country": who.country,
        "id": who.id,
    }


def _write_row(copy: Copy, standing: Standing, now: Registration) -> int:
    columns = {name: getattr(now, name) for name in REGISTRATION_FIELDS}
    columns["sessions"] = canonical(now.sessions)
    columns["extra"] = canonical(now.extra)
    columns["told"] = standing.told
    columns["missed"] = standing.missing
    columns["corrections"] = columns["listed"] = None
    if standing.corrections:
        columns["corrections"] = canonical(standing.corrections)
        columns["listed"] = canonical(plain_registration(standing.listed))
    (number,) = copy.execute(WRITE_ROW, columns).fetchone()
    return int(number)


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
    returning number
    """


def _keep_code(copy: Copy, listed: Registration) -> None:
    """Remember every code a person ever had, and give them what was entered under the ticket."""
    folded = folded_code(listed.code)
    if not folded:
        return
    copy.execute(
        """
        insert or ignore into ticket (folded, code, registration) values (:folded, :code, :id)
        """,
        {"folded": folded, "code": listed.code, "id": listed.id},
    )
    subject = arrivals.TICKET_SUBJECT + folded
    if copy.execute(
        "select 1 from entry where registration = :subject limit 1", {"subject": subject}
    ).fetchone():
        arrivals.refresh(copy, subject)
