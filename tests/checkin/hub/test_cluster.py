"""Three hubs that stand for one: real servers, three copies, the leader killed, nothing lost."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from checkin.hub import authority, fellows
from checkin.hub.home import found
from checkin.hub.members import Member, together
from checkin.membership import Kind
from tests.checkin.hub.test_forgers import comes, neighbour
from tests.clusters import cluster, kill, leader, running
from tests.hubs import EVENT, NOW, added, calling, home_in
from tests.neighbours import alike

MANY = 120


async def holds(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.02)


async def test_a_leader_that_is_killed_loses_nothing_and_the_desks_go_on(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        hubs = await stack.enter_async_context(running(cluster(tmp_path)))
        members = [await added(hub, name) for hub, name in zip(hubs, "abc", strict=True)]
        everywhere = tuple(f"127.0.0.1:{hub.home.arrangement.port}" for hub in hubs)
        assert set(members[0].hubs) == set(everywhere)
        await holds(lambda: all(len(hub.home.members()) == 3 for hub in hubs))
        desks = [neighbour(tmp_path, one) for one in members]
        for one in desks:
            stack.push_async_callback(asyncio.to_thread, one.close)
        first = desks[0].enter("helene")
        for one in desks[1:]:
            await comes(one, lambda one=one: one.knows(first))  # type: ignore[misc] # the default binds this desk
        fallen = await leader(hubs)
        for turn in range(MANY):
            for one in desks:
                one.enter(f"{one.name}-{turn}")
            if turn == MANY // 3:
                kill(fallen)
        for one in desks:
            await comes(one, lambda one=one: not one.standing.waiting)  # type: ignore[misc] # as above
            await comes(one, lambda: alike(*desks))
        left = next(hub for hub in hubs if hub is not fallen)
        assert await left.steward.stored() >= 3 * MANY + 4


async def test_who_is_let_in_or_put_out_at_one_is_so_at_all(tmp_path: Path) -> None:
    async with running(cluster(tmp_path)) as hubs:
        member = await added(hubs[0], "hall-1")
        await holds(lambda: all(hub.home.members() for hub in hubs))
        cut = asyncio.Event()

        async def gone() -> None:
            cut.set()

        at_last = (f"127.0.0.1:{hubs[2].home.arrangement.port}",)
        patient: dict[str, Any] = {
            "allow_reconnect": True,
            "max_reconnect_attempts": -1,
            "reconnect_time_wait": 0.1,
        }
        async with calling(replace(member, hubs=at_last), disconnected_cb=gone, **patient):
            await hubs[1].remove("hall-1", 1)
            await asyncio.wait_for(cut.wait(), 2)
        await holds(lambda: not any(hub.home.members() for hub in hubs))


def test_what_hubs_know_of_their_members_comes_together_in_any_order() -> None:
    early, late = Member("a", "U1", Kind.DESK, 1), Member("a", "U2", Kind.DESK, 2)
    removed = Member("a", "U1", Kind.DESK, 3, gone=True)
    other = Member("b", "U3", Kind.FIGURES, 1)
    for ours, theirs in (((early, other), (removed,)), ((removed,), (late, other))):
        assert set(together(ours, theirs)) == {removed, other}
    assert together((early,), (late,)) == (late,)


def test_what_no_hub_of_ours_says_is_left() -> None:
    said = fellows.sealed("SUAMINE", (Member("a", "U1", Kind.DESK, 1),))
    assert fellows.unsealed("SUAMINE", said) == (Member("a", "U1", Kind.DESK, 1),)
    for forged in (b"", said[:-1], said[32:], fellows.sealed("SUOTHER", ())):
        assert fellows.unsealed("SUAMINE", forged) is None


def test_a_hub_that_moves_gets_a_certificate_for_where_the_others_call_it(tmp_path: Path) -> None:
    home = home_in(tmp_path)
    assert not authority.serves(home.certificate.read_bytes(), ["192.168.8.10"])
    with home.arrangement_file.open("a") as file:
        file.write('addresses = ["192.168.8.10:4222", "hub.example.org:4222"]\n')
    moved = found(tmp_path, EVENT, NOW)
    held = moved.certificate.read_bytes()
    assert authority.serves(held, ["checkin-hub", "192.168.8.10", "hub.example.org"])
    assert found(tmp_path, EVENT, NOW).certificate.read_bytes() == held
