"""Desks for the tests: their clocks, pens and copies, and the people they know."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from db import importing, journal, verify
from db.connection import Copy, open_copy, writing
from db.entries import Entry, Pen, signing_key
from db.events import CheckedIn, CheckInAnnulled, Event, Voucher
from db.finding.finder import Finder
from db.journal import Absorbed
from db.records import CheckInList, Direction, Found, Mark, Registration

EVENT = "rencontres"
DOORS = 1_695_105_000_000  # ms; Tuesday 19 September 2023, 8h30 in Paris
SECOND = 1000
HOUR = 3600 * SECOND
LIST = "accueil"


@dataclass
class Watch:
    """A clock that goes on by a second whenever it is looked at, and can be set."""

    now: int = DOORS

    def __call__(self) -> int:
        self.now += SECOND
        return self.now


@dataclass
class JournalDesk:
    """One desk with its copy and journal, without an event's rules."""

    pen: Pen
    copy: Copy
    watch: Watch = field(default_factory=Watch)
    finder: Finder = field(init=False)

    def __post_init__(self) -> None:
        self.finder = Finder(self.copy)

    @property
    def origin(self) -> str:
        return self.pen.origin

    def append(self, event: Event) -> Entry:
        with writing(self.copy):
            return journal.append(self.copy, self.pen, event)

    def enter(self, who: str, *, at: int | None = None, **others: Any) -> Mark:
        """Check somebody in and return the mark of it."""
        if at is not None:
            self.watch.now = at - SECOND
        return self.append(CheckedIn(who, others.pop("list_id", LIST), **others)).mark

    def leave(self, who: str) -> Mark:
        return self.enter(who, direction=Direction.EXIT)

    def annul(self, who: str, mark: Mark) -> None:
        self.append(CheckInAnnulled(who, mark.origin, mark.number))

    def find(self, text: str, limit: int = 20, *, list_id: str = LIST) -> tuple[Found, ...]:
        """Return who is meant by a text, with everything forgiven that can be."""
        return self.finder.find(text, CheckInList(list_id, list_id), limit)

    def journal(self, after: int = 0) -> list[Entry]:
        return list(journal.read(self.copy, self.origin, after))

    def absorb(self, arrived: Iterable[Entry]) -> Absorbed:
        with writing(self.copy):
            return journal.absorb(self.copy, arrived, self.watch.now)

    def take_in(self, rows: Sequence[Registration], source: str = "liste.csv") -> importing.Changes:
        """Import a list and return what it changed."""
        changes = importing.compare(self.copy, source, rows, ticket)
        with writing(self.copy):
            importing.take_in(self.copy, self.pen, changes)
        return changes

    def close(self) -> None:
        self.finder.close()
        self.copy.close()


def key_of(name: str) -> Ed25519PrivateKey:
    """Return what the desk of this name signs with."""
    return signing_key(hashlib.sha256(name.encode()).digest())


def desk(
    folder: Path,
    name: str = "accueil-1",
    *,
    event: str = EVENT,
    organiser: str = "",
    vouchers: tuple[Voucher, ...] = (),
) -> JournalDesk:
    """Return a desk with a new journal in a copy of its own."""
    watch = Watch()
    pen = Pen(event, f"{name}-k7", name, "Inès", key_of(name), watch, organiser, vouchers)
    opened = JournalDesk(pen, open_copy(folder / f"{name}.db"), watch)
    with writing(opened.copy):
        journal.open_journal(opened.copy, opened.pen)
    return opened


def ticket(seed: str) -> str:
    """Return a code for those whom a list gives none."""
    return hashlib.sha256(seed.encode()).hexdigest()[:16].upper()


def person(given: str, family: str, **others: Any) -> Registration:
    """Return somebody with an id made from the name, unless it is given."""
    return Registration(others.pop("id", f"{given}-{family}".lower()), given, family, **others)


def row(given: str, family: str, **others: Any) -> Registration:
    """Return somebody as a list names them, without an id."""
    return Registration("", given, family, **others)


def everything(copy: Copy) -> dict[str, list[Any]]:
    """Return all that a copy has derived from its journals."""
    return {
        table: copy.execute(question).fetchall()
        for table, (_, question) in verify.PROJECTIONS.items()
    }
