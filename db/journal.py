"""Append our entries, absorb other desks': one path to the same projections."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from db import clock, entries, projection, vouchers
from db.connection import Copy, EntryTooLong
from db.entries import Entry, Pen
from db.events import DeskOpened, Event, Voucher
from db.records import Mark

LONGEST = 32 * 1024  # bytes of a body; what is longer could not be sent on
MOMENT = 48_000  # characters of bodies that are absorbed together: nobody waits longer to write


class Weighed(Protocol):
    """Something with a body, as it is stored or as it travels."""

    @property
    def body(self) -> str | bytes: ...


T = TypeVar("T", bound=Weighed)


@dataclass(frozen=True, slots=True)
class Absorbed:
    """How many entries of others were taken in, wait for an earlier one, or were refused."""

    taken: int = 0
    waiting: int = 0
    refused: int = 0

    def __add__(self, more: "Absorbed") -> "Absorbed":
        return Absorbed(
            self.taken + more.taken, self.waiting + more.waiting, self.refused + more.refused
        )


def open_journal(copy: Copy, pen: Pen) -> None:
    """Make this file the continuation of the pen's journal; its first entry presents the desk."""
    copy.execute(
        """
        insert into pen (only, origin, event, organiser) values (1, :origin, :event, :organiser)
        on conflict (only) do update
            set origin = :origin, event = :event, organiser = :organiser
        """,
        {"origin": pen.origin, "event": pen.event, "organiser": pen.organiser},
    )
    append(copy, pen, DeskOpened(pen.desk, pen.public_key, pen.vouchers))


def origin_of(copy: Copy) -> str | None:
    """Return the origin whose journal this file continues; None in a copy nobody opened yet."""
    row = copy.execute("select origin from pen").fetchone()
    return row[0] if row else None


def reading(copy: Copy) -> int:
    """Return the last reading of this file's clock."""
    row = copy.execute("select clock from pen").fetchone()
    return int(row[0]) if row else 0


def presented(copy: Copy, origin: str) -> DeskOpened | None:
    """Return what an origin presented itself with; None if it never did."""
    row = copy.execute(
        "select name, public_key from desk where origin = :origin", {"origin": origin}
    ).fetchone()
    return DeskOpened(*row) if row else None


def keys(copy: Copy) -> dict[str, str]:
    """Return by origin the key (hex) with which its entries are signed."""
    return dict(copy.execute("select origin, public_key from desk"))


def append(copy: Copy, pen: Pen, event: Event) -> Entry:
    """Write down what just happened here and what follows from it; inside a transaction."""
    (entry,) = append_all(copy, pen, [event])
    return entry


def append_all(copy: Copy, pen: Pen, happened: Sequence[Event]) -> list[Entry]:
    """Write down several things, then at once what follows from all of them."""
    written = [_write(copy, pen, event) for event in happened]
    projection.project(copy, zip(written, happened, strict=True))
    return written


def _write(copy: Copy, pen: Pen, event: Event) -> Entry:
    """Store this file's next entry.

    The file says which journal it continues: while a desk runs it may have had to begin anew.
    """
    origin, last = copy.execute("select origin, clock from pen").fetchone()
    number, previous = top(copy, origin)
    at = pen.now()
    reading = clock.tick(last, at)
    entry = entries.write(replace(pen, origin=origin), number + 1, reading, at, previous, event)
    copy.execute("update pen set clock = :reading", {"reading": reading})
    size = len(entry.body.encode())
    if size > LONGEST:
        raise EntryTooLong(f"{entry.kind}, {size // 1024} KiB")
    _store(copy, [entry])
    return entry


def slices(arrived: Iterable[T], moments: int = 1) -> Iterator[list[T]]:
    """Cut what arrived into parts that take so many moments to absorb."""
    part: list[T] = []
    size = 0
    for one in arrived:
        part.append(one)
        size += len(one.body)
        if size > MOMENT * moments:
            yield part
            part, size = [], 0
    if part:
        yield part


def absorb(copy: Copy, arrived: Iterable[Entry], now: int, *, by_hand: bool = False) -> Absorbed:
    """Take in others' entries, in any order and as often as they come; inside a transaction.

    Whoever brought them `by_hand` answers for the desks that they present.
    """
    known = _Known(copy, by_hand=by_hand)
    waiting = refused = heard = 0
    for first in arrived:
        following = [first]
        while following:
            entry = following.pop()
            if not entry.is_readable:
                refused += _quarantine(copy, _unreadable(entry), "it cannot be read")
                continue
            number, previous = known.top(entry.mark.origin)
            if entry.mark.number <= number:
                refused += _refuse_other_bytes(copy, known, entry)
            elif entry.mark.number > number + 1:
                waiting += _wait(copy, known, entry)
            elif why := _fault(known, entry, previous):
                refused += _quarantine(copy, _row(entry), why)
            else:
                known.take(entry)
                heard = clock.hear(heard, entry.clock, now)
                following += _next_waiting(copy, known, entry)
                following += _vouched_since(copy, known, entry)
    _store(copy, known.taken.values())
    copy.execute("update pen set clock = max(clock, :heard)", {"heard": heard})
    projection.project(copy, ((entry, entry.event) for entry in known.taken.values()))
    return Absorbed(len(known.taken), waiting, refused)


def top(copy: Copy, origin: str) -> tuple[int, str]:
    """Return the last number of a journal known here and that entry's hash; (0, …) for none."""
    row = copy.execute(
        """
        select number, body, signature from entry
        where origin = :origin order by number desc limit 1
        """,
        {"origin": origin},
    ).fetchone()
    return (row[0], Entry(row[1], row[2]).digest) if row else (0, entries.START)


def read(copy: Copy, origin: str, after: int = 0) -> Iterator[Entry]:
    """Yield the entries of one journal behind a number, in order."""
    yield from (
        Entry(body, signature)
        for body, signature in copy.execute(
            """
            select body, signature from entry
            where origin = :origin and number > :after order by number
            """,
            {"origin": origin, "after": after},
        )
    )


def entry_at(copy: Copy, mark: Mark) -> Entry | None:
    """Return the entry at (origin, number), if it is known here."""
    row = copy.execute(
        "select body, signature from entry where origin = :origin and number = :number",
        {"origin": mark.origin, "number": mark.number},
    ).fetchone()
    return Entry(*row) if row else None


def origins(copy: Copy) -> tuple[str, ...]:
    """Return every origin with a journal here."""
    return tuple(row[0] for row in copy.execute("select distinct origin from entry order by 1"))


class _Known:
    """What a batch asks of the copy again and again, and what is taken from it so far."""

    def __init__(self, copy: Copy, *, by_hand: bool) -> None:
        self.taken: dict[Mark, Entry] = {}
        self._copy = copy
        self.with_waiting = {  # the origins of entries that came too early
            origin for (origin,) in copy.execute("select distinct origin from waiting")
        }
        self._tops: dict[str, tuple[int, str]] = {}
        self._desks: dict[str, DeskOpened | None] = {}
        row = copy.execute("select event from pen").fetchone()
        self.event: str | None = row[0] if row else None
        self._organiser = "" if by_hand else vouchers.organiser(copy)
        self._vouchers: set[Voucher] = set()  # of what is taken from the batch

    def top(self, origin: str) -> tuple[int, str]:
        """Return the last number of a journal and that entry's hash."""
        if origin not in self._tops:
            self._tops[origin] = top(self._copy, origin)
        return self._tops[origin]

    def desk(self, entry: Entry) -> DeskOpened | None:
        """Return whose journal this is; the first entry of one says so itself."""
        origin = entry.mark.origin
        if self._desks.get(origin) is None:
            self._desks[origin] = presented(self._copy, origin)
        known = self._desks[origin]
        if known is None and entry.mark.number == 1 and isinstance(entry.event, DeskOpened):
            return entry.event
        return known

    def is_vouched_for(self, origin: str, who: DeskOpened) -> bool:
        """Say whether a journal may be this desk's, as far as the organisers said."""
        if not self._organiser:
            return True
        event = self.event or ""
        said = {*self._vouchers, *who.vouchers, *vouchers.known(self._copy, event, who)}
        return vouchers.vouches(said, self._organiser, event, origin, who)

    def take(self, entry: Entry) -> None:
        """Go on from an entry that will be stored with all others of the batch."""
        self.taken[entry.mark] = entry
        self._tops[entry.mark.origin] = (entry.mark.number, entry.digest)
        if isinstance(entry.event, DeskOpened):
            self._vouchers.update(entry.event.vouchers)
            if entry.mark.number == 1:
                self._desks[entry.mark.origin] = entry.event


def _next_waiting(copy: Copy, known: _Known, entry: Entry) -> list[Entry]:
    """Take out what waited for this entry; of several with that number at most one can follow."""
    if entry.mark.origin not in known.with_waiting:
        return []
    rows = copy.execute(
        """
        delete from waiting where origin = :origin and number = :number
        returning body, signature
        """,
        {"origin": entry.mark.origin, "number": entry.mark.number + 1},
    ).fetchall()
    return [Entry(*row) for row in rows]


def _vouched_since(copy: Copy, known: _Known, entry: Entry) -> list[Entry]:
    """Take out the first entries that were refused until this one brought a voucher for them."""
    if not (isinstance(entry.event, DeskOpened) and entry.event.vouchers):
        return []
    rows = copy.execute(
        "select id, body, signature from quarantine where number = 1 and why = :why",
        {"why": vouchers.UNVOUCHED},
    ).fetchall()
    freed: list[Entry] = []
    for row, body, signature in rows:
        first = Entry(body, signature)
        who = first.event
        if isinstance(who, DeskOpened) and known.is_vouched_for(first.mark.origin, who):
            copy.execute("delete from quarantine where id = :row", {"row": row})
            freed.append(first)
    return freed


def _fault(known: _Known, entry: Entry, previous: str) -> str:
    desk = known.desk(entry)
    if desk is None:
        return "no desk of this origin was ever presented"
    if not entry.signed_by(desk.public_key):
        return "the signature is not this desk's"
    if known.event is not None and entry.fields["ev"] != known.event:
        return "it belongs to another event"
    if entry.mark.number == 1 and not known.is_vouched_for(entry.mark.origin, desk):
        return vouchers.UNVOUCHED
    return "" if entry.previous == previous else "it does not follow on from the entry before it"


def _refuse_other_bytes(copy: Copy, known: _Known, entry: Entry) -> int:
    there = known.taken.get(entry.mark) or entry_at(copy, entry.mark)
    if there == entry:
        return 0
    return _quarantine(copy, _row(entry), "another entry already has this number")


def _store(copy: Copy, taken: Iterable[Entry]) -> None:
    copy.conn.executemany(
        """
        insert into entry (origin, number, body, signature)
        values (:origin, :number, :body, :signature)
        """,
        map(_row, taken),
    )


def _wait(copy: Copy, known: _Known, entry: Entry) -> int:
    known.with_waiting.add(entry.mark.origin)
    return copy.execute(
        """
        insert or ignore into waiting (origin, number, body, signature)
        values (:origin, :number, :body, :signature)
        """,
        _row(entry),
    ).rowcount


def _quarantine(copy: Copy, row: Mapping[str, object], why: str) -> int:
    return copy.execute(
        """
        insert or ignore into quarantine (origin, number, body, signature, why)
        values (:origin, :number, :body, :signature, :why)
        """,
        {**row, "why": why},
    ).rowcount


def _row(entry: Entry) -> dict[str, object]:
    return {
        "origin": entry.mark.origin,
        "number": entry.mark.number,
        "body": entry.body,
        "signature": entry.signature,
    }


def _unreadable(entry: Entry) -> dict[str, object]:
    body = entry.body.encode(errors="replace").decode()
    return {"origin": "", "number": 0, "body": body, "signature": entry.signature}
