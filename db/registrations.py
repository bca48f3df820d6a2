"""Take registrations in; look one up."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from db import arrivals, indexing, roster
from db.connection import Copy
from db.events import REGISTRATION_FIELDS, plain_registration, registration_of
from db.folding import fold
from db.records import Registration, Status
from db.roster import Standing

COLUMNS = """id, given_name, family_name, code, organisation, function, category, country, email,
    phone, "order", language, sessions, status, note, companions, source, missing, extra"""


def told(copy: Copy, listed: Registration, stamp: str) -> None:
    """Take in what a list or a walk-in form says of one person."""
    before = _standing(copy, listed.id)
    _put(copy, roster.told(before or Standing(listed), listed, stamp), fresh=before is None)
    _keep_code(copy, listed)


def missed(copy: Copy, registration_id: str, stamp: str) -> None:
    """Take in that a newer list no longer names this person."""
    before = _standing(copy, registration_id)
    after = roster.missed(before or Standing(Registration(registration_id)), stamp)
    _put(copy, after, fresh=before is None)


def corrected(copy: Copy, registration_id: str, changes: Mapping[str, str], stamp: str) -> None:
    """Take in what a desk put right."""
    before = _standing(copy, registration_id)
    after = roster.corrected(before or Standing(Registration(registration_id)), changes, stamp)
    _put(copy, after, fresh=before is None)


def get(copy: Copy, registration_id: str) -> Registration | None:
    """Return one registration as it stands now."""
    row = copy.execute(
        f"select {COLUMNS} from registration where id = :id and told <> ''",  # noqa: S608 - the columns are ours
        {"id": registration_id},
    ).fetchone()
    return from_row(row) if row else None


def everyone(copy: Copy) -> Iterator[Registration]:
    """Yield every registration, in the order of names."""
    rows = copy.execute(
        f"""
        select {COLUMNS} from registration where told <> ''
        order by family_name, given_name, id
        """  # noqa: S608 - the columns are ours
    )
    return (from_row(row) for row in rows)


def as_listed(copy: Copy) -> Iterator[Registration]:
    """Yield everybody as the newest list or walk-in form says, before corrections."""
    rows = copy.execute(
        f"select listed, {COLUMNS} from registration where told <> ''"  # noqa: S608 - the columns are ours
    )
    for listed, *columns in rows:
        now = from_row(tuple(columns))
        if listed:
            yield replace(registration_of(json.loads(listed)), missing=now.missing)
        else:
            yield now


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
        f"""
        select {COLUMNS} from registration
        where number in (
                select rowid from search_word where search_word match :words
                union
                select number from registration where email <> '' and email = :email collate nocase
            )
            and told <> ''
        limit 5
        """,  # noqa: S608 - the columns are ours
        {"words": _same_name(family, given), "email": draft.email},
    )
    return tuple(from_row(row) for row in rows)


def folded_code(code: str) -> str:
    """Return a code as it is looked up: upper case, nothing but letters and digits."""
    return "".join(filter(str.isalnum, code)).upper()


def from_row(row: tuple[Any, ...]) -> Registration:
    """Return the registration of a row of COLUMNS."""
    values = dict(zip(REGISTRATION_FIELDS_IN_ROW, row, strict=True))
    values["sessions"] = tuple(json.loads(values["sessions"]))
    values["status"] = Status(values["status"])
    values["missing"] = bool(values["missing"])
    values["extra"] = tuple((heading, text) for heading, text in json.loads(values["extra"]))
    return Registration(**values)


REGISTRATION_FIELDS_IN_ROW = tuple(name.strip(' "\n') for name in COLUMNS.split(","))
assert set(REGISTRATION_FIELDS_IN_ROW) == set(REGISTRATION_FIELDS)


def _same_name(family: str, given: str) -> str:
    words = [*family.split(), *given.split()]
    return "{family given} : (" + " AND ".join(f'"{word}"' for word in words or ["-"]) + ")"


def _standing(copy: Copy, registration_id: str) -> Standing | None:
    row = copy.execute(
        f"select told, missed, corrections, listed, {COLUMNS} from registration where id = :id",  # noqa: S608 - the columns are ours
        {"id": registration_id},
    ).fetchone()
    if row is None:
        return None
    told_at, missed_at, corrections, listed, *columns = row
    return Standing(
        registration_of(json.loads(listed)) if listed else from_row(tuple(columns)),
        told_at,
        missed_at,
        {name: (text, stamp) for name, (text, stamp) in json.loads(corrections or "{}").items()},
    )


def _put(copy: Copy, standing: Standing, *, fresh: bool) -> None:
    now = roster.registration(standing)
    number = _write_row(copy, standing, now)
    if not fresh:
        copy.execute("delete from choice where registration = :id", {"id": now.id})
        copy.execute("delete from search where number = :number", {"number": number})
    if not standing.told:
        return
    for session in now.sessions:
        copy.execute(
            "insert or ignore into choice (registration, session) values (:id, :session)",
            {"id": now.id, "session": session},
        )
    indexing.index(copy, number, now)


def _write_row(copy: Copy, standing: Standing, now: Registration) -> int:
    columns = {name: getattr(now, name) for name in REGISTRATION_FIELDS_IN_ROW}
    columns["sessions"] = json.dumps(now.sessions, ensure_ascii=False)
    columns["extra"] = json.dumps(now.extra, ensure_ascii=False)
    kept = json.dumps(plain_registration(standing.listed), ensure_ascii=False)
    row = copy.execute(
        WRITE_ROW,
        columns
        | {
            "told": standing.told,
            "missed": standing.missing,
            "corrections": json.dumps(standing.corrections) if standing.corrections else None,
            "listed": kept if standing.corrections else None,
        },
    ).fetchone()
    return int(row[0])


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
