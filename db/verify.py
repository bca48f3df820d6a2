"""Prove the copy: the journals are whole and signed, and everything else follows from them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from db import entries, journal, peers, projection
from db.connection import Copy, open_copy, reading
from db.entries import Entry
from db.events import DeskOpened

# Each projection in the order of its key, which is its first so many columns.
PROJECTIONS = {
    "desk": (1, "select origin, name, public_key from desk order by 1"),
    "voucher": (2, "select words, signature from voucher order by 1, 2"),
    "registration": (
        1,
        """
        select id, given_name, family_name, code, organisation, function, category, country, email,
            phone, "order", language, sessions, status, note, companions, source, missing, extra,
            told, missed, corrections, listed
        from registration order by id
        """,
    ),
    "ticket": (3, "select registration, folded, code from ticket order by 1, 2, 3"),
    "revoked": (1, "select folded, code, reason, at, stamp from revoked order by 1"),
    "rotation": (1, "select fingerprint, sealed, keeps_older, stamp from rotation order by 1"),
    "headcount": (
        3,
        "select session, category, country, people from headcount order by 1, 2, 3",
    ),
    "presence": (
        2,
        """
        select registration, list, here, entries, conflict, first, last
        from presence order by 1, 2
        """,
    ),
    "search": (
        1,
        """
        select id, family, given, search.organisation, search.function, search.category, codes,
            mail, answers
        from search join registration using (number) order by id
        """,
    ),
}

# What the full-text index holds; each word and column, with the number of registrations.
WORDS = "create virtual table temp.word using fts5vocab (main, search_word, col)"
INDEXED = {"word": (2, "select term, col, doc from temp.word order by 1, 2")}

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it should be: where, and what."""

    place: str
    what: str


def verify(copy: Copy) -> tuple[Fault, ...]:
    """Return everything that is wrong with the copy, as it is at this moment; nothing if sound."""
    with reading(copy):
        return (*_file(copy), *_journals(copy), *_projections(copy))


def left_aside(copy: Copy) -> tuple[Fault, ...]:
    """Return the entries that were refused, and what is missing before those that wait.

    They are no fault of this copy: it is sound without them.
    """
    refused = copy.execute(
        """
        select quarantine.origin, quarantine.number, why from quarantine order by id
        """
    ).fetchall()
    return (
        *(Fault(f"refused {origin or '?'} {number}", why) for origin, number, why in refused),
        *(
            Fault(f"waiting {hole.origin}", f"{hole.count} entries from {hole.first} are not here")
            for hole in peers.holes(copy)
        ),
    )


def _file(copy: Copy) -> Iterator[Fault]:
    for (said,) in copy.execute("pragma integrity_check"):
        if said != "ok":
            yield Fault("file", said)
    for table, row, parent, _ in copy.execute("pragma foreign_key_check"):
        yield Fault(table, f"row {row} points to nothing in {parent}")


def _journals(copy: Copy) -> Iterator[Fault]:
    for origin in journal.origins(copy):
        yield from _journal(copy, origin)


def _journal(copy: Copy, origin: str) -> Iterator[Fault]:
    expected, previous, public_key = 1, entries.START, ""
    for entry in journal.read(copy, origin):
        place = f"entry {origin} {entry.mark.number}"
        if not entry.is_readable:
            yield Fault(place, "it cannot be read")
        elif isinstance(entry.event, DeskOpened) and not public_key:
            public_key = entry.event.public_key
        if entry.mark.number != expected:
            yield Fault(place, f"entry {expected} is missing before it")
        elif entry.previous != previous:
            yield Fault(place, "the hash of the entry before it does not match")
        if not entry.signed_by(public_key):
            yield Fault(place, "the signature does not match")
        expected, previous = entry.mark.number + 1, entry.digest


def _projections(copy: Copy) -> Iterator[Fault]:
    with TemporaryDirectory(prefix="checkin-verify-") as folder:
        rebuilt = open_copy(Path(folder) / "rebuilt.db")
        try:
            rebuilt.execute("pragma synchronous = off")
            rebuild(copy, rebuilt)
            for one in (copy, rebuilt):
                one.execute(WORDS)
            for table, (key, question) in (PROJECTIONS | INDEXED).items():
                stored, derived = copy.execute(question), rebuilt.execute(question)
                columns = [column[0] for column in stored.description]
                for ours, theirs in _pairs(stored, derived, key):
                    yield from _difference(table, columns, ours, theirs)
        finally:
            copy.execute("drop table if exists temp.word")
            rebuilt.close()


def rebuild(copy: Copy, fresh: Copy) -> None:
    """Derive all projections of a copy's journals again, in an empty copy."""
    fresh.execute("begin")
    rows = copy.execute("select body, signature from entry order by origin, number")
    for body, signature in rows:
        entry = Entry(body, signature)
        if not entry.is_readable:
            continue
        fresh.execute(
            """
            insert or ignore into entry (origin, number, body, signature)
            values (:origin, :number, :body, :signature)
            """,
            {
                "origin": entry.mark.origin,
                "number": entry.mark.number,
                "body": body,
                "signature": signature,
            },
        )
        projection.project(fresh, [(entry, entry.event)])
    fresh.commit()


def _pairs(
    stored: Iterable[Row], derived: Iterable[Row], key: int
) -> Iterator[tuple[Row | None, Row | None]]:
    """Walk two tables in the order of their keys, a row of each where both have that key."""
    ours, theirs = iter(stored), iter(derived)
    left, right = next(ours, None), next(theirs, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left[:key] < right[:key]):
            yield left, None
            left = next(ours, None)
        elif left is None or right[:key] < left[:key]:
            yield None, right
            right = next(theirs, None)
        else:
            yield left, right
            left, right = next(ours, None), next(theirs, None)


def _difference(
    table: str, columns: Sequence[str], ours: Row | None, theirs: Row | None
) -> Iterator[Fault]:
    if theirs is None:
        yield Fault(table, f"{_told(ours)} does not follow from the journals")
    elif ours is None:
        yield Fault(table, f"{_told(theirs)} follows from the journals and is not here")
    else:
        for column, here, said in zip(columns, ours, theirs, strict=True):
            if here != said:
                yield Fault(
                    f"{table} {ours[0]}", f"{column} is {here!r}, the journals say {said!r}"
                )


def _told(row: Row | None) -> str:
    return " ".join(str(value) for value in row or () if value is not None)[:200]
