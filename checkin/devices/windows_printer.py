"""A queue of Windows, given raw bytes (pywin32); what it takes is spooled, even with no printer."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from checkin.badge import Badge
from checkin.printing import PrinterAbsent, PrinterStopped, PrinterTrouble, Sent, Trouble

# Bits of the queue's status that its port may know, the gravest first.
STATES = (
    (0x0040_0000, Trouble.COVER_OPEN),
    (0x0000_0010, Trouble.PAPER_OUT),
    (0x0000_000A, Trouble.FAULT),  # error, paper jam
    (0x0000_0081, Trouble.OFFLINE),  # offline, paused
)


class WindowsPrinter:
    """The queue of a name."""

    near_end = False  # it knows of no roll

    def __init__(self, queue: str) -> None:
        if not queue.strip():
            raise ValueError("no queue")
        self._queue = queue.strip()

    @property
    def name(self) -> str:
        """The queue."""
        return self._queue

    def ready(self) -> Trouble | None:
        """Say what the queue knows of its printer, which is often nothing."""
        try:
            with self._opened() as (win32print, queue):
                status: int = win32print.GetPrinter(queue, 2)["Status"]
        except PrinterTrouble as why:
            return why.trouble
        return next((trouble for bits, trouble in STATES if status & bits), None)

    def send(self, badge: Badge, *, mend: bool = False) -> Sent:
        """Give a badge to the queue."""
        if trouble := self.ready():
            raise PrinterTrouble(trouble)
        data = (badge.mend if mend else b"") + badge.data
        sent: int | None = None
        try:
            with self._opened() as (win32print, queue):
                win32print.StartDocPrinter(queue, 1, (badge.name, None, "RAW"))
                sent = 0
                try:
                    while sent < len(data):
                        sent += win32print.WritePrinter(queue, data[sent:]) or _stopped(sent)
                finally:
                    win32print.EndDocPrinter(queue)
        except PrinterAbsent as error:
            if sent is None:
                raise
            raise PrinterStopped(sent) from error
        return Sent(confirmed=False)

    @contextmanager
    def _opened(self) -> Iterator[tuple[Any, Any]]:
        try:
            import win32print
        except ImportError as error:
            raise PrinterAbsent(Trouble.UNSUPPORTED) from error
        try:
            queue = win32print.OpenPrinter(self._queue)
        except _errors() as error:
            raise PrinterAbsent from error
        try:
            try:
                yield win32print, queue
            finally:
                win32print.ClosePrinter(queue)
        except _errors() as error:
            raise PrinterAbsent from error


def _errors() -> type[Exception]:
    import pywintypes

    error: type[Exception] = pywintypes.error
    return error


def _stopped(sent: int) -> int:
    raise PrinterStopped(sent)
