"""Printers that are not there: they understand what is sent, answer, and fail when told to."""

import os
import select
import socket
import struct
import threading
import tty
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from PIL import Image, ImageOps

from checkin.badge import Badge
from checkin.printing import PrinterTrouble, Sent, Trouble

RASTER = b"\x1dv0"


@dataclass
class FakePrinter:
    """An ESC/POS printer's head: what it was sent, what came out, how it is.

    What it was sent half is still waiting for the rest when the next connection comes.
    """

    paper_out: bool = False
    cover_open: bool = False
    mute: bool = False
    stall_after: int | None = None
    reset_after: int | None = None
    paper_for: int | None = None
    received: bytearray = field(default_factory=bytearray)
    cuts: list[Image.Image] = field(default_factory=list)
    garbage: bytearray = field(default_factory=bytearray)
    _waiting: bytearray = field(default_factory=bytearray)
    _strips: list[Image.Image] = field(default_factory=list)

    def hear(self, data: bytes) -> bytes:
        """Take bytes in and return what it answers."""
        self.received += data
        if self.paper_for is not None and len(self.received) > self.paper_for:
            self.paper_out = True
        answers = b"".join(
            self._state(data[at + 2])
            for at in range(len(data) - 2)
            if data[at : at + 2] == b"\x10\x04"
        )
        self._waiting += data
        while not (self.paper_out or self.cover_open) and (taken := self._step()) is not None:
            answers += taken
        return b"" if self.mute else answers

    def _state(self, which: int) -> bytes:
        out, opened = self.paper_out, self.cover_open
        bits = {
            1: 0x08 * (out or opened),
            2: 0x20 * out | 0x04 * opened,
            4: 0x60 * out,
        }.get(which, 0)
        return bytes((0x12 | bits,))

    def _step(self) -> bytes | None:
        """Carry out one command; None while it is not all there."""
        data = self._waiting
        if data[:3] == RASTER and len(data) >= 8:
            across, rows = struct.unpack("<HH", data[4:8])
            return self._raster(across, rows)
        for command, length in ((b"\x10\x04", 3), (b"\x1b@", 2), (b"\x1dr", 3), (b"\x1dV", 4)):
            if data[:2] == command and len(data) >= length:
                del data[:length]
                return self._do(command)
        if data[:1] and data[0] not in b"\x10\x1b\x1d":
            if data[0]:
                self.garbage.append(data[0])
            del data[:1]
            return b""
        return None

    def _raster(self, across: int, rows: int) -> bytes | None:
        end = 8 + across * rows
        if len(self._waiting) < end:
            return None
        dots = Image.frombytes("1", (across * 8, rows), bytes(self._waiting[8:end]))
        self._strips.append(ImageOps.invert(dots.convert("L")).convert("1"))
        del self._waiting[:end]
        return b""

    def _do(self, command: bytes) -> bytes:
        if command == b"\x1dV":
            self.cuts.append(_stacked(self._strips))
            self._strips = []
        return b"\x00" if command == b"\x1dr" else b""


def _stacked(strips: list[Image.Image]) -> Image.Image:
    width = max((strip.width for strip in strips), default=1)
    page = Image.new("1", (width, sum(strip.height for strip in strips)), 255)
    top = 0
    for strip in strips:
        page.paste(strip, (0, top))
        top += strip.height
    return page


class NetworkLine:
    """The fake printer at a TCP port of this machine, one connection at a time."""

    def __init__(self, printer: FakePrinter) -> None:
        self.printer = printer
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._closing, self._close = socket.socketpair()
        self._thread = threading.Thread(target=self._serve)

    @property
    def address(self) -> str:
        host, port = self._listening.getsockname()
        return f"{host}:{port}"

    def __enter__(self) -> Self:
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
        self._closing.close()
        self._listening.close()

    def _serve(self) -> None:
        while self._readable(self._listening):
            line, _ = self._listening.accept()
            with line:
                self._listen(line)

    def _listen(self, line: socket.socket) -> None:
        heard = 0
        while self._readable(line):
            try:
                data = line.recv(1024)
            except ConnectionError:
                return
            heard += len(data)
            if not data or self._fails(line, heard):
                return
            if answer := self.printer.hear(data):
                line.sendall(answer)

    def _fails(self, line: socket.socket, heard: int) -> bool:
        if self.printer.stall_after is not None and heard > self.printer.stall_after:
            self.printer.stall_after = None
            select.select([self._closing], [], [], 3)
            return True
        if self.printer.reset_after is not None and heard > self.printer.reset_after:
            self.printer.reset_after = None
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return True
        return False

    def _readable(self, line: socket.socket) -> bool:
        waiting: list[socket.socket] = [line, self._closing]
        ready, _, _ = select.select(waiting, [], [])
        return self._closing not in ready


class TerminalLine:
    """The fake printer behind a pseudo-terminal, which a program opens as it would /dev/usb/lp0."""

    def __init__(self, printer: FakePrinter) -> None:
        self.printer = printer
        self._ours, self._theirs = os.openpty()
        tty.setraw(self._theirs)
        self.address = os.ttyname(self._theirs)
        self._closing, self._close = socket.socketpair()
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Self:
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
        self._closing.close()
        os.close(self._ours)
        os.close(self._theirs)

    def _serve(self) -> None:
        heard = 0
        while True:
            waiting = [self._ours, self._closing.fileno()]
            ready, _, _ = select.select(waiting, [], [])
            if self._closing.fileno() in ready:
                return
            stall = self.printer.stall_after
            if stall is not None and heard > stall:
                self.printer.stall_after = None
                select.select([self._closing], [], [], 3)
            data = os.read(self._ours, 1024)
            heard += len(data)
            if answer := self.printer.hear(data):
                os.write(self._ours, answer)


@dataclass
class ScriptedPrinter:
    """Does what it is told next, then prints; keeps the names of badges that it printed."""

    script: list[Exception] = field(default_factory=list)
    trouble: Trouble | None = None
    confirms: bool = True
    log: list[str] = field(default_factory=list)
    mended: list[bool] = field(default_factory=list)
    name: str = "scripted"

    def ready(self) -> Trouble | None:
        return self.trouble

    def send(self, badge: Badge, *, mend: bool = False) -> Sent:
        if self.trouble:
            raise PrinterTrouble(self.trouble)
        self.mended.append(mend)
        if self.script:
            raise self.script.pop(0)
        self.log.append(badge.name)
        return Sent(self.confirms)


@dataclass
class HangingPrinter:
    """Says on disk that it began a badge, and never ends it."""

    began: Path
    name: str = "hanging"

    def ready(self) -> Trouble | None:
        return None

    def send(self, badge: Badge, *, mend: bool = False) -> Sent:  # noqa: ARG002 - it never gets there
        self.began.write_text(badge.name)
        threading.Event().wait()
        raise AssertionError
