"""A desk that was let in and turns hostile, at a real server, with a real desk that reads."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from nats.aio.client import Client

from checkin import subjects
from checkin.devices.nats_link import NatsLink
from checkin.hub.hub import Hub
from checkin.membership import Membership
from checkin.replication import Replicator
from db import clock, entries, journal
from db.connection import open_copy
from db.entries import Entry, Pen, signing_key
from db.events import CheckedIn
from tests.hubs import EVENT, added, calling
from tests.journals import LIST, desk
from tests.neighbours import Neighbour

FORGER = signing_key(bytes(range(32)))
SOON = 3 * 365 * 24 * 3600 * 1000  # ms


def neighbour(folder: Path, member: Membership) -> Neighbour:
    """Open a desk that reads and sends through the hub."""
    below = desk(folder, member.desk, organiser=member.organiser, vouchers=member.vouchers)
    file = folder / f"{member.desk}.db"
    one = Neighbour(member.desk, file, below, None)  # type: ignore[arg-type] # it comes next

    def tell(_changed: bool) -> None:
        with one.news:
            one.news.notify_all()

    one.replicator = Replicator(
        NatsLink(member), lambda: open_copy(file, checked=True), below.pen, tell
    )
    one.replicator.start()
    return one


@asynccontextmanager
async def honest(hub: Hub, folder: Path, *names: str) -> AsyncIterator[tuple[Neighbour, ...]]:
    """Let honest desks work through the hub."""
    desks = [neighbour(folder, await added(hub, name)) for name in names]
    try:
        yield tuple(desks)
    finally:
        for one in desks:
            await asyncio.to_thread(one.close)


async def comes(one: Neighbour, holds: Callable[[], bool]) -> None:
    await asyncio.to_thread(one.until, holds)


async def meet(one: Neighbour, other: Neighbour) -> None:
    """Wait until one desk's first arrival is known at the other."""
    first = one.enter("helene")
    await comes(other, lambda: other.knows(first))


def following(one: Neighbour, pen: Pen, who: str = "mallory") -> Entry:
    """Write what would come next in a desk's journal, with a pen of one's choice."""
    last, digest = journal.top(one.below.copy, one.below.origin)
    at = pen.now()
    return entries.write(pen, last + 1, clock.tick(0, at), at, digest, CheckedIn(who, LIST))


async def send(client: Client, entry: Entry, publisher: str, **more: str) -> dict[str, object]:
    """Publish an entry as a desk does; return the server's answer."""
    headers = {"Sig": entry.signature.hex(), "Nats-Expected-Stream": subjects.stream(EVENT)}
    subject = subjects.sent(EVENT, entry.mark.origin, publisher)
    said = await client.request(
        subject, entry.body.encode(), timeout=5, headers={**headers, **more}
    )
    answer: dict[str, object] = json.loads(said.data)
    return answer


def refused(one: Neighbour) -> int:
    """How many entries a desk says that it refused."""
    return one.standing.ours.trouble if one.standing.ours else 0


async def test_a_server_made_to_repeat_a_forgery_as_another_desk_convinces_nobody(
    hub: Hub, tmp_path: Path
) -> None:
    async with (
        honest(hub, tmp_path, "hall-2", "hall-3") as (victim, reader),
        calling(await added(hub, "hall-1")) as forger,
    ):
        await meet(victim, reader)
        forged = following(victim, replace(victim.below.pen, key=FORGER))
        answer = await send(forger, forged, "hall-1")
        wanted = json.dumps({"seq": answer["seq"]}).encode()
        theirs = subjects.sent(EVENT, victim.below.origin, "hall-2")
        before = await hub.steward.stored()
        await forger.publish(subjects.direct_get(EVENT), wanted, reply=theirs)
        async with asyncio.timeout(10):
            while await hub.steward.stored() == before:
                await forger.flush(timeout=5)
        await comes(reader, lambda: refused(reader) >= 1)
        genuine = victim.enter("marc")
        await comes(reader, lambda: reader.knows(genuine))
        assert reader.journals()[victim.below.origin] == victim.below.journal()


async def test_ids_that_somebody_took_first_keep_no_entry_out(hub: Hub, tmp_path: Path) -> None:
    async with (
        honest(hub, tmp_path, "hall-2", "hall-3") as (victim, reader),
        calling(await added(hub, "hall-1")) as forger,
    ):
        await meet(victim, reader)
        own = subjects.sent(EVENT, "hall-1-k7", "hall-1")
        origin, number = victim.below.origin, journal.top(victim.below.copy, victim.below.origin)[0]
        for taken in (f"{origin}.{number + 1}", f"{origin}.{number + 1}.{bytes(8).hex()}"):
            await forger.request(own, b"junk", timeout=5, headers={"Nats-Msg-Id": taken})
        genuine = victim.enter("marc")
        await comes(reader, lambda: reader.knows(genuine))
        await comes(victim, lambda: victim.standing.waiting == 0)


async def test_a_genuine_entry_sent_again_changes_nothing(hub: Hub, tmp_path: Path) -> None:
    async with (
        honest(hub, tmp_path, "hall-2", "hall-3") as (victim, reader),
        calling(await added(hub, "hall-1")) as forger,
    ):
        first = victim.enter("helene")
        await comes(reader, lambda: reader.knows(first))
        again = journal.entry_at(victim.below.copy, first)
        assert again is not None
        await send(forger, again, "hall-1")
        later = victim.enter("marc")
        await comes(reader, lambda: reader.knows(later))
        assert reader.journals()[victim.below.origin] == victim.below.journal()
        assert refused(reader) == 0


async def test_an_entry_of_another_event_is_refused_and_shown(hub: Hub, tmp_path: Path) -> None:
    async with (
        honest(hub, tmp_path, "hall-2", "hall-3") as (victim, reader),
        calling(await added(hub, "hall-1")) as forger,
    ):
        await meet(victim, reader)
        foreign = following(victim, replace(victim.below.pen, event="other-event"))
        await send(forger, foreign, "hall-1")
        await comes(reader, lambda: refused(reader) == 1)
        assert not reader.knows(foreign.mark)


async def test_words_that_are_no_entry_are_refused_and_shown(hub: Hub, tmp_path: Path) -> None:
    async with (
        honest(hub, tmp_path, "hall-3") as (reader,),
        calling(await added(hub, "hall-1")) as forger,
    ):
        for words in (b"", b"\xff\xfe", b"[" * 30_000, b'{"o":"hall-3-k7","n":-1}'):
            own = subjects.sent(EVENT, "hall-1-k7", "hall-1")
            await forger.request(own, words, timeout=5, headers={"Sig": "no hex"})
        await comes(reader, lambda: refused(reader) >= 1)
        mine = reader.enter("helene")
        await comes(reader, lambda: reader.standing.waiting == 0 and reader.knows(mine))


async def test_an_entry_of_years_to_come_pulls_no_clock_along(hub: Hub, tmp_path: Path) -> None:
    async with honest(hub, tmp_path, "hall-2", "hall-3") as (wrong, reader):
        wrong.below.watch.now += SOON
        dated = wrong.enter("helene")
        await comes(reader, lambda: reader.knows(dated))
        mine = journal.entry_at(reader.below.copy, reader.enter("marc"))
        assert mine is not None
        assert mine.clock >> clock.COUNTER_BITS < reader.below.watch.now + clock.TOO_FAR_AHEAD
