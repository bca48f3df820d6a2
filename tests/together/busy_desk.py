"""One desk as a process: it enters people at a pace, and writes down when it knew what.

`python -m tests.together.busy_desk FILE NAME HUB_FOLDER PORT PACE SECONDS` prints JSON at the end.
"""

import json
import sys
import time
from pathlib import Path
from random import Random

from checkin.devices.nats_link import NatsLink
from checkin.replication import Replicator
from db import journal, peers
from db.connection import Copy, open_copy, open_for_others, writing
from db.entries import Pen, signing_key
from db.events import CheckedIn
from tests.journals import EVENT, LIST
from tests.relays import TestHub

SETTLING = 3.0  # seconds for what is under way


class Notes:
    """When each entry of the others was on this desk's disk."""

    def __init__(self, copy: Copy, ours: str) -> None:
        self._copy = copy
        self._tops: dict[str, int] = {}
        self._ours = ours
        self.known: dict[str, float] = {}

    def take(self) -> None:
        at = time.time()
        for origin, top in peers.tops(self._copy).items():
            for number in range(self._tops.get(origin, 0) + 1, top + 1):
                if origin != self._ours:
                    self.known[f"{origin} {number}"] = at
            self._tops[origin] = top


def moments(name: str, pace: float, seconds: float) -> list[float]:
    """Return when people arrive at this desk: at moments of its own, as by chance they do."""
    chance = Random(name)  # noqa: S311 - the same moments at each run
    return sorted(chance.uniform(0, seconds) for _ in range(int(pace * seconds)))


def main() -> None:
    """Wait for a line on standing input, then enter people."""
    file, name, hub_folder, port, pace, seconds = sys.argv[1:]
    hub = TestHub(Path(hub_folder), EVENT, (), port=int(port))
    copy = open_copy(Path(file))
    pen = Pen(
        EVENT,
        *(f"{name}-p1", name, ""),
        signing_key(hub.member(name).secret),
        lambda: time.time_ns() // 1_000_000,
    )
    with writing(copy):
        journal.open_journal(copy, pen)
    notes = Notes(open_copy(Path(file), read_only=True), pen.origin)
    replicator = Replicator(
        NatsLink(hub.member(name)),
        lambda: open_for_others(Path(file)),
        pen,
        lambda changed: notes.take() if changed else None,
    )
    replicator.start()
    while replicator.standing.alone_since is not None or replicator.standing.waiting:
        time.sleep(0.05)
    print("ready", flush=True)  # noqa: T201 - a program
    sys.stdin.readline()
    written: dict[str, float] = {}
    begin = time.time()
    for number, due in enumerate(moments(name, float(pace), float(seconds))):
        time.sleep(max(0.0, begin + due - time.time()))
        with writing(copy):
            entry = journal.append(copy, pen, CheckedIn(f"{name}-{number}", LIST))
        written[f"{pen.origin} {entry.mark.number}"] = time.time()
        replicator.wake()
    time.sleep(SETTLING)
    replicator.stop()
    print(json.dumps({"written": written, "known": notes.known}))  # noqa: T201 - a program


if __name__ == "__main__":
    main()
