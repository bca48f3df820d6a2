"""One connection's life: read the stream, send what it lacks, tell how this desk is."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from checkin.replication import deciding, health
from checkin.replication.asking import Asking
from checkin.replication.deciding import BLOCK, MANY, RESEND, WINDOW, Step
from checkin.replication.health import Health, Seen
from checkin.replication.ledger import Ledger
from checkin.replication.link import Link, LinkLost, Message, SendRefused
from checkin.replication.mending import Mending
from db import journal
from db.connection import CopyTrouble
from db.entries import Entry, check_ahead
from db.journal import Absorbed

TOGETHER = 24  # moments of absorbing between two looks at how far it is
CHECKED = 100  # signatures that one thread checks
BEAT = 5.0  # seconds between two words to the others
LOOK = 5.0  # seconds between two looks at the stream itself
QUIET = (1.0, 3.0)  # seconds of quiet before others' journals are sent, so that one begins


@dataclass(frozen=True, slots=True)
class Condition:
    """What a desk tells of itself that is not in its copy."""

    printer: str = ""
    labels: int | None = None
    pretix: bool = False


@dataclass
class Exchange:
    """What goes on between one desk and its hub while they are connected."""

    link: Link
    ledger: Ledger
    condition: Callable[[], Condition]
    figures: Callable[[], bytes]
    on_change: Callable[[bool], None]  # whether people or arrivals changed, or only the standing
    awake: asyncio.Event = field(default_factory=asyncio.Event)
    desks: dict[str, Seen] = field(default_factory=dict)
    twin: bool = False
    full: bool = False  # whether the hub takes no more
    over: bool = False
    behind: int = 0
    settled: bool = False  # whether all was read at least once
    ours: Health | None = None
    _sent: dict[str, tuple[int, float]] = field(default_factory=dict)
    _looked: float = 0.0
    _relay_at: float | None = None
    _mending: Mending = field(default_factory=Mending)
    _lacking: list[tuple[str, int]] = field(default_factory=list)

    async def run(self) -> None:
        """Go on until the link is lost."""
        state = await self.link.state()
        known = self.ledger.meet(state)
        self.behind = max(0, state.last - known.cursor)
        self.on_change(False)  # noqa: FBT003 - only the standing
        asking = Asking(self.link, self.ledger)
        try:
            async with asyncio.TaskGroup() as tasks:
                for work in (self._read, self._send, self._beat, self._hear, asking.answer):
                    tasks.create_task(self._going_on(work))
        except ExceptionGroup as group:
            expected, _defects = group.split((LinkLost, CopyTrouble))
            if _defects is not None or expected is None:
                raise
            raise expected.exceptions[0] from group

    async def _going_on(self, work: Callable[[], Awaitable[None]]) -> None:
        """Work until the link is lost; its library may end a call as if we had cancelled it."""
        try:
            await work()
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            raise LinkLost from None
        finally:
            self.over = True

    # Reading

    async def _read(self) -> None:
        await self._look()
        while not self.over:
            try:
                async with asyncio.timeout(LOOK):
                    came = await self.link.live()
            except TimeoutError:
                await self._look()
                continue
            cursor = self._cursor()
            fresh = [message for message in came if message.sequence > cursor]
            if not fresh:
                continue
            if deciding.is_next(cursor, [message.sequence for message in fresh]):
                self._applied(self.ledger.apply(fresh))
            else:
                await self._catch_up()
            if time.monotonic() - self._looked > LOOK:
                await self._look()

    async def _look(self) -> None:
        """See whether this is still the same stream, and read what was missed of it."""
        state = await self.link.state()
        self._looked = time.monotonic()
        self.ledger.meet(state)
        cursor = self._cursor()
        at_cursor = await self.link.read(cursor - 1, 1) if 0 < cursor <= state.last else ()
        digest = at_cursor[0].digest if at_cursor else None
        if self.ledger.judge(state, digest) is Step.START_OVER:
            self._sent.clear()
        self.behind = max(0, state.last - self._cursor())
        if self.behind:
            await self._catch_up()
        if not self.settled:
            self.settled = True
            self.awake.set()
            self.on_change(False)  # noqa: FBT003 - only the standing

    async def _catch_up(self) -> None:
        coming = asyncio.ensure_future(self._checked(self._cursor()))
        try:
            while messages := await coming:
                coming = asyncio.ensure_future(self._checked(messages[-1].sequence))
                for part in journal.slices(messages, TOGETHER):
                    await self._apply_aside(part)
                    self.behind = max(0, self.behind - len(part))
                self.on_change(True)  # noqa: FBT003 - people or arrivals changed
        finally:
            coming.cancel()
        self.behind = 0

    async def _checked(self, after: int) -> Sequence[Message]:
        """Read messages and have their signatures checked, while those before are absorbed."""
        messages = await self.link.read(after, BLOCK)
        entries = [message.entry for message in messages]
        keys = self.ledger.keys()
        parts = (entries[start : start + CHECKED] for start in range(0, len(entries), CHECKED))
        await asyncio.gather(*(asyncio.to_thread(check_ahead, part, keys) for part in parts))
        return messages

    async def _apply_aside(self, messages: Sequence[Message]) -> None:
        """Apply in a thread, so that the hub is heard meanwhile; it ends before we do."""
        work = asyncio.ensure_future(asyncio.to_thread(self.ledger.apply, messages))
        try:
            self._applied(await asyncio.shield(work))
        finally:
            await asyncio.wait({work})

    def _applied(self, absorbed: Absorbed) -> None:
        self.on_change(bool(absorbed.taken) and not self.behind)
        self.awake.set()

    def _cursor(self) -> int:
        assert self.ledger.stream is not None
        return self.ledger.stream.cursor

    # Sending

    async def _send(self) -> None:
        while not self.over:
            self.awake.clear()
            if self.settled:
                await self._send_what_it_takes()
            try:
                async with asyncio.timeout(1.0):
                    await self.awake.wait()
            except TimeoutError:
                continue

    async def _send_what_it_takes(self) -> None:
        """Send what the stream lacks; where it has no room left, what waits is tried again."""
        try:
            await self._send_all_of(self.ledger.ours())
            await self._relay()
            await self._mend()
        except SendRefused:
            full = True
        else:
            full = False
        if full != self.full:
            self.full = full
            self.on_change(False)  # noqa: FBT003 - only the standing

    async def _send_all_of(self, origin: str) -> bool:
        """Send what the stream lacks of a journal; whether there was anything."""
        any_sent = False
        while batch := self._next_of(origin):
            any_sent = True
            await self._send_block(batch)
            self._sent[origin] = (batch[-1].mark.number, time.monotonic())
        return any_sent

    def _next_of(self, origin: str) -> tuple[Entry, ...]:
        heard = self.ledger.heard(origin)
        sent, when = self._sent.get(origin, (0, 0.0))
        if sent > heard and time.monotonic() - when > RESEND:
            sent = heard
        if sent - heard >= WINDOW:
            return ()
        return self.ledger.unsent(origin, max(sent, heard), BLOCK)

    async def _send_block(self, batch: tuple[Entry, ...]) -> None:
        try:
            await self.link.send(batch, whole=len(batch) * 2 >= MANY)
        except SendRefused:
            for entry in batch:  # one that the hub has already refuses the whole block
                await self.link.send((entry,), whole=False)

    async def _relay(self) -> None:
        """Send others' journals to a stream that lacks them, when nobody else seems to."""
        lacking = self.ledger.others_behind()
        if not lacking:
            self._relay_at = None
        elif self._relay_at is None:
            self._relay_at = time.monotonic() + random.uniform(*QUIET)  # noqa: S311 - no secret
        elif time.monotonic() > self._relay_at:
            for origin in lacking:
                if await self._send_all_of(origin):
                    break

    async def _mend(self) -> None:
        """Send again what a desk at another site lacks; our own hub keeps it but once."""
        while self._lacking:
            origin, after = self._lacking.pop()
            while batch := self.ledger.behind(origin, after, BLOCK):
                await self.link.send(batch, whole=False)
                after = batch[-1].mark.number

    # Telling and hearing

    async def _beat(self) -> None:
        while not self.over:
            self.ledger.secure()
            state = self.condition()
            self.ours = self.ledger.health(
                state.printer, state.labels, self.behind, pretix=state.pretix
            )
            await self.link.say(self.ours.plain(), self.figures())
            self.on_change(False)  # noqa: FBT003 - only the standing
            await asyncio.sleep(BEAT * random.uniform(0.9, 1.1))  # noqa: S311 - no secret

    async def _hear(self) -> None:
        while not self.over:
            other = health.of_plain(await self.link.heard())
            if other is None:
                continue
            if other.origin == self.ledger.ours():
                continue
            if other.desk == self.ledger.pen.desk:
                self.twin = True
            self._lacking.extend(self._mending.due(other, self.ours.tops if self.ours else {}))
            self.desks[other.desk] = Seen(other, self.ledger.pen.now())
