"""A hub starts, lets desks in and puts them out, stops, and keeps everything."""

import asyncio
import json
import os
import stat
from pathlib import Path

import pytest
from nats.errors import Error

from checkin import subjects
from checkin.hub.home import Home
from checkin.hub.hub import Hub
from checkin.hub.members import NameTrouble
from checkin.hub.server import Server, ServerTrouble
from checkin.membership import Kind
from tests.hubs import EVENT, added, calling, home_in

OWN = subjects.sent(EVENT, "hall-1-abcd", "hall-1")


async def test_what_a_desk_stored_is_there_after_a_restart(tmp_path: Path) -> None:
    home = home_in(tmp_path)
    async with Hub(home) as hub:
        member = await added(hub, "hall-1")
        async with calling(member) as desk:
            answer = json.loads((await desk.request(OWN, b"kept", timeout=5)).data)
            assert answer["seq"] == 1
            first = json.loads((await desk.request(subjects.stream_info(EVENT), timeout=5)).data)
    async with Hub(home) as hub, calling(member) as desk:
        again = json.loads((await desk.request(subjects.stream_info(EVENT), timeout=5)).data)
        assert await hub.steward.stored() == 1
    assert again["config"]["metadata"]["epoch"] == first["config"]["metadata"]["epoch"]
    assert again["created"] == first["created"]


async def test_the_server_is_gone_when_the_hub_is(tmp_path: Path) -> None:
    home = home_in(tmp_path)
    async with Hub(home) as hub:
        assert hub.server.is_running
    with pytest.raises(OSError, match=r"refused|failed"):
        await asyncio.open_connection("127.0.0.1", home.arrangement.port)


async def test_a_server_that_outlived_its_keeper_is_ended_at_the_next_start(tmp_path: Path) -> None:
    home = home_in(tmp_path)
    async with Hub(home) as first:
        member = await added(first, "hall-1")
        async with calling(member) as desk:
            await desk.request(OWN, b"kept", timeout=5)
        server = int((home.path / "nats.pid").read_text())
        assert first.server.keeper is not None
        first.server.keeper.kill()
        first.server.keeper.wait()
        os.kill(server, 0)
    async with Hub(home) as second:
        assert int((home.path / "nats.pid").read_text()) != server
        assert await second.steward.stored() == 1


async def test_a_stranger_on_the_hubs_port_is_left_alone(tmp_path: Path) -> None:
    home = home_in(tmp_path)
    stranger = home_in(tmp_path / "stranger")
    stranger.arrangement_file.write_text(home.arrangement_file.read_text())
    async with Hub(Home(stranger.path, EVENT)) as theirs:
        with pytest.raises(ServerTrouble, match=str(home.arrangement.port)):
            await Hub(home).__aenter__()
        assert await theirs.steward.stored() == 0


async def test_a_second_hub_on_the_same_port_is_refused_in_a_sentence(hub: Hub) -> None:
    home = hub.home
    second = Server(home.configuration_file, home.arrangement.listen, home.log)
    with pytest.raises(ServerTrouble, match=str(home.arrangement.port)):
        second.start()


async def test_a_removed_desk_is_cut_off_at_once_and_stays_out(hub: Hub) -> None:
    member = await added(hub, "hall-1")
    other = await added(hub, "hall-2")
    cut = asyncio.Event()

    async def gone() -> None:
        cut.set()

    async with calling(member, disconnected_cb=gone), calling(other) as bystander:
        assert set(await hub.steward.present()) > {member.login_key, other.login_key}
        await hub.remove("hall-1", 1)
        await asyncio.wait_for(cut.wait(), 1)
        assert bystander.is_connected
    said: list[str] = []
    with pytest.raises((Error, OSError)):
        await asyncio.wait_for(calling(member, said).__aenter__(), 5)
    assert any("Authorization" in line for line in said)


@pytest.mark.parametrize("name", ["", "Hall", "a.b", "a b", "*", ">", "x" * 25, "hub", "-a"])
async def test_a_name_that_would_reach_into_other_subjects_is_refused(hub: Hub, name: str) -> None:
    with pytest.raises(NameTrouble):
        await hub.add(name, "U", Kind.DESK, 0)


def test_all_that_a_hub_keeps_is_for_its_owner_alone(tmp_path: Path) -> None:
    home = home_in(tmp_path)
    home.arrangement_file.chmod(0o600)  # the test wrote this one itself
    kept = [path for path in home.path.iterdir() if path.is_file()]
    assert len(kept) >= 8
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}
