"""Label printers that are not there: one that speaks Brother's raster, one that speaks ZPL.

What comes out is decoded by the readers that come with brother_ql and zebrafy. What they answer is
as Brother's raster command reference and Zebra's ZPL guide have it.
"""

import io
import re
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from brother_ql.reader import BrotherQLReader
from PIL import Image
from zebrafy.zebrafy_zpl import ZebrafyZPL

from tests.fake_printer import FakePrinter

# Brother's commands by how they begin: how long they are.
LENGTHS = {b"\x1b@": 2, b"\x1bia": 4, b"\x1biS": 3, b"\x1biz": 13, b"\x1biM": 4} | {
    b"\x1biA": 4,
    b"\x1biK": 4,
    b"\x1bid": 5,
    b"M": 2,
    b"Z": 1,
    b"\x1a": 1,
}
ROW = b"g\x00"
BEYOND = 12  # dots of the head right of a label of 62 mm, as far as the picture is left of it
BROTHERS_ROWS_PER_MM = 11.8
ASKED, PRINTED, ERROR, PHASE = 0, 1, 2, 6  # kinds of Brother's answers


@dataclass
class FakeBrother(FakePrinter):
    """A QL; `holds` is the width and the length of its label, `pages` is all that its head burns.

    What it cuts is seen as on a label of 62 mm.
    """

    holds: tuple[int, int] = (62, 0)
    pages: list[Image.Image] = field(default_factory=list)
    _wants: tuple[int, int] = (62, 0)
    _complained: int = 0
    _job: bytearray = field(default_factory=bytearray)

    def work(self, now: float) -> bytes:
        """Do what is due; what is wrong while there is something to print is told once."""
        done = super().work(now)
        complaint = self._errors() if self._job or len(self._waiting) > len(b"\x1biS") else 0
        if complaint and complaint != self._complained and not self.mute:
            done += self._answer(ERROR, complaint)
        self._complained = complaint
        return done

    def power_cycle(self) -> None:
        super().power_cycle()
        self._job.clear()

    def _errors(self) -> int:
        return 0x0010 * self.cover_open | 0x0100 * self.paper_out | 0x0400 * self.broken

    def _answer(self, kind: int, errors: int, phase: int = 0) -> bytes:
        width, length = self.holds
        told = bytearray(32)
        told[:5] = b"\x80\x20B4A"
        told[8:10] = errors.to_bytes(2)
        told[10], told[11], told[17] = width, 0x0B if length else 0x0A, length
        told[18], told[19] = kind, phase
        return bytes(told)

    def _at_once(self, seen: bytes, now: float) -> bytes:  # noqa: ARG002 - the same at any time
        return seen.count(b"\x1biS") * self._answer(ASKED, self._errors())

    def _step(self, now: float) -> bytes | None:
        data = self._waiting
        if data[:1] == b"\x00":
            self._job += self._taken(1)
            return b""
        if data[:1] == ROW[:1]:
            length: int | None = 3 + data[2] if len(data) > 2 else None
        else:
            fitting = (size for start, size in LENGTHS.items() if data.startswith(start))
            length = next(fitting, None if len(data) < 3 else 1)
        if length is None or len(data) < length:
            return None
        command = bytes(self._taken(length))
        if length == 1 and command not in LENGTHS:
            self.garbage += command
            return b""
        if command == b"\x1b@":
            self._job.clear()
        self._job += command
        if command.startswith(b"\x1biz"):
            self._wants = (command[5], command[6])
        return self._print(now) if command == b"\x1a" else b""

    def _print(self, now: float) -> bytes:
        job = bytes(self._job)
        self._job.clear()
        if self._wants != self.holds:
            return self._answer(ERROR, 0x0001)
        page = _page_of(job)
        self.jobs.append(job)
        self.pages.append(page)
        self.cuts.append(page.crop((BEYOND, 0, page.width - BEYOND, page.height)))
        if self.mm_per_second:
            took = page.height / BROTHERS_ROWS_PER_MM / self.mm_per_second
            self._free_at = max(now, self._free_at) + took
        return self._answer(PHASE, 0, 1) + self._answer(PRINTED, 0) + self._answer(PHASE, 0)


def _page_of(job: bytes) -> Image.Image:
    with TemporaryDirectory() as folder, redirect_stdout(io.StringIO()):
        reader = BrotherQLReader(io.BytesIO(job))
        reader.filename_fmt = str(Path(folder) / "page.png")
        reader.analyse()
        with Image.open(reader.filename_fmt) as page:
            return page.convert("1")


@dataclass
class FakeZebra(FakePrinter):
    """A Zebra that tears off; what is cancelled half way never comes out."""

    ribbon_out: bool = False

    @property
    def online(self) -> bool:
        return super().online and not self.ribbon_out

    def _at_once(self, seen: bytes, now: float) -> bytes:
        return seen.count(b"~HS") * self._answer(now)

    def _answer(self, now: float) -> bytes:
        whole = self._waiting.count(b"^XZ")
        half = self._waiting.rfind(b"^XA") > self._waiting.rfind(b"^XZ")
        lines = (
            f"014,{self.paper_out:d},{not self.online:d},0800,{whole:03},0,0,{half:d},000,"
            f"0,0,{self.broken:d}",
            f"000,0,{self.cover_open:d},{self.ribbon_out:d},1,2,6,0,{now < self._free_at:08},1,000",
            "1234,0",
        )
        return "".join(f"\x02{line}\x03\r\n" for line in lines).encode()

    def _step(self, now: float) -> bytes | None:
        data = bytes(self._waiting).replace(b"~HS", b"")
        end, cancelled = data.find(b"^XZ"), data.find(b"~JX")
        if cancelled >= 0 and (end < 0 or cancelled < end):
            self._waiting[:] = data[cancelled + 3 :]
            return b""
        if end < 0:
            return None
        label = data[: end + 3]
        self._waiting[:] = data[end + 3 :]
        self._print(label, now)
        return b""

    def _print(self, label: bytes, now: float) -> None:
        try:
            (page,) = ZebrafyZPL(label.decode("ascii")).to_images()
        except ValueError:  # no label, or one that broke off in another
            self.garbage += label
            return
        told = re.search(rb"\^PW(\d+)", label)
        assert told is not None, "it is told how wide the label is"
        self.jobs.append(label)
        self.cuts.append(page.crop((0, 0, int(told[1]), page.height)))
        if self.mm_per_second:
            self._free_at = max(now, self._free_at) + page.height / 8 / self.mm_per_second
