"""How far each desk's journal stands in the hubs' streams, and what is still to be sent there.

A stream is only a way to the other desks: whatever it lacks can be sent to it again from here.
An entry counts as sent when it was read back from the stream with the very bytes kept here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from db.connection import Copy
from db.entries import Entry


@dataclass(frozen=True, slots=True)
class Stream:
    """A hub's stream as it is known here; `cursor` is the last message read, with its digest."""

    id: int
    cursor: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Hole:
    """Entries of one journal that are not here although a later one is."""

    origin: str
    first: int
    count: int


def meet(copy: Copy, epoch: str, created: str, now: int) -> Stream:
    """Return what is known of a stream, as the one last spoken with; inside a transaction."""
    row = copy.execute(
        """
        insert into stream (epoch, created, cursor, digest, met)
        values (:epoch, :created, 0, '', :now)
        on conflict (epoch, created) do update set met = :now
        returning id, cursor, digest
        """,
        {"epoch": epoch, "created": created, "now": now},
    ).fetchone()
    return Stream(*row)


def last_met(copy: Copy) -> Stream | None:
    """Return the stream last spoken with; None on a desk that never had a hub."""
    row = copy.execute("select id, cursor, digest from stream order by met desc limit 1").fetchone()
    return Stream(*row) if row else None


def start_over(copy: Copy, stream: Stream) -> Stream:
    """Forget all that was read from a stream, because its history is another one now."""
    for statement in FORGET:
        copy.execute(statement, {"stream": stream.id})
    return Stream(stream.id)


FORGET = (
    "delete from heard where stream = :stream",
    "delete from heard_ahead where stream = :stream",
    "update stream set cursor = 0, digest = '' where id = :stream",
)


def advance(
    copy: Copy, stream: Stream, cursor: int, digest: str, arrived: Iterable[Entry]
) -> Stream:
    """Note what was read up to a message; in the transaction in which it was absorbed."""
    marks = [
        (stream.id, entry.mark.origin, entry.mark.number, entry.signature)
        for entry in arrived
        if entry.is_readable
    ]
    copy.conn.executemany("insert or ignore into heard_ahead values (?, ?, ?, ?)", marks)
    for origin in sorted({origin for _, origin, *_ in marks}):
        _close_up(copy, stream, origin)
    copy.execute(
        "update stream set cursor = :cursor, digest = :digest where id = :stream",
        {"cursor": cursor, "digest": digest, "stream": stream.id},
    )
    return Stream(stream.id, cursor, digest)


def unheard(copy: Copy, stream: Stream, origin: str, after: int, limit: int) -> tuple[Entry, ...]:
    """Return entries of one journal behind a number that the stream lacks, in order."""
    rows = copy.execute(
        """
        select body, signature from entry
        where origin = :origin and number > max(:after, :top) and not exists (
            select 1 from heard_ahead as ahead
            where ahead.stream = :stream and ahead.origin = entry.origin
                and ahead.number = entry.number and ahead.signature = entry.signature
        )
        order by number limit :limit
        """,
        {
            "stream": stream.id,
            "origin": origin,
            "after": after,
            "top": heard(copy, stream, origin),
            "limit": limit,
        },
    )
    return tuple(Entry(*row) for row in rows)


def heard(copy: Copy, stream: Stream, origin: str) -> int:
    """Return up to which number the stream holds a journal without a hole."""
    row = copy.execute(
        "select number from heard where stream = :stream and origin = :origin",
        {"stream": stream.id, "origin": origin},
    ).fetchone()
    return int(row[0]) if row else 0


def is_heard(copy: Copy, stream: Stream, entry: Entry) -> bool:
    """Say whether the stream is known to hold this entry."""
    if entry.mark.number <= heard(copy, stream, entry.mark.origin):
        return True
    row = copy.execute(
        """
        select 1 from heard_ahead
        where stream = :stream and origin = :origin and number = :number
            and signature = :signature
        """,
        {
            "stream": stream.id,
            "origin": entry.mark.origin,
            "number": entry.mark.number,
            "signature": entry.signature,
        },
    ).fetchone()
    return row is not None


def waiting(copy: Copy, stream: Stream | None) -> int:
    """Count the entries written here that the stream lacks: with no stream, all of them."""
    (count,) = copy.execute(
        """
        select count(*) from pen join entry using (origin)
        where number > coalesce(
                (select heard.number from heard
                 where stream = :stream and heard.origin = pen.origin), 0)
            and not exists (
                select 1 from heard_ahead as ahead
                where ahead.stream = :stream and ahead.origin = entry.origin
                    and ahead.number = entry.number and ahead.signature = entry.signature
            )
        """,
        {"stream": stream.id if stream else None},
    ).fetchone()
    return int(count)


def behind(copy: Copy, stream: Stream) -> tuple[str, ...]:
    """Return the origins of which the stream lacks something that is kept here."""
    rows = copy.execute(
        """
        select desk.origin from desk
        left join heard on heard.origin = desk.origin and stream = :stream
        where (select max(number) from entry where entry.origin = desk.origin)
            > coalesce(heard.number, 0)
        order by desk.origin
        """,
        {"stream": stream.id},
    )
    return tuple(row[0] for row in rows)


def holes(copy: Copy) -> tuple[Hole, ...]:
    """Return what is missing here before entries that wait for it."""
    rows = copy.execute(
        """
        select origin, top + 1, first - top - 1 from (
            select origin, min(number) as first, coalesce(
                (select max(number) from entry where entry.origin = waiting.origin), 0) as top
            from waiting group by origin
        )
        """
    )
    return tuple(Hole(*row) for row in rows)


def tops(copy: Copy) -> dict[str, int]:
    """Return how far each journal is known here."""
    rows = copy.execute(
        """
        select origin, (select max(number) from entry where entry.origin = desk.origin) from desk
        """
    )
    return {origin: top for origin, top in rows if top is not None}


def _close_up(copy: Copy, stream: Stream, origin: str) -> None:
    """Count on from the last hole as far as the stream holds what is kept here."""
    before = heard(copy, stream, origin)
    top = before
    for number in _proved(copy, stream, origin, before):
        if number != top + 1:
            break
        top = number
    if top == before:
        return
    where = {"stream": stream.id, "origin": origin, "top": top}
    copy.execute(
        """
        insert into heard (stream, origin, number) values (:stream, :origin, :top)
        on conflict (stream, origin) do update set number = :top
        """,
        where,
    )
    copy.execute(
        "delete from heard_ahead where stream = :stream and origin = :origin and number <= :top",
        where,
    )


def _proved(copy: Copy, stream: Stream, origin: str, after: int) -> Iterator[int]:
    rows = copy.execute(
        """
        select number from heard_ahead join entry using (origin, number, signature)
        where stream = :stream and origin = :origin and number > :after order by number
        """,
        {"stream": stream.id, "origin": origin, "after": after},
    )
    return (row[0] for row in rows.fetchall())
