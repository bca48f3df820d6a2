"""An organiser's laptop at a real hub: it sees how many, and can read of nobody."""

import asyncio
import json
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from checkin import figures, subjects
from checkin.commands.neighbours import replicator
from checkin.devices.nats_figures import listen
from checkin.figures import Bulletin
from checkin.hub.hub import Hub
from checkin.membership import Kind, write
from checkin.opening import OpenFolder, hold
from checkin.replication import Health
from db import figures as counting
from db.figures import Figures, forecast, lately
from db.records import Share
from tests.checkin.hub.conftest import hub
from tests.desks import a_desk
from tests.hubs import EVENT, added, calling, home_in

__all__ = ["hub"]

PATIENCE = 20.0
MINUTE = 60_000
TOLD = Figures(
    at=9 * MINUTE,
    lists=(Share("accueil", 100, 40),),
    rates={"accueil": ((0, 30), (5 * MINUTE, 10))},
    desks=(("one", 25), ("two", 15)),
)


async def comes(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, "it never came to hold"
        await asyncio.sleep(0.01)


def welcome(folder: Path) -> OpenFolder:
    """Make a desk at which one person came in, and hold it."""
    held = hold(a_desk(folder))
    with closing(held.desk()) as desk:
        desk.scan("HELENE-1")
    return held


async def test_an_organisers_laptop_sees_how_many_came_and_how_the_desk_is(tmp_path: Path) -> None:
    async with Hub(home_in(tmp_path / "laptop")) as hub:
        held = welcome(tmp_path / "desk")
        write(tmp_path / "desk", await added(hub, "one"))
        office = await added(hub, "office", Kind.FIGURES)
        bulletin = Bulletin(1)
        listening = asyncio.create_task(listen(office, bulletin, lambda: 2))
        working = replicator(held, lambda _changed: None)
        assert working is not None
        working.start()
        try:
            await comes(lambda: bool(bulletin.figures.lists) and "one" in bulletin.desks)
            assert bulletin.silent_since is None
        finally:
            listening.cancel()
            await asyncio.to_thread(working.stop)
            held.release()
        shares = {one.key: (one.present, one.expected) for one in bulletin.figures.lists}
        assert shares["accueil"] == (1, 4)
        assert bulletin.figures.desks == (("one", 1),)
        assert sum(came for _at, came in bulletin.figures.rates["accueil"]) == 1
        assert bulletin.desks["one"].health.people == 4


async def test_nothing_that_it_hears_names_anybody(tmp_path: Path) -> None:
    async with Hub(home_in(tmp_path / "laptop")) as hub:
        held = welcome(tmp_path / "desk")
        write(tmp_path / "desk", await added(hub, "one"))
        said: list[bytes] = []
        async with calling(await added(hub, "office", Kind.FIGURES)) as office:
            for subject in (subjects.heartbeat, subjects.counts):

                async def heard(message: object) -> None:
                    said.append(message.data)  # type: ignore[attr-defined] # the library's message

                await office.subscribe(subject(EVENT, "*"), cb=heard)
            await office.flush(timeout=5)
            working = replicator(held, lambda _changed: None)
            assert working is not None
            working.start()
            try:
                await comes(lambda: len(said) >= 2)
            finally:
                await asyncio.to_thread(working.stop)
                held.release()
        words = b" ".join(said).decode().lower()
        for name in ("lef", "helene", "hélène", "lyon", "dakar", "almeida"):
            assert name not in words


@pytest.mark.parametrize("what", ["journals", "one message", "stream"])
async def test_it_cannot_read_a_journal_by_any_way(hub: Hub, what: str) -> None:
    said: list[str] = []
    asked = {
        "journals": (subjects.direct_get(EVENT), b'{"seq":1,"batch":10,"next_by_subj":">"}'),
        "one message": (f"$JS.API.STREAM.MSG.GET.{subjects.stream(EVENT)}", b'{"seq":1}'),
        "stream": (subjects.stream_info(EVENT), b""),
    }
    async with (
        calling(await added(hub, "one")) as desk,
        calling(await added(hub, "office", Kind.FIGURES), said) as office,
    ):
        own = subjects.sent(EVENT, "one-k7mq", "one")
        await desk.request(own, b'{"given_name":"Helene"}', timeout=5)
        inbox = await office.subscribe(f"{subjects.inbox('office')}.x")
        await office.publish(*asked[what], reply=f"{subjects.inbox('office')}.x")
        await office.flush(timeout=5)
        await comes(lambda: any("permissions violation" in line.lower() for line in said))
        assert inbox.pending_msgs == 0


async def test_one_that_was_put_out_is_told(hub: Hub) -> None:
    office = await added(hub, "office", Kind.FIGURES)
    bulletin = Bulletin(1)
    listening = asyncio.create_task(listen(office, bulletin, lambda: 2))
    await comes(lambda: bulletin.silent_since is None)
    await hub.remove("office", 1)
    await comes(lambda: not bulletin.admitted and bulletin.silent_since == 2)
    listening.cancel()


def test_figures_arrive_as_they_were_told() -> None:
    assert figures.of_plain(figures.plain(TOLD)) == TOLD


@pytest.mark.parametrize(
    "change",
    [
        {"at": -1},
        {"at": "9"},
        {"lists": {}},
        {"lists": [{"key": "a", "expected": 1}]},
        {"lists": [{"key": "a" * 65, "expected": 1, "present": 1}]},
        {"rates": {"a": [[0]]}},
        {"rates": [1]},
        {"desks": [["\x1b[31m", 1]]},
        {"desks": [["one", 2.5]]},
        {"desks": [["one", 1]] * 501},
    ],
)
def test_what_no_desk_tells_is_left(change: dict[str, object]) -> None:
    plain = {**json.loads(figures.plain(TOLD)), **change}
    assert figures.of_plain(json.dumps(plain).encode()) is None
    assert figures.of_plain(b"[" * 30_000) is None


def test_the_desk_that_knows_most_is_believed() -> None:
    bulletin = Bulletin(None)
    for desk, top, present, at in (("one", 7, 41, 1000), ("two", 5, 39, 2000)):
        health = Health(desk, f"{desk}-k7", at, 0, tops={"one-k7": top})
        share = Figures(at, lists=(Share("accueil", 100, present),))
        bulletin.hear(f"hb.ev.{desk}", health.plain(), at)
        bulletin.hear(f"counts.ev.{desk}", figures.plain(share), at)
    assert bulletin.figures.lists[0].present == 41
    bulletin.hear("counts.ev.two", figures.plain(share), 60_000)
    assert bulletin.figures.lists[0].present == 39


def test_the_forecast_goes_on_as_the_last_slots_went() -> None:
    rate = TOLD.rates["accueil"]
    assert lately(rate, 9 * MINUTE) == 40
    assert forecast(TOLD.lists[0], rate, 10 * MINUTE) == 10 * MINUTE + 60 * 10 * MINUTE // 40
    assert forecast(TOLD.lists[0], rate, 60 * MINUTE) is None
    assert forecast(Share("accueil", 40, 40), rate, 9 * MINUTE) is None


def test_the_figures_are_those_of_the_dashboard(tmp_path: Path) -> None:
    held = welcome(tmp_path / "desk")
    with closing(held.desk()) as desk:
        told, tally = counting.figures(desk.copy, held.event.lists, held.pen.now()), desk.tally()
    held.release()
    assert told.lists == tally.lists
    assert told.rates[tally.list_id] == tally.rate
