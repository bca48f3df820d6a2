"""From the desk's verdict to the first byte of the badge at the printer, and what drawing costs.

`uv run python -m tests.spooling.first_byte [badges]`: a table; the bars stand beside it.
"""

import random
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from multiprocessing import Process, Queue, get_context
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from checkin.commands.press import draw, pressroom
from checkin.opening import OpenFolder, hold
from checkin.settings import read_settings, write_settings
from db import registrations
from db.records import Registration
from tests import fake_lines
from tests.desks import a_desk
from tests.fake_lines import NetworkLine
from tests.fake_printer import RASTER, FakePrinter

MM_PER_SECOND = 250
PAUSES = (0.05, 0.6)  # seconds between a badge that is out and the next arrival


@dataclass
class TimedPrinter(FakePrinter):
    """Notes when the first strip of each badge comes; the clock is the system's, for all."""

    began: float = 0

    def hear(self, data: bytes, now: float = 0) -> bytes:
        if not self.began and RASTER in data:
            self.began = time.monotonic()
        return super().hear(data, now)


def print_for_ever(address: "Queue[str]", began: "Queue[float]") -> None:
    """Be a printer in a process of its own; tell of each badge once it is out."""
    fake_lines.TICK = 0.002  # a real head does not pause between two strips
    printer = TimedPrinter(mm_per_second=MM_PER_SECOND)
    with NetworkLine(printer) as line:
        address.put(line.address)
        out = 0
        while True:
            if len(printer.cuts) > out:
                out = len(printer.cuts)
                began.put(printer.began)
                printer.began = 0
            time.sleep(0.002)


def wait_for_bytes(held: OpenFolder, codes: Sequence[str], began: "Queue[float]") -> list[float]:
    """Let people arrive one by one; return the seconds from verdict to first byte."""
    dice = random.Random(20230919)  # noqa: S311 - the same pauses each time
    press = pressroom(held)
    press.start()
    waited = []
    with closing(held.desk()) as desk:
        for code in codes:
            time.sleep(dice.uniform(*PAUSES))
            desk.scan(code)
            verdict = time.monotonic()
            press.wake()
            waited.append(began.get(timeout=30) - verdict)
    press.stop()
    return waited


def draw_all(held: OpenFolder) -> list[float]:
    """Compose and encode everybody's badge; return the seconds of processor that each took."""
    with closing(held.desk()) as desk:
        people = tuple(registrations.everyone(desk.copy))
    spent = []
    for number, who in enumerate(people, 1):
        begun = time.thread_time()
        _bytes = draw(who, held.event, held.settings.printer, number).data
        spent.append(time.thread_time() - begun)
    return spent


def told(what: str, seconds: Sequence[float], bars: str) -> str:
    """Return a line of the table, milliseconds."""
    cuts = quantiles(seconds, n=100, method="inclusive")
    first, worst = seconds[0] * 1000, max(seconds) * 1000
    numbers = "".join(f"{one:>8.1f}" for one in (first, cuts[49] * 1000, cuts[98] * 1000, worst))
    return f"{what:<34}{numbers}   {bars}"


def main() -> None:
    count = int([*sys.argv[1:], "100"][0])
    people = [
        Registration("", "Aïssatou", f"Diop-{place}", f"C{place:05}", "Ville de Dakar", "Maire")
        for place in range(count)
    ]
    address: Queue[str] = get_context("spawn").Queue()
    began: Queue[float] = get_context("spawn").Queue()
    printer = Process(target=print_for_ever, args=(address, began), daemon=True)
    printer.start()
    with TemporaryDirectory() as place:
        folder = a_desk(Path(place) / "desk", people)
        settings = read_settings(folder)
        network = replace(settings.printer, kind="network", address=address.get())
        write_settings(folder, replace(settings, printer=network))
        held = hold(folder)
        waited = wait_for_bytes(held, [who.code for who in people], began)
        spent = draw_all(held)
        held.release()
    printer.kill()
    print(f"{f'ms, {count} badges':<34}{'first':>8}{'p50':>8}{'p99':>8}{'most':>8}   bars")
    print(told("verdict → first byte of the badge", waited, "p50 ≤ 120, p99 ≤ 250"))
    print(told("compose and encode, one core", spent, "≤ 30"))


if __name__ == "__main__":
    main()
