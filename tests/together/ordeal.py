"""Everything that may go wrong between desks, with real servers and desks as processes.

`python -m tests.together.ordeal [SIZE] [FAULT…]` prints a table; SIZE is how many people each desk
enters, 3000 if it is not said. At the end of each fault all desks hold the same journals.
"""

import hashlib
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from db import conflicts, journal
from db.connection import CopyTrouble, translated
from db.verify import verify
from tests.journals import EVENT
from tests.neighbours import look
from tests.relays import TestHub
from tests.together.desk import DESKS

PACE = 200  # people a second at each of two desks
PATIENCE = 120.0  # seconds
SAME = 5  # people whom both sides let in


@dataclass
class DeskProcess:
    """A desk that runs; `written` counts what was entered there and must never be lost."""

    name: str
    file: Path
    process: "subprocess.Popen[str]"
    written: int = 0

    def enter(self, count: int, called: str, *, pace: float = PACE, minutes: float = 0) -> None:
        """Let it enter people; `entered` waits for the end."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{count} {pace} {minutes} {called}\n")
        self.process.stdin.flush()
        self.written += count

    def entered(self) -> None:
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "entered\n"

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()

    def entries(self) -> int:
        try:
            with translated(self.file), closing(look(self.file)) as copy:
                return int(copy.execute("select count(*) from entry").fetchone()[0])
        except CopyTrouble:  # it is not made yet
            return 0

    def digest(self) -> str:
        """Return a hash of all journals on its disk, byte for byte."""
        found = hashlib.sha256()
        with closing(look(self.file)) as copy:
            for origin in journal.origins(copy):
                for entry in journal.read(copy, origin):
                    found.update(entry.signature + entry.body.encode())
        return found.hexdigest()

    def conflicts(self) -> int:
        with closing(look(self.file)) as copy:
            return len(conflicts.ledger(copy))


@dataclass
class Scene:
    """A hub and its desks in one folder."""

    folder: Path
    size: int
    hub: TestHub = field(init=False)
    desks: list[DeskProcess] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.hub = TestHub(self.folder / "hub", EVENT, DESKS)

    def desk(self, name: str, hub: TestHub | None = None, hours: float = 0) -> DeskProcess:
        """Start a desk, new or as it was left."""
        at, file = hub or self.hub, self.folder / f"{name}.db"
        words = (file, name, at.folder, at.port, hours)
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.together.desk", *map(str, words)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        before = next((one for one in self.desks if one.name == name), None)
        started = DeskProcess(name, file, process, before.written if before else 0)
        self.desks = [one for one in self.desks if one.name != name] + [started]
        return started

    def lose(self, desk: DeskProcess) -> None:
        """Lose a laptop with all that is on it."""
        desk.kill()
        self.desks.remove(desk)
        for file in self.folder.glob(f"{desk.name}.db*"):
            file.unlink()

    def settle(self) -> None:
        """Wait until all desks hold the same."""
        wait(lambda: len({one.entries() for one in self.desks}) == 1)
        wait(lambda: len({one.digest() for one in self.desks}) == 1)

    def close(self) -> None:
        for one in self.desks:
            one.kill()
        self.hub.kill()


def wait(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, "the desks never came together"
        time.sleep(0.05)


def hub_killed(scene: Scene) -> None:
    """Six times while both desks enter people as fast as they can be."""
    a, b = scene.desk("a"), scene.desk("b")
    for one in (a, b):
        one.enter(scene.size, one.name)
    for _time in range(6):
        before = a.entries()
        wait(lambda before=before: a.entries() >= min(before + scene.size // 8, scene.size))  # type: ignore[misc] # the default binds this count
        scene.hub.kill()
        scene.hub.start()
    for one in (a, b):
        one.entered()


def acknowledgements_lost(scene: Scene) -> None:
    """The hub stands still while entries are under way: whether they arrived nobody knows."""
    a, b = scene.desk("a"), scene.desk("b")
    for one in (a, b):
        one.enter(scene.size, one.name)
    wait(lambda: a.entries() >= scene.size // 4)
    scene.hub.signal(signal.SIGSTOP)
    time.sleep(4)
    scene.hub.signal(signal.SIGCONT)
    for one in (a, b):
        one.entered()


def desk_killed(scene: Scene) -> None:
    """While it takes in what the others wrote; it goes on where it was."""
    a, b = scene.desk("a"), scene.desk("b")
    for one in (a, b):
        one.enter(scene.size, one.name)
        one.entered()
    c = scene.desk("c")
    wait(lambda: c.entries() > scene.size // 2)
    c.kill()
    scene.desk("c")


def hub_and_desk_lost(scene: Scene) -> None:
    """For good, together: the others have what that desk wrote, and a blank desk gets it."""
    a, b, d = (scene.desk(name) for name in "abd")
    for one in (a, b, d):
        one.enter(scene.size, one.name)
    for one in (a, b, d):
        one.entered()
    scene.settle()
    written = d.written
    scene.lose(d)
    scene.hub.lose()
    scene.hub.start()
    scene.desk("c").written = written


def older_store(scene: Scene) -> None:
    """The hub comes back with a store of before, and one desk writes on at once."""
    a, b = scene.desk("a"), scene.desk("b")
    for one in (a, b):
        one.enter(scene.size // 2, one.name)
        one.entered()
    scene.settle()
    scene.hub.kill()
    shutil.copytree(scene.hub.store, scene.folder / "before")
    scene.hub.start()
    for one in (a, b):
        one.enter(scene.size // 2, f"{one.name}-later")
        one.entered()
    scene.settle()
    scene.hub.lose()
    (scene.folder / "before").rename(scene.hub.store)
    b.enter(20, "b-last")
    scene.hub.start()
    b.entered()


def partition(scene: Scene) -> None:
    """Half an hour in which each desk works alone, and both let some people in."""
    a, b = scene.desk("a"), scene.desk("b")
    scene.hub.kill()
    for one in (a, b):
        one.enter(scene.size, one.name, minutes=30)
        one.enter(SAME, "same")
    for one in (a, b):
        one.entered()
        one.entered()
    scene.hub.start()


def wrong_clock(scene: Scene) -> None:
    """One desk's clock is five hours ahead, another's three behind."""
    a, b, c = scene.desk("a"), scene.desk("b", hours=5), scene.desk("c", hours=-3)
    for one in (a, b, c):
        one.enter(scene.size // 2, one.name)
    for one in (a, b, c):
        one.entered()


def two_hubs(scene: Scene) -> None:
    """Two hubs at once, until the desk of one goes over to the other."""
    other = TestHub(scene.folder / "other", EVENT, DESKS)
    other.start()
    a, b = scene.desk("a"), scene.desk("b", other)
    for one in (a, b):
        one.enter(scene.size, one.name)
        one.enter(SAME, "same")
    for one in (a, b):
        one.entered()
        one.entered()
    b.kill()
    other.kill()
    scene.desk("b")


def no_room(scene: Scene) -> None:
    """The stream is full: entries wait at the desks until a hub with room takes over."""
    scene.hub.lose()
    scene.hub.room = 40_000  # bytes
    scene.hub.start()
    a, b = scene.desk("a"), scene.desk("b")
    for one in (a, b):
        one.enter(scene.size, one.name)
        one.entered()
    assert a.entries() < 2 * scene.size + 2, "the stream took all"
    scene.hub.lose()
    scene.hub.room = 1024**3
    scene.hub.start()


FAULTS: dict[str, tuple[Callable[[Scene], None], int]] = {
    "hub-killed": (hub_killed, 0),
    "acks-lost": (acknowledgements_lost, 0),
    "desk-killed": (desk_killed, 0),
    "hub-and-desk-lost": (hub_and_desk_lost, 0),
    "older-store": (older_store, 0),
    "partition": (partition, SAME),
    "wrong-clock": (wrong_clock, 0),
    "two-hubs": (two_hubs, SAME),
    "no-room": (no_room, 0),
}


@dataclass(frozen=True)
class Outcome:
    """What came of a fault; entries in all on each desk, of which none is there twice."""

    written: int
    kept: int
    conflicts: int
    faults: int
    seconds: float

    @property
    def lost(self) -> int:
        return self.written - self.kept


def undergo(folder: Path, name: str, size: int) -> Outcome:
    """Let a fault happen, wait until the desks are together again, and count."""
    fault, _expected = FAULTS[name]
    begin = time.monotonic()
    with _scene(folder, size) as scene:
        fault(scene)
        scene.settle()
        everybody = scene.desks[0]
        with closing(look(everybody.file)) as copy:
            (kept,) = copy.execute("select count(*) from entry where kind = 'CheckedIn'").fetchone()
            wrong = len(verify(copy))
        written = sum(one.written for one in scene.desks)
        return Outcome(written, kept, everybody.conflicts(), wrong, time.monotonic() - begin)


@contextmanager
def _scene(folder: Path, size: int) -> Iterator[Scene]:
    scene = Scene(folder, size)
    scene.hub.start()
    try:
        yield scene
    finally:
        scene.close()


def main() -> None:
    """Undergo the faults that are named, or all of them."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    _row("fault", "written", "lost", "twice", "conflicts", "verify", "seconds")
    for name in sys.argv[2:] or FAULTS:
        with TemporaryDirectory() as folder:
            came = undergo(Path(folder), name, size)
        twice = max(0, -came.lost)
        told = (came.written, max(0, came.lost), twice, came.conflicts, came.faults)
        _row(name, *map(str, told), f"{came.seconds:.1f}")


def _row(*cells: str) -> None:
    line = "".join(f"{cell:>10}" if place else f"{cell:<20}" for place, cell in enumerate(cells))
    print(line, flush=True)  # noqa: T201 - this program prints a table


if __name__ == "__main__":
    main()
