"""The wires of the printer that is not there: a TCP port, and a terminal in place of a device."""

import os
import select
import socket
import struct
import tempfile
import threading
import time
import tty
from abc import ABC, abstractmethod
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.fake_printer import FakePrinter

TICK = 0.02  # seconds between looks at a printer that has something to do
RESET = struct.pack("ii", 1, 0)


class Line(ABC):
    """One wire and the thread that serves it; it can be switched off and on again."""

    def __init__(self, printer: FakePrinter) -> None:
        self.printer = printer
        self.heard = 0  # bytes over this connection, or since the fault before
        self._stalled_until = 0.0
        self._closing, self._close = socket.socketpair()
        self._power = threading.Lock()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self.switch_on()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._close.close()
        self._thread.join()
        self.switch_off()
        self._closing.close()

    def switch_off(self) -> None:
        """Pull the plug: the line is gone, and with it all that has not come out."""
        with self._power:
            self._disconnect()
            self.printer.power_cycle()

    def switch_on(self) -> None:
        """Put the plug back; the address is the same as before."""
        with self._power:
            self._connect()

    @property
    def stalled(self) -> bool:
        """Whether it takes nothing for now, though more may have come."""
        return time.monotonic() < self._stalled_until

    def _serve(self) -> None:
        while not select.select([self._closing], [], [], 0)[0]:
            with self._power, suppress(OSError):
                self._turn()
            waiting = [self._closing.fileno(), *self._open()]
            with suppress(OSError, ValueError):  # switched off meanwhile
                select.select(waiting, [], [], TICK)

    def _turn(self) -> None:
        """Take what has come and do what is due."""
        now = time.monotonic()
        if self.stalled:
            return
        if not self.printer.full and (data := self._receive()):
            self.heard += len(data)
            answers = self.printer.hear(data, now)
            if self._fails(now):
                return
            self._answer(answers)
        self._answer(self.printer.work(now))

    def _fails(self, now: float) -> bool:
        """Say whether it breaks off here, what it heard notwithstanding."""
        printer = self.printer
        if printer.stall_after is not None and self.heard > printer.stall_after:
            printer.stall_after = None
            self._stalled_until = now + printer.stall_for
            return True
        if printer.reset_after is not None and self.heard > printer.reset_after:
            printer.reset_after = None
            self._reset()
            return True
        return False

    def _open(self) -> list[int]:
        """The handles at which something may come now."""
        return [] if self.printer.full or self.stalled else self._handles()

    @abstractmethod
    def _connect(self) -> None: ...

    @abstractmethod
    def _disconnect(self) -> None: ...

    @abstractmethod
    def _handles(self) -> list[int]: ...

    @abstractmethod
    def _receive(self) -> bytes: ...

    @abstractmethod
    def _answer(self, said: bytes) -> None: ...

    @abstractmethod
    def _reset(self) -> None: ...


class NetworkLine(Line):
    """A TCP port of this machine, one connection at a time as most printers have it."""

    def __init__(self, printer: FakePrinter, host: str = "127.0.0.1", port: int = 0) -> None:
        super().__init__(printer)
        self._place = (host, port)
        self._listening: socket.socket | None = None
        self._line: socket.socket | None = None

    @property
    def address(self) -> str:
        host, port = self._place
        return f"{host}:{port}"

    def _connect(self) -> None:
        listening = socket.create_server(self._place)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._place = listening.getsockname()
        self._listening = listening

    def _disconnect(self) -> None:
        self._reset()
        if self._listening is not None:
            with suppress(OSError):  # at once, though the thread still waits for it
                self._listening.shutdown(socket.SHUT_RDWR)
            self._listening.close()
        self._listening = None

    def _handles(self) -> list[int]:
        one = self._line or self._listening
        return [one.fileno()] if one else []

    def _receive(self) -> bytes:
        if self._line is None:
            if not self._listening or not select.select([self._listening], [], [], 0)[0]:
                return b""
            self._line, _ = self._listening.accept()
            self._line.setblocking(False)
            self.heard = 0
        try:
            data = self._line.recv(4096)
        except BlockingIOError:
            return b""
        except ConnectionError:
            data = b""
        if not data:
            self._line.close()
            self._line = None
        return data

    def _answer(self, said: bytes) -> None:
        if said and self._line is not None:
            with suppress(OSError):  # whoever asked has hung up
                self._line.sendall(said)

    def _reset(self) -> None:
        if self._line is not None:
            self._line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            self._line.close()
            self._line = None


class TerminalLine(Line):
    """A pseudo-terminal that a program opens as it would /dev/usb/lp0 or /dev/ttyUSB0."""

    def __init__(self, printer: FakePrinter) -> None:
        super().__init__(printer)
        self._folder = tempfile.TemporaryDirectory()
        self._link = Path(self._folder.name) / "lp0"
        self._ends: tuple[int, int] | None = None

    @property
    def address(self) -> str:
        return str(self._link)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        super().__exit__(kind, error, at)
        self._folder.cleanup()

    def _connect(self) -> None:
        ours, theirs = os.openpty()
        tty.setraw(theirs)
        os.set_blocking(ours, False)
        self._ends = (ours, theirs)
        self._link.symlink_to(os.ttyname(theirs))

    def _disconnect(self) -> None:
        if self._ends is not None:
            self._link.unlink()
            for end in self._ends:
                os.close(end)
        self._ends = None

    def _handles(self) -> list[int]:
        return [self._ends[0]] if self._ends else []

    def _receive(self) -> bytes:
        try:
            return os.read(self._ends[0], 4096) if self._ends else b""
        except BlockingIOError:
            return b""

    def _answer(self, said: bytes) -> None:
        if said and self._ends:
            os.write(self._ends[0], said)

    def _reset(self) -> None:
        """A cable that is pulled and put back: open handles are dead, the address is the same."""
        self._disconnect()
        self._connect()
