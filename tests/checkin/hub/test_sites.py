"""Two sites, each with a hub of its own, joined by a leaf node: together, apart, together again."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from checkin.hub.hub import Hub
from checkin.replication import Health
from checkin.replication.mending import Mending
from tests.checkin.hub.test_forgers import comes, neighbour
from tests.clusters import running, sites
from tests.hubs import added
from tests.neighbours import alike


async def test_two_sites_work_together_and_each_alone_when_they_are_apart(tmp_path: Path) -> None:
    homes = sites(tmp_path)
    async with AsyncExitStack() as stack:
        (lyon,) = await stack.enter_async_context(running(homes[1:]))
        paris = Hub(homes[0])
        await paris.__aenter__()
        here, there = (
            neighbour(tmp_path, await added(paris, "a")),
            neighbour(tmp_path, await added(lyon, "b")),
        )
        for one in (here, there):
            stack.push_async_callback(asyncio.to_thread, one.close)
        first, second = here.enter("helene"), there.enter("marc")
        await comes(there, lambda: there.knows(first))
        await comes(here, lambda: here.knows(second))

        await paris.__aexit__(None, None, None)
        await comes(here, lambda: here.standing.alone_since is not None)
        apart = [there.enter(f"apart-{turn}") for turn in range(20)]
        alone = here.enter("alone")
        await comes(there, lambda: not there.standing.waiting)

        async with Hub(homes[0]):
            await comes(here, lambda: here.knows(*apart))
            await comes(there, lambda: there.knows(alone))
            await comes(here, lambda: alike(here, there))


def test_what_is_on_its_way_is_left_to_arrive_and_what_is_refused_is_sent_once() -> None:
    mending, ours = Mending(), {"a-k7": 5, "b-k7": 2}

    def due(**more: object) -> list[tuple[str, int]]:
        other = Health("b", "b-k7", 0, 0, **{"tops": {"a-k7": 3, "b-k7": 2}, **more})  # type: ignore[arg-type] # named fields
        return list(mending.due(other, ours))

    assert due(tops={"a-k7": 1}) == []
    assert due() == []
    assert due(behind=1) == []
    assert due() == [("a-k7", 3)]
    assert due() == []
