"""The desk's thread: one verb after the other, answers awaited, troubles handed on."""

import asyncio
import threading
from pathlib import Path

import pytest

from checkin.desk import Desk
from checkin.thread import DeskThread
from db.connection import CopyMissing, open_copy
from db.records import Outcome
from tests.journals import desk
from tests.welcome import EVENT, KEY, LIST


def opened(folder: Path) -> Desk:
    below = desk(folder, event=EVENT.slug)
    below.take_in(LIST)
    return Desk(EVENT, below.copy, below.pen, KEY)


async def test_verbs_are_awaited_with_their_arguments(tmp_path: Path) -> None:
    thread = DeskThread(lambda: opened(tmp_path))
    assert (await thread.do(Desk.scan, "A1")).outcome == Outcome.WELCOME
    assert [one.registration.code for one in await thread.do(Desk.find, "lef", limit=5)] == ["A1"]
    thread.close()


async def test_all_verbs_run_one_by_one_in_one_thread_that_is_not_ours(tmp_path: Path) -> None:
    thread = DeskThread(lambda: opened(tmp_path))
    running: list[str] = []

    def verb(desk: Desk) -> str:
        running.append("in")
        desk.scan("A1")
        running.append("out")
        return threading.current_thread().name

    names = await asyncio.gather(*(thread.do(verb) for _ in range(8)))
    assert len(set(names)) == 1
    assert names[0] != threading.current_thread().name
    assert running == ["in", "out"] * 8
    thread.close()


async def test_a_trouble_reaches_whoever_awaits_and_the_next_verb_is_answered(
    tmp_path: Path,
) -> None:
    thread = DeskThread(lambda: opened(tmp_path))

    def stumble(_: Desk) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await thread.do(stumble)
    assert (await thread.do(Desk.scan, "A1")).outcome == Outcome.WELCOME
    thread.close()


async def test_a_desk_that_cannot_be_opened_is_tried_again_for_the_next_verb(
    tmp_path: Path,
) -> None:
    place = tmp_path / "accueil-1.db"
    thread = DeskThread(lambda: Desk(EVENT, open_copy(place, read_only=True), None, KEY))
    with pytest.raises(CopyMissing):
        await thread.do(Desk.tally)
    opened(tmp_path).close()
    assert (await thread.do(Desk.share)).expected == 5
    thread.close()


async def test_a_verb_whose_caller_gave_up_is_still_carried_out(tmp_path: Path) -> None:
    thread = DeskThread(lambda: opened(tmp_path))
    await thread.do(Desk.share)
    begun, go_on = threading.Event(), threading.Event()

    def slowly(desk: Desk) -> None:
        begun.set()
        go_on.wait(5)
        desk.scan("A1")

    asked = asyncio.ensure_future(thread.do(slowly))
    await asyncio.to_thread(begun.wait, 5)
    asked.cancel()
    go_on.set()
    assert (await thread.do(Desk.share)).present == 1
    thread.close()


async def test_closing_waits_for_what_was_asked_for_and_closes_the_copy(tmp_path: Path) -> None:
    thread = DeskThread(lambda: opened(tmp_path))
    begun = threading.Event()

    def scan(desk: Desk) -> Outcome:
        begun.set()
        return desk.scan("A1").outcome

    asked = asyncio.ensure_future(thread.do(scan))
    await asyncio.to_thread(begun.wait, 5)
    thread.close()
    assert await asked == Outcome.WELCOME
    copy = open_copy(tmp_path / "accueil-1.db")
    assert copy.execute("select count(*) from presence").fetchone() == (1,)
    copy.close()
