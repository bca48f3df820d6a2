"""Scan tickets into a desk in a real terminal, and measure how soon each verdict is painted.

`python -m tests.scan_bursts FOLDER 500` types into tmux. The folder is a desk's whose list is open:
for one of 100,000 people, `checkin --data FOLDER demo --participants 100000 --no-open`.
"""

import os
import pty
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from checkin.desk import Desk
from checkin.opening import look
from checkin.wording import called
from db import registrations
from db.records import Registration, Status
from tests.desks import command, ran

KEY = 0.002  # s from key to key
EVERY = 0.333  # s from scan to scan
SHARE = 0.5  # of scans just after something typed
PATIENCE = 5.0  # s after which a verdict counts as lost
DISTRACTIONS = (b"\t", b"\x1b[Z", b"\x1b[B", b"le", b"mar", b"d'al")


def someone_to_scan(folder: Path, count: int) -> Sequence[Registration]:
    """Return so many people who are simply welcome, no two of one name."""
    desk = look(folder)
    with closing(desk):
        plain = [
            who
            for who in registrations.everyone(desk.copy)
            if who.status is Status.CONFIRMED
            and not who.note
            and who.code
            and not _is_here(desk, who)
        ]
        named = {called(who): who for who in plain}
    return random.Random(len(named)).sample(sorted(named.values(), key=lambda who: who.id), count)  # noqa: S311 - the same each time


def _is_here(desk: Desk, who: Registration) -> bool:
    known = desk.person(who.id)
    return known is not None and bool(known.presences)


@contextmanager
def in_tmux(folder: Path, home: Path) -> Iterator[tuple[int, int]]:
    """Open the desk in tmux; yield the keyboard, and what the desk paints."""
    tmux = ["tmux", "-S", str(home / "socket"), "-f", "/dev/null"]
    pipe = home / "painted"
    os.mkfifo(pipe)
    desk = command("--data", str(folder))
    subprocess.run([*tmux, "new-session", "-d", "-x", "120", "-y", "35", *desk], check=True)
    subprocess.run([*tmux, "pipe-pane", f"exec cat > {pipe}"], check=True)
    painted = os.open(pipe, os.O_RDONLY)
    os.set_blocking(painted, False)
    child, keyboard = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execvp("tmux", [*tmux, "attach"])  # noqa: S606 - tmux itself, without a shell
    try:
        yield keyboard, painted
    finally:
        subprocess.run([*tmux, "kill-server"], check=False)
        os.close(keyboard)
        os.close(painted)
        os.waitpid(child, 0)


def type_keys(keyboard: int, keys: bytes) -> float:
    """Type at a scanner's speed; return when the last key went."""
    due = time.monotonic()
    for key in keys:
        due += KEY
        os.write(keyboard, bytes([key]))
        time.sleep(max(0.0, due - time.monotonic()))
    return time.monotonic() - KEY


def painted_at(keyboard: int, painted: int, words: bytes) -> float:
    """Return when these words were painted; infinity if they never were."""
    seen, end = b"", time.monotonic() + PATIENCE
    os.set_blocking(keyboard, False)
    while (now := time.monotonic()) < end:
        for place in (painted, keyboard):  # tmux waits for whoever does not look
            with suppress(BlockingIOError):
                drawn = os.read(place, 1 << 20)
                seen += drawn if place == painted else b""
        if words in seen:
            return now
        time.sleep(0.0003)
    return float("inf")


def scan_all(folder: Path, people: Sequence[Registration]) -> list[float]:
    """Scan them one after the other; return the seconds from the last key to the verdict."""
    dice, times = random.Random(7), []  # noqa: S311 - the same each time
    with TemporaryDirectory() as home, in_tmux(folder, Path(home)) as (keyboard, painted):
        painted_at(keyboard, painted, b"F1")
        painted_at(keyboard, painted, b"nothing: what is drawn at first has come to rest")
        for who in people:
            due = time.monotonic() + EVERY
            if dice.random() < SHARE:
                os.write(keyboard, dice.choice(DISTRACTIONS))
                painted_at_most(keyboard, painted, dice.uniform(0.05, 0.15))
            ended = type_keys(keyboard, who.code.encode() + b"\r")
            times.append(painted_at(keyboard, painted, called(who).encode()) - ended)
            painted_at_most(keyboard, painted, due - time.monotonic())
    return times


def painted_at_most(keyboard: int, painted: int, seconds: float) -> None:
    """Look at whatever is painted for so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for place in (painted, keyboard):
            with suppress(BlockingIOError):
                os.read(place, 1 << 20)
        time.sleep(0.002)


def main() -> None:
    """Print the table."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    people = someone_to_scan(folder, count)
    before = ran(folder, "counts", "--json").json
    times = sorted(scan_all(folder, people))
    after = ran(folder, "counts", "--json").json
    lost = times.count(float("inf"))
    print(f"{count} scans, {lost} verdicts lost, load {os.getloadavg()[0]:.1f}")
    print(f"arrivals before {before['present']}, after {after['present']}")
    for name, share in (("median", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1.0)):
        print(f"{name:>7} {times[min(count - 1, int(share * count))] * 1000:8.1f} ms")


if __name__ == "__main__":
    main()
