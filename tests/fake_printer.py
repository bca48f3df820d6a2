"""An ESC/POS printer that is not there: it understands, answers, prints, and fails when told to.

It is one head without a wire; tests/fake_lines.py puts it at a port or behind a terminal. What it
answers is Epson's: real-time requests at once, even within a picture, even without paper; the rest
in its turn, once everything before it is out.
"""

import struct
from dataclasses import dataclass, field

from PIL import Image, ImageOps

RASTER = b"\x1dv0"
REAL_TIME = b"\x10\x04"
CUTS = (b"\x1dV\x41", b"\x1dV\x42", b"\x1dV\x61", b"\x1dV\x62")
ROWS_PER_MM = 8
# Commands of a fixed length that change nothing a test looks at, by their first two bytes.
LENGTHS = (
    dict.fromkeys((b"\x1b@", b"\x1b2", b"\x1c.", b"\x1c&", b"\x1bL"), 2)
    | dict.fromkeys((b"\x10\x04", b"\x10\x05", b"\x12#", b"\x1dr", b"\x1da", b"\x1dI"), 3)
    | dict.fromkeys((b"\x1bJ", b"\x1bd", b"\x1ba", b"\x1bM", b"\x1b ", b"\x1bt", b"\x1bR"), 3)
    | dict.fromkeys((b"\x1b3", b"\x1bE", b"\x1b!", b"\x1b{", b"\x1d!", b"\x1dB", b"\x1b-"), 3)
    | dict.fromkeys((b"\x1dP", b"\x1dL", b"\x1dW", b"\x1b$", b"\x1cS"), 4)
    | {b"\x1b7": 5}
)


@dataclass
class FakePrinter:
    """How it is, which may change at any time, and what it was sent and what came out.

    What it was sent half waits for the rest when the next connection comes. A `mute` one prints
    and answers nothing. `room` is what it takes before somebody must wait; `mm_per_second` of 0 is
    at once. The last four happen once, after so many bytes since they were told.
    """

    cover_open: bool = False
    paper_out: bool = False
    near_end: bool = False
    paused: bool = False
    broken: bool = False
    mute: bool = False
    mm_per_second: float = 0
    room: int = 65_536
    paper_for: int | None = None
    stall_after: int | None = None
    stall_for: float = 3.0
    reset_after: int | None = None

    received: bytearray = field(default_factory=bytearray)
    cuts: list[Image.Image] = field(default_factory=list)
    jobs: list[bytes] = field(default_factory=list)
    garbage: bytearray = field(default_factory=bytearray)

    _waiting: bytearray = field(default_factory=bytearray)
    _last: bytes = b""
    _strips: list[Image.Image] = field(default_factory=list)
    _burnt: bytearray = field(default_factory=bytearray)
    _free_at: float = 0
    _tells: bool = False
    _told: bytes = b""

    @property
    def online(self) -> bool:
        """Whether it prints what it is sent."""
        return not (self.cover_open or self.paper_out or self.paused or self.broken)

    @property
    def full(self) -> bool:
        """Whether it takes no more for now."""
        return len(self._waiting) >= self.room

    @property
    def busy(self) -> bool:
        """Whether there is something to do once time has passed or somebody has seen to it."""
        return bool(self._waiting) or self._tells

    def hear(self, data: bytes, now: float = 0) -> bytes:
        """Take bytes in and return what it answers."""
        self.received += data
        if self.paper_for is not None and len(self.received) > self.paper_for:
            self.paper_for = None
            self.paper_out = True
        seen = self._last + data
        self._last = seen[-2:]
        answers = self._at_once(seen, now)
        self._waiting += data
        done = self.work(now)
        return b"" if self.mute else answers + done

    def work(self, now: float) -> bytes:
        """Do what is due and return what it answers by the way."""
        answers = b""
        while self.online and now >= self._free_at and (done := self._step(now)) is not None:
            answers += done
        if self._tells and self._told != self._automatic():
            self._told = self._automatic()
            answers += self._told
        return b"" if self.mute else answers

    def power_cycle(self) -> None:
        """Forget everything but what came out."""
        self._waiting.clear()
        self._strips.clear()
        self._burnt.clear()
        self._last = b""
        self._tells = False

    def _at_once(self, seen: bytes, now: float) -> bytes:  # noqa: ARG002 - other languages tell of it
        """Answer what is asked in what came, two bytes of before included."""
        return b"".join(
            self._state(seen[at + 2])
            for at in range(len(seen) - 2)
            if seen[at : at + 2] == REAL_TIME
        )

    def _state(self, which: int) -> bytes:
        bits = {
            1: 0x08 * (not self.online),
            2: 0x04 * self.cover_open | 0x20 * self.paper_out | 0x40 * self.broken,
            3: 0x08 * self.broken,
            4: 0x60 * self.paper_out | 0x0C * (self.near_end or self.paper_out),
        }.get(which)
        return b"" if bits is None else bytes((0x12 | bits,))

    def _automatic(self) -> bytes:
        """The four bytes that it pushes whenever something changes, once it was asked to."""
        return bytes(
            (
                0x10 | 0x20 * self.cover_open | 0x08 * (not self.online),
                0x08 * self.broken,
                0x0C * self.paper_out | 0x03 * (self.near_end or self.paper_out),
                0x0F,
            )
        )

    def _paper(self) -> bytes:
        return bytes((0x0C * self.paper_out | 0x03 * (self.near_end or self.paper_out),))

    def _step(self, now: float) -> bytes | None:
        """Carry out one command; None while it is not all there."""
        data = self._waiting
        if data[:3] == RASTER:
            return self._raster(now) if len(data) >= 8 else None
        if data[:1] and data[0] in b"\x10\x12\x1b\x1c\x1d":
            length = self._length()
            if length is None or len(data) < length:
                return None
            return self._do(bytes(self._taken(length)))
        if not data:
            return None
        byte = self._taken(1)
        if byte[0]:
            self.garbage += byte
        return b""

    def _length(self) -> int | None:
        data = self._waiting
        if data[1:2] == b"(":
            return 5 + struct.unpack("<H", data[3:5])[0] if len(data) >= 5 else None
        if data[:2] == b"\x1dV":
            return (4 if bytes(data[:3]) in CUTS else 3) if len(data) >= 3 else None
        return LENGTHS.get(bytes(data[:2]), 1) if len(data) >= 2 else None

    def _taken(self, length: int) -> bytearray:
        taken = self._waiting[:length]
        del self._waiting[:length]
        return taken

    def _raster(self, now: float) -> bytes | None:
        across, rows = struct.unpack("<HH", self._waiting[4:8])
        end = 8 + across * rows
        if len(self._waiting) < end:
            return None
        strip = self._taken(end)
        dots = Image.frombytes("1", (across * 8, rows), bytes(strip[8:]))
        self._strips.append(ImageOps.invert(dots.convert("L")).convert("1"))
        self._burnt += strip
        if self.mm_per_second:
            self._free_at = max(now, self._free_at) + rows / ROWS_PER_MM / self.mm_per_second
        return b""

    def _do(self, command: bytes) -> bytes:
        kind = command[:2]
        if len(command) == 1:
            self.garbage += command
        elif kind == b"\x1dV":
            self._cut(command)
        elif kind == b"\x1da":
            self._tells, self._told = command[2] > 0, b""
        elif kind == b"\x1dI":
            return {0x42: b"_EPSON\x00", 0x43: b"_TM-T20III\x00"}.get(command[2], b"\x02")
        elif command[2:3] in (b"\x01", b"1") and kind == b"\x1dr":
            return self._paper()
        return b""

    def _cut(self, command: bytes) -> None:
        self.cuts.append(_stacked(self._strips))
        self.jobs.append(bytes(self._burnt) + command)
        self._strips.clear()
        self._burnt.clear()


def _stacked(strips: list[Image.Image]) -> Image.Image:
    width = max((strip.width for strip in strips), default=1)
    page = Image.new("1", (width, sum(strip.height for strip in strips)), 255)
    top = 0
    for strip in strips:
        page.paste(strip, (0, top))
        top += strip.height
    return page
