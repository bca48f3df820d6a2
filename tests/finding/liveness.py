"""How soon people are found: at opening, after a walk-in, and while a large list comes in.

uv run python -m tests.finding.liveness --people 100000 [--names FOLDER]
"""

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TypeVar

from db import registrations, roster
from db.connection import open_copy, writing
from db.finding.finder import Finder
from db.records import Registration
from tests.finding.crowd import people
from tests.finding.quality import EVERYBODY, Score, arguments, copy_of, names_of

T = TypeVar("T")


def main() -> None:
    told = arguments(__doc__ or "").parse_args()
    crowd = list(people(names_of(told), told.people, told.seed))
    gc.freeze()  # this program's own crowd is no burden of the desk's
    with TemporaryDirectory() as folder:
        copy_of(Path(folder), crowd).close()
        path = Path(folder) / "checkin.db"
        reader = Finder(open_copy(path, read_only=True, checked=True))
        print(f"first answer: {timed(lambda: reader.find(crowd[0].name, EVERYBODY)):.1f} ms")
        print(f"while the index is made: {typing(reader, crowd, 2.0)}")
        reader.close()
        print(f"ready: {typing(reader, crowd, 2.0)}")
        walk_ins(path, reader)
        large_list(path, reader, crowd)
        reader.close()


def timed(verb: Callable[[], T]) -> float:
    """Return the milliseconds by the clock on the wall."""
    start = time.perf_counter_ns()
    verb()
    return (time.perf_counter_ns() - start) / 1e6


def typing(reader: Finder, crowd: Sequence[Registration], seconds: float) -> str:
    """Type names letter by letter for a while, and tell how long the answers took."""
    until, times = time.monotonic() + seconds, []
    for who in crowd[:: max(1, len(crowd) // 997)]:
        for length in range(1, len(who.name) + 1):
            times.append(timed(lambda text=who.name[:length]: reader.find(text, EVERYBODY)))  # type: ignore[misc] # a default holds the text
            if time.monotonic() > until:
                return f"{Score(0, 0, times).told()[16:]}  max {max(times):.1f} ms by the wall"
    return Score(0, 0, times).told()


def walk_ins(path: Path, reader: Finder) -> None:
    """Find people as soon as they are written down, by a misspelt name."""
    writer = open_copy(path, checked=True)
    times = []
    for number in range(60):
        who = Registration(f"walk-in {number}", "Ewa", f"Kowalczyk{'abcdefgh'[number % 8]}")
        with writing(writer):
            registrations.take_in(writer, [roster.listing(replace(who, order=f"W{number}W"), "2")])
        start = time.perf_counter_ns()
        found = reader.find(f"kowalcyzk{'abcdefgh'[number % 8]} w{number}w", EVERYBODY)
        times.append((time.perf_counter_ns() - start) / 1e6)
        assert any(one.registration.id == who.id for one in found), number
    print(f"walk-ins, misspelt: {Score(0, 0, times).told()[16:]}  max {max(times):.1f} ms")
    writer.close()


def large_list(path: Path, reader: Finder, crowd: Sequence[Registration]) -> None:
    """Go on typing while 10,000 people change in one transaction of another thread."""

    def take_in() -> None:
        writer = open_copy(path, checked=True)
        with writing(writer):
            for start in range(0, 10_000, 100):
                block = [replace(who, function="Maire") for who in crowd[start : start + 100]]
                registrations.take_in(writer, [roster.listing(who, "3") for who in block])
        writer.close()

    thread = Thread(target=take_in)
    thread.start()
    print(f"while 10,000 change: {typing(reader, crowd, 2.0)}")
    thread.join()
    print(f"and just after that: {typing(reader, crowd, 4.0)}")
    reader.close()
    print(f"ready again: {typing(reader, crowd, 2.0)}")


if __name__ == "__main__":
    main()
