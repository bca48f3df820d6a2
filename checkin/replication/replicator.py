"""The thread that keeps a desk together with the others, and goes on trying when it cannot."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing, suppress

from checkin.replication.asking import Asking
from checkin.replication.exchange import Condition, Exchange
from checkin.replication.ledger import Ledger
from checkin.replication.link import Link, LinkLost, NotAdmitted
from checkin.replication.standing import Standing
from db.connection import Copy, CopyTrouble
from db.entries import Pen

AGAIN = (0.1, 0.25)  # seconds until a hub that did not answer is tried again
ASK = 0.4  # seconds that the other desks have for an answer


class Replicator:
    """One thread with its own loop and its own connections.

    `on_news` is called from this thread: True when people or arrivals changed, False when only
    the standing did.
    """

    def __init__(
        self,
        link: Link,
        open_copy: Callable[[], Copy],
        pen: Pen,
        on_news: Callable[[bool], None],
        *,
        condition: Callable[[], Condition] = Condition,
        figures: Callable[[Copy], bytes] = lambda _copy: b"{}",
    ) -> None:
        self._link = link
        self._open_copy = open_copy
        self._pen = pen
        self._on_news = on_news
        self._condition = condition
        self._figures = figures
        self._standing = Standing(pen.now())
        self._exchange: Exchange | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="replication", daemon=True)

    @property
    def standing(self) -> Standing:
        """How this desk stood with the others a moment ago."""
        return self._standing

    def start(self) -> None:
        """Begin to look for the hub."""
        self._thread.start()

    def wake(self) -> None:
        """Say that something was written here."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._sendable)

    def stop(self, patience: float = 5.0) -> bool:
        """End at once; what was not sent is sent at the next start."""
        self._stopping.set()
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._cancel)
        if self._thread.is_alive():
            self._thread.join(patience)
        return not self._thread.is_alive()

    def who_knows(self, code: str) -> "Future[tuple[str, ...]]":
        """Ask the other desks about a code; at once nobody while this desk is alone."""
        if self._loop is None or self._standing.alone_since is not None:
            nobody: Future[tuple[str, ...]] = Future()
            nobody.set_result(())
            return nobody
        return asyncio.run_coroutine_threadsafe(self._ask(code), self._loop)

    def _run(self) -> None:
        try:
            with suppress(asyncio.CancelledError), asyncio.Runner() as runner:
                runner.run(self._live())  # stopped while it waits to try again, it ends so
        finally:
            self._alone(admitted=self._standing.admitted)

    async def _live(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(lambda _loop, _context: None)
        self._task = asyncio.current_task()
        tries = 0
        while not self._stopping.is_set():
            try:
                await self._connect()
                tries = 0
            except asyncio.CancelledError:
                return
            except (LinkLost, CopyTrouble) as lost:
                self._alone(admitted=not isinstance(lost, NotAdmitted))
                tries += 1
            await asyncio.sleep(AGAIN[min(tries, len(AGAIN)) - 1])

    async def _connect(self) -> None:
        with closing(self._open_copy()) as copy, closing(self._open_copy()) as absorbing:
            ledger = Ledger(copy, absorbing, self._pen)
            ledger.recall()
            self._waiting(ledger)
            await self._link.open()
            self._exchange = Exchange(
                self._link,
                ledger,
                self._condition,
                lambda: self._figures(copy),
                self._tell,
            )
            try:
                await self._exchange.run()
            finally:
                self._pen = ledger.pen
                self._exchange = None
                await self._link.close()

    async def _ask(self, code: str) -> tuple[str, ...]:
        exchange = self._exchange
        if exchange is None:
            return ()
        try:
            return await Asking(self._link, exchange.ledger).who_knows(code, ASK)
        except LinkLost:
            return ()

    def _sendable(self) -> None:
        if self._exchange is not None:
            self._exchange.awake.set()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _waiting(self, ledger: Ledger) -> None:
        """Count again what waits while there is no hub."""
        since = self._standing.alone_since or self._pen.now()
        self._stand(Standing(since, ledger.waiting(), admitted=self._standing.admitted))

    def _alone(self, *, admitted: bool) -> None:
        since = self._standing.alone_since or self._pen.now()
        self._stand(
            Standing(since, self._standing.waiting, admitted=admitted, desks=self._standing.desks)
        )

    def _tell(self, changed: bool) -> None:  # noqa: FBT001 - as the exchange calls it
        exchange = self._exchange
        if exchange is not None:
            self._stand(
                Standing(
                    None,
                    exchange.ledger.waiting(),
                    exchange.behind,
                    twin=exchange.twin,
                    full=exchange.full,
                    ours=exchange.ours,
                    desks=tuple(exchange.desks[name] for name in sorted(exchange.desks)),
                )
            )
        if changed:
            self._on_news(True)  # noqa: FBT003 - people or arrivals changed

    def _stand(self, standing: Standing) -> None:
        if standing != self._standing:
            self._standing = standing
            self._on_news(False)  # noqa: FBT003 - only the standing
