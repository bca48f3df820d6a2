"""What pretix knows of the people here: whose place is which, when they passed, how far we read.

It belongs to this laptop alone: a desk that takes pretix over reads it anew.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.connection import Copy
from db.records import Direction, Registration


@dataclass(frozen=True, slots=True)
class Passing:
    """An entry or exit as pretix lists it; `list` and `device` are its numbers, `at` is ms."""

    list: int
    direction: Direction
    at: int
    device: int = 0


@dataclass(frozen=True, slots=True)
class Position:
    """Somebody's place in an order; `who` is what it says, with an id once they are known."""

    number: int
    secret: str
    who: Registration
    passings: tuple[Passing, ...] = ()
    prints: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """The same as it is kept: by what somebody is known to pretix."""

    number: int
    registration: str
    secret: str
    passings: tuple[Passing, ...] = ()
    prints: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far pretix was read: all changes before `since`, empty when never read to the end.

    While everything is being read, `page` is the next one, `run` counts such readings, and
    `begun` is when pretix made the first page.
    """

    source: str
    since: str = ""
    run: int = 0
    page: int = 0
    begun: str = ""


def cursor(copy: Copy, source: str) -> Cursor:
    """Return how far this pretix was read; another one than before begins anew."""
    row = copy.execute("select source, since, run, page, begun from pretix_cursor").fetchone()
    if row is None or row[0] != source:
        return Cursor(source)
    return Cursor(*row)


def keep_cursor(copy: Copy, cursor: Cursor) -> None:
    """Remember how far it was read; inside the transaction that took it in."""
    copy.execute(
        """
        insert into pretix_cursor (only, source, since, run, page, begun)
        values (1, :source, :since, :run, :page, :begun)
        on conflict (only) do update
        set source = :source, since = :since, run = :run, page = :page, begun = :begun
        """,
        {
            "source": cursor.source,
            "since": cursor.since,
            "run": cursor.run,
            "page": cursor.page,
            "begun": cursor.begun,
        },
    )


def forget(copy: Copy) -> None:
    """Know nothing of any pretix any more."""
    copy.execute("delete from pretix_position")
    copy.execute("delete from pretix_cursor")


def keep(copy: Copy, positions: Iterable[Position], run: int) -> None:
    """Take in places whose people are known here by now."""
    for one in positions:
        copy.execute(
            """
            insert or replace into pretix_position
                (number, registration, secret, passings, prints, run)
            values (:number, :registration, :secret, :passings, :prints, :run)
            """,
            {
                "number": one.number,
                "registration": one.who.id,
                "secret": one.secret,
                "passings": json.dumps(
                    [(p.list, p.direction, p.at, p.device) for p in one.passings]
                ),
                "prints": json.dumps(one.prints),
                "run": run,
            },
        )


def known(copy: Copy, numbers: Sequence[int]) -> dict[int, str]:
    """Return whose each of these places is, for those that are known."""
    rows = copy.execute(
        """
        select pretix_position.number, registration from json_each(:numbers) as asked
        join pretix_position on pretix_position.number = asked.value
        """,
        {"numbers": json.dumps(list(numbers))},
    )
    return dict(rows.fetchall())


def of(copy: Copy, registration: str) -> Place | None:
    """Return somebody's place; None for whoever pretix does not know."""
    row = copy.execute(
        """
        select number, registration, secret, passings, prints from pretix_position
        where registration = :registration order by number desc limit 1
        """,
        {"registration": registration},
    ).fetchone()
    return _place(*row) if row else None


def count(copy: Copy) -> int:
    """Count the people whom pretix knows."""
    return int(copy.execute("select count(*) from pretix_position").fetchone()[0])


def unread(copy: Copy, run: int) -> tuple[str, ...]:
    """Return and forget whom a reading of everything did not come upon."""
    rows = copy.execute(
        "delete from pretix_position where run < :run returning registration", {"run": run}
    )
    return tuple(sorted({row[0] for row in rows.fetchall()}))


def _place(number: int, registration: str, secret: str, passings: str, prints: str) -> Place:
    return Place(
        number,
        registration,
        secret,
        tuple(Passing(a, Direction(b), c, d) for a, b, c, d in json.loads(passings)),
        tuple(json.loads(prints)),
    )
