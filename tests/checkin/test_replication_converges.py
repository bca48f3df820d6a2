"""Whatever happens between desks and hubs, in any order: in the end all know everything."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from checkin.replication.deciding import BLOCK
from checkin.replication.ledger import Ledger
from checkin.replication.link import Message, StreamState
from db.entries import Entry
from db.verify import verify
from tests.journals import JournalDesk, desk

DESKS = 3


@dataclass
class Store:
    """A stream as a list: it keeps what it is sent, and may be lost or put back."""

    epoch: int = 0
    kept: list[tuple[bytes, bytes]] = field(default_factory=list)

    @property
    def state(self) -> StreamState:
        return StreamState(f"epoch {self.epoch}", "2023", len(self.kept))

    def read(self, after: int, limit: int) -> Sequence[Message]:
        return [
            Message(after + place, body, signature)
            for place, (body, signature) in enumerate(self.kept[after : after + limit], 1)
        ]

    def send(self, entries: Sequence[Entry]) -> None:
        self.kept += [(entry.body.encode(), entry.signature) for entry in entries]


class Convergence(RuleBasedStateMachine):
    """Desks that write, read and send when chance lets them, over a store that fails."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.desks = [desk(Path(self.folder.name), f"accueil-{n}") for n in range(DESKS)]
        self.ledgers = [Ledger(one.copy, one.copy, one.pen) for one in self.desks]
        self.store = Store()
        self.older: list[tuple[bytes, bytes]] = []
        self.written = DESKS

    @rule(which=st.integers(0, DESKS - 1), who=st.sampled_from(["zoe", "luc", "ana"]))
    def enter(self, which: int, who: str) -> None:
        self.desks[which].enter(who)
        self.written += 1

    @rule(which=st.integers(0, DESKS - 1), limit=st.integers(1, 4))
    def read(self, which: int, limit: int) -> None:
        self._read(which, limit)

    @rule(
        which=st.integers(0, DESKS - 1),
        whose=st.integers(0, DESKS - 1),
        limit=st.integers(1, 4),
        times=st.integers(1, 2),
    )
    def send(self, which: int, whose: int, limit: int, times: int) -> None:
        ledger = self.ledgers[which]
        ledger.meet(self.store.state)
        entries = ledger.unsent(self.desks[whose].origin, 0, limit)
        for _turn in range(times):
            self.store.send(entries)

    @rule()
    def keep_a_copy_of_the_store(self) -> None:
        self.older = list(self.store.kept)

    @rule()
    def put_the_copy_back(self) -> None:
        if self.older == self.store.kept[: len(self.older)]:
            self.store.kept = list(self.older)

    @rule()
    def lose_the_store(self) -> None:
        self.store = Store(self.store.epoch + 1)
        self.older = []

    @rule(junk=st.binary(max_size=20))
    def store_junk(self, junk: bytes) -> None:
        self.store.kept.append((junk, hashlib.sha512(junk).digest()))

    @precondition(lambda self: self.store.kept)
    @rule(chance=st.randoms())
    def repeat_something(self, chance: object) -> None:
        self.store.kept.append(self.store.kept[len(self.store.kept) // 2])
        del chance

    @invariant()
    def nothing_that_was_written_is_lost_here(self) -> None:
        assert sum(len(one.journal()) for one in self.desks) == self.written

    def teardown(self) -> None:
        for _turn in range(2):
            for which in range(DESKS):
                self._read(which, BLOCK)
                for one in self.desks:
                    self.store.send(self.ledgers[which].unsent(one.origin, 0, BLOCK))
        for which in range(DESKS):
            self._read(which, BLOCK)
        held = [
            {other.origin: journal_of(one, other) for other in self.desks} for one in self.desks
        ]
        assert held == [held[0]] * DESKS
        assert sum(map(len, held[0].values())) == self.written
        for one, ledger in zip(self.desks, self.ledgers, strict=True):
            assert ledger.waiting() == 0
            assert verify(one.copy) == ()
            one.close()
        with suppress(OSError):
            self.folder.cleanup()

    def _read(self, which: int, limit: int) -> None:
        ledger, state = self.ledgers[which], self.store.state
        known = ledger.meet(state)
        at_cursor = self.store.read(known.cursor - 1, 1) if known.cursor else ()
        ledger.judge(state, at_cursor[0].digest if at_cursor else None)
        assert ledger.stream is not None
        while messages := self.store.read(ledger.stream.cursor, limit):
            ledger.apply(messages)
            if limit < BLOCK:
                return


def journal_of(one: JournalDesk, other: JournalDesk) -> list[Entry]:
    from db import journal

    return list(journal.read(one.copy, other.origin))


TestConvergence = Convergence.TestCase
TestConvergence.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
