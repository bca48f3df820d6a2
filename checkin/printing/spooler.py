"""The loop that empties one queue of the spool into its printer."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from checkin.badge import Badge
from checkin.printing.ahead import Ahead
from checkin.printing.printer import Printer, PrinterState
from checkin.printing.troubles import PrinterStopped, PrinterTrouble, Trouble, Unprintable
from db import queues, spool
from db.connection import Copy, CopyTrouble, translated, writing
from db.records import BadgeJob, JobState

T = TypeVar("T")

ANSWERED = 0.03  # seconds in which the desk paints its answer, before a badge is drawn beside it


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds between looks at an idle printer, and between tries of one in trouble."""

    idle: float = 30.0
    retries: tuple[float, ...] = (1.0, 2.0, 4.0, 8.0)

    def pause(self, tries: int) -> float:
        """Return how long to wait after so many troubles in a row; none is idleness."""
        return self.retries[min(tries, len(self.retries)) - 1] if tries else self.idle


def _milliseconds() -> int:
    return time.time_ns() // 1_000_000


class Spooler:
    """One thread with one connection that prints what is queued for a printer, each job once.

    `badge_for` draws a job's badge or raises `Unprintable`; another thread calls it ahead for the
    next job, so it had better keep what it drew. `record` is called in the transaction
    in which a job becomes sent or printed, with the copy, the job, the printer's name and whether
    the printer confirmed. `on_news` is called from this thread after every change; `warm_up` once,
    from the other, to load what drawing needs.
    """

    def __init__(
        self,
        open_copy: Callable[[], Copy],
        printer: Printer,
        badge_for: Callable[[Copy, BadgeJob], Badge],
        record: Callable[[Copy, BadgeJob, str, bool], None],
        on_news: Callable[[PrinterState], None],
        *,
        queue: str = "",
        now: Callable[[], int] = _milliseconds,
        rhythm: Rhythm = Rhythm(),
        warm_up: Callable[[], object] = lambda: None,
    ) -> None:
        self._open_copy = open_copy
        self._printer = printer
        self._badge_for = badge_for
        self._record = record
        self._on_news = on_news
        self._now = now
        self._rhythm = rhythm
        self._queue = queue
        self._warm_up = warm_up
        self._state = PrinterState(printer.name, queue=queue)
        self._awake = threading.Event()
        self._stopping = threading.Event()
        self._ahead = Ahead(open_copy, badge_for, queue)
        self._thread = threading.Thread(target=self._run, name="spooler", daemon=True)

    def start(self) -> None:
        """Begin to print; the jobs that an earlier run was printing become unknown."""
        self._thread.start()

    def wake(self) -> None:
        """Say that a job was asked for, or that the printer was seen to."""
        self._awake.set()

    def stop(self, patience: float = 30.0) -> bool:
        """End after the badge in hand; False when it is still being printed after `patience`."""
        self.end()
        if self._thread.is_alive():
            self._thread.join(patience)
        return not self._thread.is_alive()

    def end(self) -> None:
        """Take no further badge."""
        self._stopping.set()
        self._awake.set()

    def empty(self) -> PrinterState:
        """Print in the caller's thread instead, until nothing is queued or the first trouble."""
        copy = self._opened()
        try:
            self._tell(copy, self._print_queued(copy))
        finally:
            self._ahead.close()
            copy.close()
        return self._state

    def _run(self) -> None:
        copy: Copy | None = None
        try:
            copy = self._opened()
            self._keep_printing(copy)
        except _Stopping:
            pass
        finally:
            if not self._stopping.is_set():
                self._tell(None, Trouble.DEAD)
            self._ahead.close()
            if copy is not None:
                copy.close()

    def _keep_printing(self, copy: Copy) -> None:
        tries = 0
        self._ahead.warm_up(self._warm_up)
        trouble = self._printer.ready()
        while not self._stopping.is_set():
            if trouble is None:
                trouble = self._print_queued(copy)
            self._tell(copy, trouble)
            tries = tries + 1 if trouble else 0
            woken = self._awake.wait(self._rhythm.pause(tries))
            self._awake.clear()
            if self._stopping.is_set():
                return
            if trouble or not woken:
                trouble = self._printer.ready()
            else:
                self._stopping.wait(ANSWERED)

    def _print_queued(self, copy: Copy) -> Trouble | None:
        while not self._stopping.is_set():
            job = self._kept(lambda: spool.take(copy, self._now(), self._printer.name, self._queue))
            if job is None:
                return None
            trouble = self._print(copy, job)
            if trouble:
                return trouble
            self._tell(copy, None)
        return None

    def _print(self, copy: Copy, job: BadgeJob) -> Trouble | None:
        try:
            badge = self._badge_for(copy, job)
            broken = self._kept(lambda: queues.get(copy, self._queue)).broken
            self._ahead.look()
            sent = self._printer.send(badge, mend=broken)
        except Unprintable as why:
            self._finish(copy, job, JobState.FAILED, why.trouble)
            return None
        except PrinterStopped as why:
            self._finish(copy, job, JobState.UNKNOWN, why.trouble)
            return why.trouble
        except PrinterTrouble as why:
            self._finish(copy, job, JobState.QUEUED, why.trouble)
            return why.trouble
        self._finish(copy, job, JobState.PRINTED if sent.confirmed else JobState.SENT)
        return None

    def _finish(
        self, copy: Copy, job: BadgeJob, state: JobState, trouble: Trouble | None = None
    ) -> None:
        def both() -> None:
            with writing(copy):
                ended = spool.finish(copy, job, state, self._now(), trouble or "")
                if ended and state in {JobState.SENT, JobState.PRINTED}:
                    self._record(copy, job, self._printer.name, state is JobState.PRINTED)

        self._kept(both)

    def _opened(self) -> Copy:
        copy = self._kept(self._open_copy)

        def begin() -> None:
            with writing(copy):
                queues.open_queue(copy, self._queue)
                spool.interrupted(copy, self._now(), self._queue)

        self._kept(begin)
        return copy

    def _kept(self, action: Callable[[], T]) -> T:
        """Do something with the copy, as often as it takes: a printed badge is not forgotten."""
        while True:
            try:
                with translated(self._printer.name):
                    return action()
            except CopyTrouble:
                if self._stopping.is_set():
                    raise _Stopping from None
                self._tell(None, Trouble.COPY)
                self._stopping.wait(self._rhythm.retries[0])

    def _tell(self, copy: Copy | None, trouble: Trouble | None) -> None:
        near_end = self._printer.near_end
        self._state = replace(self._state, trouble=trouble, near_end=near_end)
        if copy is not None:
            counts = dict(self._kept(lambda: spool.states_of(copy, self._queue)))
            known = self._kept(lambda: queues.get(copy, self._queue))
            self._state = replace(
                self._state,
                queued=counts.get(JobState.QUEUED, 0),
                unknown=counts.get(JobState.UNKNOWN, 0),
                failed=counts.get(JobState.FAILED, 0),
                paused=known.paused,
                labels=known.labels,
            )
        self._on_news(self._state)


class _Stopping(Exception):
    """The desk closes while the copy cannot be written."""
