"""Who opens a journal under a name that the organisers did not give them, at a real server."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from nats.aio.client import Client

from checkin.hub.hub import Hub
from db import clock, entries
from db.entries import Entry, Pen, public_key
from db.events import CheckedIn, DeskOpened, Event, Voucher
from db.vouchers import voucher
from tests.checkin.hub.test_forgers import FORGER, comes, honest, meet, refused, send
from tests.hubs import EVENT, added, calling
from tests.journals import LIST, Watch, key_of
from tests.neighbours import Neighbour


def written(pen: Pen, happened: Sequence[Event]) -> Iterator[Entry]:
    """Write a journal of one's own invention."""
    digest, reading = entries.START, 0
    for number, event in enumerate(happened, 1):
        at = pen.now()
        reading = clock.tick(reading, at)
        entry = entries.write(pen, number, reading, at, digest, event)
        digest = entry.digest
        yield entry


def invented(
    origin: str, name: str, vouchers: tuple[Voucher, ...], pen_of: str = ""
) -> list[Entry]:
    """Return a journal presented under a name, signed by a desk's key or by none of them."""
    key = key_of(pen_of) if pen_of else FORGER
    pen = Pen(EVENT, origin, name, "Mallory", key, Watch())
    return list(
        written(pen, [DeskOpened(name, pen.public_key, vouchers), CheckedIn("mallory", LIST)])
    )


async def is_refused(
    client: Client, publisher: str, journal: Sequence[Entry], victim: Neighbour, reader: Neighbour
) -> None:
    """Send an invented journal: it is shown as refused, and what is genuine still comes."""
    for entry in journal:
        await send(client, entry, publisher)
    await comes(reader, lambda: refused(reader) >= 1)
    genuine = victim.enter("marc")
    await comes(reader, lambda: reader.knows(genuine))
    assert journal[0].mark.origin not in reader.journals()


@pytest.mark.parametrize("brings", ["nothing", "its own voucher", "the other's", "a forgery"])
async def test_a_desk_that_writes_under_anothers_name_convinces_nobody(
    hub: Hub, tmp_path: Path, brings: str
) -> None:
    own = await added(hub, "hall-1")
    async with (
        honest(hub, tmp_path, "hall-2", "hall-3") as (victim, reader),
        calling(own) as pretender,
    ):
        await meet(victim, reader)
        key = key_of("hall-1")
        brought = {
            "nothing": (),
            "its own voucher": own.vouchers,
            "the other's": victim.below.pen.vouchers,
            "a forgery": (voucher(key, EVENT, "hall-2", public_key(key)),),
        }
        journal = invented("hall-2-zz", "hall-2", brought[brings], "hall-1")
        await is_refused(pretender, "hall-1", journal, victim, reader)


async def test_a_desk_under_its_own_name_takes_no_others_origin(hub: Hub, tmp_path: Path) -> None:
    own = await added(hub, "hall-1")
    async with (
        honest(hub, tmp_path, "hall-2", "hall-3") as (victim, reader),
        calling(own) as pretender,
    ):
        await meet(victim, reader)
        journal = invented("hall-2-zz", "hall-1", own.vouchers, "hall-1")
        await is_refused(pretender, "hall-1", journal, victim, reader)


async def test_whoever_runs_the_server_can_invent_no_desk(hub: Hub, tmp_path: Path) -> None:
    member = await added(hub, "hall-1")
    steward = replace(member, secret=(hub.home.path / "steward.key").read_bytes())
    async with (
        honest(hub, tmp_path, "hall-2", "hall-3") as (victim, reader),
        calling(steward) as operator,
    ):
        await meet(victim, reader)
        forged = voucher(FORGER, EVENT, "hall-9", public_key(FORGER))
        elsewhere = voucher(hub.home.organiser, "other-event", "hall-9", public_key(FORGER))
        junk = ("", "no hex")
        journal = invented("hall-9-zz", "hall-9", (forged, elsewhere, junk))
        await is_refused(operator, "hall-9", journal, victim, reader)


async def test_what_a_desk_wrote_before_it_was_let_in_comes_with_its_voucher(
    hub: Hub, tmp_path: Path
) -> None:
    member = await added(hub, "hall-1")
    before = invented("hall-1-aa", "hall-1", (), "hall-1")
    since = invented("hall-1-bb", "hall-1", member.vouchers, "hall-1")
    async with (
        honest(hub, tmp_path, "hall-3") as (reader,),
        calling(member) as desk,
    ):
        for entry in before:
            await send(desk, entry, "hall-1")
        await comes(reader, lambda: refused(reader) >= 1)
        for entry in since:
            await send(desk, entry, "hall-1")
        marks = [entry.mark for entry in (*before, *since)]
        await comes(reader, lambda: reader.knows(*marks))
