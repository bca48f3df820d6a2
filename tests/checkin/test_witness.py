"""A copy that was emptied, or lost what was beside it, is told and never begun anew in silence."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from checkin import witness
from checkin.opening import hold
from checkin.settings import Folder
from db import journal
from db.connection import CopyShort
from db.records import Mark
from tests.desks import a_desk, ran

DYING = """
import asyncio, os, signal, sys
from pathlib import Path
from checkin.desk import Desk
from checkin.opening import hold
from checkin.station import Station
from db.records import Registration

async def work():
    station = Station(hold(Path(sys.argv[1])), lambda: None)
    for number in range(5):
        await station.write(Desk.walk_in, Registration("", f"P{number}", "Q"), list_id="accueil")
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(work())
"""


def empty(folder: Path) -> None:
    copy = Folder(folder).copy
    for file in (copy, Path(f"{copy}-wal"), Path(f"{copy}-shm")):
        file.unlink(missing_ok=True)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return a_desk(tmp_path / "desk")


def test_a_desk_that_wrote_is_witnessed_outside_its_copy(desk: Path) -> None:
    ran(desk, "scan", "HELENE-1")
    held = hold(desk)
    with closing(held.desk()) as opened:
        top = journal.top(opened.copy, held.pen.origin)[0]
    held.release()
    assert witness.read(Folder(desk).witness) == Mark(held.pen.origin, top)


def test_an_emptied_copy_is_refused_again_and_again(desk: Path) -> None:
    empty(desk)
    for _time in range(2):
        refused = ran(desk, "scan", "HELENE-1")
        assert refused.code == 1
        assert "lacks entries that this desk wrote" in refused.err


def test_a_copy_of_before_is_refused_and_the_right_one_put_back_goes_on(desk: Path) -> None:
    copy = Folder(desk).copy
    before = copy.read_bytes()
    ran(desk, "scan", "HELENE-1")
    after = copy.read_bytes()
    copy.write_bytes(before)
    assert ran(desk, "scan", "AWA-2").code == 1
    copy.write_bytes(after)
    assert ran(desk, "scan", "AWA-2").code == 0


def test_whoever_goes_on_without_what_is_lost_writes_a_new_journal(desk: Path) -> None:
    copy = Folder(desk).copy
    before = copy.read_bytes()
    ran(desk, "scan", "HELENE-1")
    copy.write_bytes(before)
    first = witness.read(Folder(desk).witness)
    assert first is not None
    held = hold(desk, anew=True)
    held.release()
    assert held.pen.origin != first.origin
    assert ran(desk, "scan", "HELENE-1").code == 0


@pytest.mark.skipif(os.name == "nt", reason="there nothing ends a process as a signal does")
def test_a_desk_killed_whose_wal_is_lost_says_so(desk: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", DYING, str(desk)], check=False)
    assert ended.returncode == -signal.SIGKILL
    wal = Path(f"{Folder(desk).copy}-wal")
    wal.write_bytes(b"")
    with pytest.raises(CopyShort):
        hold(desk)


@pytest.mark.skipif(os.name == "nt", reason="there nothing ends a process as a signal does")
def test_a_desk_killed_goes_on_where_it_was(desk: Path) -> None:
    subprocess.run([sys.executable, "-c", DYING, str(desk)], check=False)
    held = hold(desk)
    with closing(held.desk()) as opened:
        known = {one.registration.given_name for one in opened.find("Q", limit=50)}
    held.release()
    assert {f"P{number}" for number in range(5)} <= known


def test_a_witness_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    place = tmp_path / "journal.last"
    for words in (b"", b"accueil-1-k7", b"\xff 3"):
        place.write_bytes(words)
        assert witness.read(place) is None
    witness.note(place, Mark("Accueil 1-k7mq", 12))
    assert witness.read(place) == Mark("Accueil 1-k7mq", 12)
