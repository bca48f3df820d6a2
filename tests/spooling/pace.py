"""Two arrivals a second, each with a badge, on one printer of 250 mm a second: does the queue grow?

`uv run python -m tests.spooling.pace [minutes] [arrivals a second]`: a line a minute.
"""

import sys
import time
from contextlib import closing
from dataclasses import replace
from multiprocessing import Process, Queue, get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from checkin.commands.press import pressroom
from checkin.opening import hold
from checkin.settings import read_settings, write_settings
from db import spool
from db.records import Registration
from tests import fake_lines
from tests.desks import a_desk
from tests.fake_lines import NetworkLine
from tests.fake_printer import FakePrinter


def print_for_ever(told: "Queue[str]") -> None:
    """Be a printer in a process of its own, so that it takes no time from the desk."""
    fake_lines.TICK = 0.002  # a real head does not pause between two strips
    with NetworkLine(FakePrinter(mm_per_second=250)) as line:
        told.put(line.address)
        time.sleep(100_000)


def measure(minutes: float, a_second: float, folder: Path, address: str) -> list[int]:
    """Let people arrive evenly; print and return how many badges waited, as minutes pass."""
    people = [
        Registration("", "Aïssatou", f"Diop-{place}", f"C{place:05}", "Ville de Dakar", "Maire")
        for place in range(round(minutes * 60 * a_second))
    ]
    desk = a_desk(folder / "desk", people)
    settings = read_settings(desk)
    printer = replace(settings.printer, kind="network", address=address)
    write_settings(desk, replace(settings, printer=printer))
    held = hold(desk)
    press = pressroom(held)
    press.start()
    waited, longest, most = [], 0.0, 0
    begun = time.monotonic()
    print(f"{'minute':>8}{'waiting':>9}{'most':>7}{'slowest arrival, ms':>21}")
    with closing(held.desk()) as opened:
        for place, who in enumerate(people, 1):
            time.sleep(max(0.0, begun + place / a_second - time.monotonic()))
            scanned = time.monotonic()
            opened.scan(who.code)
            longest = max(longest, time.monotonic() - scanned)
            press.wake()
            most = max(most, spool.waiting(opened.copy))
            if place % round(60 * a_second) == 0:
                waited.append(spool.waiting(opened.copy))
                minute = place / 60 / a_second
                print(f"{minute:>8.0f}{waited[-1]:>9}{most:>7}{longest * 1000:>21.0f}", flush=True)
                longest, most = 0.0, 0
    press.stop()
    held.release()
    return waited


def main() -> None:
    minutes, a_second = map(float, (sys.argv[1:] + ["10", "2"][len(sys.argv) - 1 :])[:2])
    told: Queue[str] = get_context("spawn").Queue()
    printer = Process(target=print_for_ever, args=(told,), daemon=True)
    printer.start()
    with TemporaryDirectory() as place:
        measure(minutes, a_second, Path(place), told.get())
    printer.kill()


if __name__ == "__main__":
    main()
