"""How quick desks are together, with a real hub and desks as processes; prints a table.

`python -m tests.together.bars [latency|blank] [SIZE]`
"""

import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from checkin.commands.entry import SWEEPS, TURN
from db import journal, registrations
from db.connection import open_copy, writing
from db.events import CheckedIn
from tests.journals import EVENT, LIST, desk
from tests.neighbours import joined, look, neighbour
from tests.relays import TestHub
from tests.welcome import crowd

DESKS = tuple(f"poste-{n}" for n in range(1, 9))
PACE = 2  # arrivals a second at each desk
SECONDS = 30


def latency(folder: Path) -> None:
    """Eight desks at two arrivals a second each: commit on one to commit on another."""
    hub = TestHub(folder / "hub", EVENT, DESKS)
    hub.start()
    before, begin = cpu(hub.pid()), time.time()
    desks = [busy_desk(folder, hub, name) for name in DESKS]
    for one in desks:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in desks:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    told = [json.loads(one.communicate()[0]) for one in desks]
    used = (cpu(hub.pid()) - before) / (time.time() - begin)
    written = {mark: at for one in told for mark, at in one["written"].items()}
    pairs = sorted(
        (at - written[mark]) * 1000
        for one in told
        for mark, at in one["known"].items()
        if mark in written
    )
    expected = len(written) * (len(DESKS) - 1)
    hundredths = statistics.quantiles(pairs, n=100)
    row("pairs that arrived", f"{len(pairs)} of {expected}")
    figures = (hundredths[49], hundredths[89], hundredths[98], pairs[-1])
    told_in = " / ".join(f"{figure:.1f}" for figure in figures)
    row("commit to commit, p50 / p90 / p99 / max", f"{told_in} ms")
    row("hub", f"{used * 100:.1f} % of a core, {rss(hub.pid()):.0f} MB")
    hub.kill()


def blank(folder: Path, size: int) -> None:
    """A desk with nothing but its membership: how long until it finds people, and knows all."""
    hub = TestHub(folder / "hub", EVENT, ("full", "blank"))
    hub.start()
    full = desk(folder, "full")
    full.take_in(crowd(size))
    with writing(full.copy):
        for who in list(registrations.everyone(full.copy)):
            journal.append(full.copy, full.pen, CheckedIn(who.id, LIST))
    begin = time.time()
    sender = joined(full, folder / "full.db", hub, "full")
    wait(lambda: sender.standing.alone_since is None and sender.standing.waiting == 0)
    total = len(full.journal())
    row(f"{total} entries to an empty hub", f"{time.time() - begin:.1f} s")
    begin = time.time()
    fresh = neighbour(folder, hub, "blank")
    wait(lambda: people(fresh.file) == size)
    row(f"{size} people can be found", f"{time.time() - begin:.1f} s")
    wait(lambda: journal_top(fresh.file, full.origin) == total)
    row(f"{total} entries, signatures verified", f"{time.time() - begin:.1f} s")
    row("hub", f"{rss(hub.pid()):.0f} MB")
    fresh.close()
    sender.close()
    hub.kill()


def busy_desk(folder: Path, hub: TestHub, name: str) -> "subprocess.Popen[str]":
    words = (folder / f"{name}.db", name, hub.folder, hub.port, PACE, SECONDS)
    return subprocess.Popen(
        [sys.executable, "-m", "tests.together.busy_desk", *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def people(file: Path) -> int:
    with closing(look(file)) as copy:
        return registrations.count(copy)


def journal_top(file: Path, origin: str) -> int:
    with closing(open_copy(file, read_only=True, checked=True)) as copy:
        return journal.top(copy, origin)[0]


def wait(holds: Callable[[], bool]) -> None:
    while not holds():
        time.sleep(0.5)  # looking costs the desk time too


def cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def rss(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def row(what: str, figure: str) -> None:
    print(f"{what:<40} {figure}", flush=True)  # noqa: T201 - this program prints a table


def main() -> None:
    """Measure what is asked for, or all."""
    which = sys.argv[1] if len(sys.argv) > 1 else "all"
    size = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    sys.setswitchinterval(TURN)  # both as where a desk is shown
    gc.set_threshold(*SWEEPS)
    row("load of the machine", " ".join(f"{load:.1f}" for load in os.getloadavg()))
    for name, measure in (("latency", latency), ("blank", lambda folder: blank(folder, size))):
        if which in (name, "all"):
            with TemporaryDirectory() as folder:
                measure(Path(folder))


if __name__ == "__main__":
    main()
