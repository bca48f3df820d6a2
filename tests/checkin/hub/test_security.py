"""What strangers, other desks and broken desks try at a real server, and what comes of it."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest
from nats.aio.client import Client
from nats.errors import Error

from checkin import subjects
from checkin.hub.hub import Hub
from checkin.membership import Kind
from tests.hubs import EVENT, added, calling, home_in

MINE = subjects.sent(EVENT, "hall-1-abcd", "hall-1")
THEIRS = subjects.sent(EVENT, "hall-2-abcd", "hall-2")
FOREIGN = (
    THEIRS,
    "arr.other-event.hall-1-abcd.hall-1",
    subjects.heartbeat(EVENT, "hall-2"),
    subjects.counts(EVENT, "hall-2"),
    f"live.{EVENT}.hall-1-abcd.hall-1",
    "$SYS.REQ.SERVER.PING",
    f"$JS.API.STREAM.DELETE.{subjects.stream(EVENT)}",
    f"$JS.API.STREAM.PURGE.{subjects.stream(EVENT)}",
    f"$JS.API.STREAM.UPDATE.{subjects.stream(EVENT)}",
    f"$JS.API.STREAM.MSG.DELETE.{subjects.stream(EVENT)}",
    "$JS.API.STREAM.CREATE.MINE",
    f"$JS.API.CONSUMER.CREATE.{subjects.stream(EVENT)}",
    f"{subjects.inbox('hall-2')}.x",
)
UNHEARD = (">", "arr.>", "$SYS.>", f"{subjects.inbox('hall-2')}.>", "live.other-event.>")


async def refused(client: Client, said: list[str]) -> list[str]:
    """Wait until the server complains; return what it does not permit."""
    async with asyncio.timeout(5):
        while not said:
            await client.flush(timeout=5)
    return [line for line in said if "permissions violation" in line.lower()]


@pytest.mark.parametrize("subject", FOREIGN)
async def test_a_desk_may_not_speak_where_it_has_no_business(hub: Hub, subject: str) -> None:
    said: list[str] = []
    async with calling(await added(hub, "hall-1"), said) as desk:
        await desk.publish(subject, b"{}")
        assert await refused(desk, said)
    assert await hub.steward.stored() == 0


@pytest.mark.parametrize("subject", UNHEARD)
async def test_a_desk_may_not_hear_what_is_not_its_own(hub: Hub, subject: str) -> None:
    said: list[str] = []
    async with calling(await added(hub, "hall-1"), said) as desk:
        await desk.subscribe(subject)
        assert await refused(desk, said)


@pytest.mark.parametrize(
    "subject",
    [MINE, subjects.stream_info(EVENT), subjects.direct_get(EVENT), subjects.heartbeat(EVENT, "x")],
)
async def test_an_organisers_laptop_may_say_nothing(hub: Hub, subject: str) -> None:
    said: list[str] = []
    async with calling(await added(hub, "office", Kind.FIGURES), said) as office:
        await office.publish(subject, b"{}")
        assert await refused(office, said)


@pytest.mark.parametrize(
    "subject",
    [subjects.live(EVENT), subjects.journals(EVENT), subjects.asked(EVENT), ">"],
)
async def test_an_organisers_laptop_hears_of_no_person(hub: Hub, subject: str) -> None:
    said: list[str] = []
    async with calling(await added(hub, "office", Kind.FIGURES), said) as office:
        await office.subscribe(subject)
        assert await refused(office, said)


async def test_an_organisers_laptop_hears_the_counts(hub: Hub) -> None:
    desk_member, office_member = await added(hub, "hall-1"), await added(hub, "o", Kind.FIGURES)
    async with calling(desk_member) as desk, calling(office_member) as office:
        heard = await office.subscribe(subjects.counts(EVENT, "*"))
        await office.flush(timeout=5)
        await desk.publish(subjects.counts(EVENT, "hall-1"), b'{"present":412}')
        assert (await heard.next_msg(timeout=5)).data == b'{"present":412}'


async def test_a_wrong_key_is_not_let_in(hub: Hub) -> None:
    member = replace(await added(hub, "hall-1"), secret=bytes(32))
    with pytest.raises((Error, OSError)):
        async with asyncio.timeout(5), calling(member):
            pass


async def test_another_authority_is_no_hub_of_ours(hub: Hub, tmp_path: Path) -> None:
    stranger = home_in(tmp_path / "stranger")
    member = replace(await added(hub, "hall-1"), ca=stranger.ca.read_bytes())
    said: list[str] = []
    with pytest.raises((Error, OSError)):
        async with asyncio.timeout(5), calling(member, said):
            pass
    assert any("certificate" in line.lower() for line in said)


async def test_an_oversized_entry_is_refused_and_the_desk_is_told(hub: Hub) -> None:
    async with calling(await added(hub, "hall-1")) as desk:
        answer = json.loads((await desk.request(MINE, b"x" * 70_000, timeout=5)).data)
        assert "size" in answer["error"]["description"]
    assert await hub.steward.stored() == 0


async def test_a_replayed_entry_is_stored_once(hub: Hub) -> None:
    headers = {"Nats-Msg-Id": "hall-1-abcd.1.0011223344556677"}
    async with calling(await added(hub, "hall-1")) as desk:
        for _time in range(2):
            answer = await desk.request(MINE, b"{}", timeout=5, headers=headers)
        assert json.loads(answer.data)["duplicate"] is True
    assert await hub.steward.stored() == 1
