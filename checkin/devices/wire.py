"""Bytes to and from a printer that never block for longer than they are told to."""

import select
import time
from collections.abc import Callable
from typing import Protocol

PIECE = 4096


class WireStalled(Exception):
    """The printer takes no more bytes; `sent` says how many of these it took."""

    def __init__(self, sent: int) -> None:
        super().__init__(sent)
        self.sent = sent


class Wire(Protocol):
    """What a conversation needs; exact about how much has left."""

    def write(self, data: bytes, patience: float) -> None:
        """Send everything, or raise `WireStalled` after `patience` seconds without progress."""

    def read(self, patience: float) -> bytes:
        """Return what the printer says within `patience` seconds, nothing when it keeps silent."""


class HandleWire:
    """A non-blocking handle of the system: a device or a connection."""

    def __init__(
        self, handle: int, send: Callable[[bytes], int], receive: Callable[[int], bytes]
    ) -> None:
        self._handle = handle
        self._send = send
        self._receive = receive

    def write(self, data: bytes, patience: float) -> None:
        """Send piece after piece."""
        sent = 0
        while sent < len(data):
            _, writable, _ = select.select([], [self._handle], [], patience)
            if not writable:
                raise WireStalled(sent)
            try:
                sent += self._send(data[sent : sent + PIECE])
            except BlockingIOError:
                continue
            except OSError as error:
                raise WireStalled(sent) from error

    def read(self, patience: float) -> bytes:
        """Return what there is; who has hung up is silent from now on."""
        deadline = time.monotonic() + patience
        while (left := deadline - time.monotonic()) >= 0:
            readable, _, _ = select.select([self._handle], [], [], left)
            if not readable:
                break
            try:
                if said := self._receive(256):
                    return said
            except BlockingIOError:
                continue
            except OSError:
                break
        return b""
