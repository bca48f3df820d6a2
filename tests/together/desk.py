"""One desk as a process that does as it is told, and can be killed at any moment.

`python -m tests.together.desk FILE NAME HUB_FOLDER PORT [HOURS]`: HOURS is how far its clock is
ahead. Each line of standard input is how many people to enter, at which pace a second, within how
many minutes by its clock, and what they are called; it says "entered" when they are on its disk.
"""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from checkin.devices.nats_link import NatsLink
from checkin.replication import Replicator
from db import journal
from db.connection import open_copy, open_for_others, writing
from db.entries import Pen, signing_key
from db.events import CheckedIn
from tests.journals import EVENT, LIST
from tests.relays import TestHub

DESKS = tuple("abcd")  # who may call the hub
MINUTE = 60_000  # ms


@dataclass
class Clock:
    """The laptop's clock, wrong by some ms, and set forward as if time went by."""

    wrong: int

    def __call__(self) -> int:
        return time.time_ns() // 1_000_000 + self.wrong


def main() -> None:
    """Join the others, and enter people as told until the input ends."""
    file, name, hub_folder, port, *hours = sys.argv[1:]
    hub = TestHub(Path(hub_folder), EVENT, DESKS, port=int(port))
    copy, clock = open_copy(Path(file)), Clock(int(float(hours[0]) * 60 * MINUTE) if hours else 0)
    key = signing_key(hub.member(name).secret)
    origin = journal.origin_of(copy)
    pen = Pen(EVENT, origin or f"{name}-p1", name, "", key, clock)
    if origin is None:
        with writing(copy):
            journal.open_journal(copy, pen)
    replicator = Replicator(
        NatsLink(hub.member(name)), lambda: open_for_others(Path(file)), pen, lambda _changed: None
    )
    replicator.start()
    _say("ready")
    for line in sys.stdin:
        count, pace, minutes, called = line.split()
        begin = time.monotonic()
        for number in range(int(count)):
            time.sleep(max(0.0, begin + number / float(pace) - time.monotonic()))
            with writing(copy):
                journal.append(copy, pen, CheckedIn(f"{called}-{number}", LIST))
            clock.wrong += int(float(minutes) * MINUTE / int(count))
            replicator.wake()
        _say("entered")
    replicator.stop()


def _say(word: str) -> None:
    print(word, flush=True)  # noqa: T201 - whoever runs this program listens


if __name__ == "__main__":
    main()
