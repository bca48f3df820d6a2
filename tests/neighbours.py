"""Desks that replicate over a real hub, in this process: a journal, and a replicator beside it."""

import hashlib
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from checkin.devices.nats_link import NatsLink
from checkin.replication import Replicator, Standing
from db import journal
from db.connection import Copy, open_copy, open_for_others
from db.entries import Entry, Pen, signing_key
from db.events import CheckedIn
from db.records import Mark
from tests.journals import EVENT, LIST, JournalDesk, Watch, desk
from tests.relays import TestHub

PATIENCE = 30.0


@dataclass
class Neighbour:
    """One desk among others; what it writes goes to the hub at once."""

    name: str
    file: Path
    below: JournalDesk
    replicator: Replicator
    news: threading.Condition = field(default_factory=threading.Condition)

    def enter(self, who: str) -> Mark:
        """Check somebody in and let it be sent."""
        mark = self.below.enter(who)
        self.replicator.wake()
        return mark

    def close(self) -> None:
        assert self.replicator.stop()
        self.below.close()

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for news until a condition holds."""
        with self.news:
            assert self.news.wait_for(holds, PATIENCE), (self.name, self.replicator.standing)

    @property
    def standing(self) -> Standing:
        return self.replicator.standing

    def knows(self, *marks: Mark) -> bool:
        """Say whether these entries are on its disk, seen by a connection of its own."""
        with closing(look(self.file)) as copy:
            return all(journal.entry_at(copy, mark) is not None for mark in marks)

    def journals(self) -> dict[str, list[Entry]]:
        """Return all journals that are on its disk."""
        with closing(look(self.file)) as copy:
            return {origin: list(journal.read(copy, origin)) for origin in journal.origins(copy)}


def look(file: Path) -> Copy:
    return open_copy(file, read_only=True, checked=True)


def neighbour(folder: Path, hub: TestHub, name: str) -> Neighbour:
    """Open a desk, new or as it was left, and let it look for the hub."""
    file = folder / f"{name}.db"
    below = left(file, name) if file.exists() else desk(folder, name)
    return joined(below, file, hub, name)


def left(file: Path, name: str) -> JournalDesk:
    """Open a desk as it was left, in whatever journal it went on."""
    copy, watch = open_copy(file), Watch()
    key = signing_key(hashlib.sha256(name.encode()).digest())
    pen = Pen(EVENT, journal.origin_of(copy) or "", name, "Inès", key, watch)
    return JournalDesk(pen, copy, watch)


def joined(below: JournalDesk, file: Path, hub: TestHub, name: str) -> Neighbour:
    news = threading.Condition()

    def tell(_changed: bool) -> None:
        with news:
            news.notify_all()

    replicator = Replicator(
        NatsLink(hub.member(name)), lambda: open_for_others(file), below.pen, tell
    )
    replicator.start()
    return Neighbour(name, file, below, replicator, news)


def alike(*neighbours: Neighbour) -> bool:
    """Say whether all hold the same journals, byte for byte."""
    first, *others = [one.journals() for one in neighbours]
    return all(other == first for other in others)


def together(*neighbours: Neighbour) -> None:
    """Wait until all hold the same journals and nothing waits."""
    for one in neighbours:
        one.until(lambda one=one: one.standing.alone_since is None and not one.standing.waiting)  # type: ignore[misc] # the default binds this desk
        one.until(lambda: alike(*neighbours))


__all__ = ["EVENT", "LIST", "CheckedIn", "Neighbour", "alike", "joined", "neighbour", "together"]
