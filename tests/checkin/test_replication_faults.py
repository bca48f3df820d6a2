"""Two hubs at once, and a desk killed while it takes in: nothing is lost, doubled or hidden."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db import conflicts
from db.connection import CopyTrouble, translated
from db.verify import verify
from tests.journals import EVENT
from tests.neighbours import alike, look, neighbour, together
from tests.relays import TestHub

MANY = 3000


@pytest.fixture
def hubs(tmp_path: Path) -> Iterator[tuple[TestHub, TestHub]]:
    """Two hubs of one event that know nothing of each other."""
    both = tuple(TestHub(tmp_path / name, EVENT, ("a", "b", "c")) for name in ("one", "other"))
    for one in both:
        one.start()
    yield both[0], both[1]
    for one in both:
        one.kill()


def entries_in(file: Path) -> int:
    """Count the entries on a desk's disk while another process writes there."""
    try:
        with translated(file), closing(look(file)) as copy:
            return int(copy.execute("select count(*) from entry").fetchone()[0])
    except CopyTrouble:  # not made yet
        return 0


def test_two_hubs_at_once_are_one_event_again_when_a_desk_goes_over(
    tmp_path: Path, hubs: tuple[TestHub, TestHub]
) -> None:
    a, b = (neighbour(tmp_path, hub, name) for hub, name in zip(hubs, "ab", strict=True))
    for one in (a, b):
        for turn in range(300):
            one.enter(f"{one.name}-{turn}")
        one.enter("zoe")
        one.until(lambda one=one: one.standing.waiting == 0)  # type: ignore[misc] # the default binds this desk
    assert not alike(a, b)
    b.close()
    over = neighbour(tmp_path, hubs[0], "b")
    try:
        together(a, over)
        for one in (a, over):
            with closing(look(one.file)) as copy:
                assert verify(copy) == ()
                assert copy.execute("select count(*) from presence").fetchone() == (601,)
                (conflict,) = conflicts.ledger(copy)
                assert sorted(entry.desk for entry in conflict.entries) == ["a", "b"]
    finally:
        over.close()
        a.close()


def test_a_desk_killed_while_it_takes_in_goes_on_where_it_was(
    tmp_path: Path, hubs: tuple[TestHub, TestHub]
) -> None:
    hub, file = hubs[0], tmp_path / "c.db"
    a = neighbour(tmp_path, hub, "a")
    try:
        for turn in range(MANY):
            a.below.enter(f"p{turn}")
        a.replicator.wake()
        a.until(lambda: a.standing.waiting == 0)
        words = (file, "c", hub.folder, hub.port, 1, 1)
        killed = subprocess.Popen(
            [sys.executable, "-m", "tests.together.busy_desk", *map(str, words)],
            stdout=subprocess.DEVNULL,
            stdin=subprocess.PIPE,
        )
        while entries_in(file) < MANY // 10:
            assert killed.poll() is None
        killed.kill()
        killed.communicate()
        assert entries_in(file) < MANY
        again = neighbour(tmp_path, hub, "c")
        try:
            together(a, again)
        finally:
            again.close()
        with closing(look(file)) as copy:
            assert verify(copy) == ()
    finally:
        a.close()


def test_a_hub_without_room_takes_no_more_and_the_desk_says_so_and_waits(tmp_path: Path) -> None:
    hub = TestHub(tmp_path / "small", EVENT, ("a", "b"), room=20_000)
    hub.start()
    a, b = (neighbour(tmp_path, hub, name) for name in "ab")
    try:
        for turn in range(100):
            a.enter(f"p{turn}")
        a.until(lambda: a.standing.full)
        assert a.standing.waiting > 0
        first = b.enter("helene")
        b.until(lambda: b.standing.full)
        hub.lose()
        hub.room = 1024**3
        hub.start()
        together(a, b)
        assert a.knows(first)
        a.until(lambda: not a.standing.full)
    finally:
        for one in (a, b):
            one.close()
        hub.kill()
