"""A hub that shows itself is seen, over real multicast; what is none is not taken for one."""

import asyncio
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import IO

import pytest

from checkin import membership
from checkin.devices import mdns
from checkin.pairing.sighting import Sighting, fingerprint, sighting
from tests.cables import Cable, cable, needs_cables
from tests.desks import a_desk, command, run, surroundings
from tests.hubs import EVENT, free_port, home_in

__all__ = ["cable"]

HERE = "127.0.0.1"
PATIENCE = 10.0  # seconds
SAID = {b"v": b"1", b"event": b"rencontres", b"ca": b"ab" * 32}


@asynccontextmanager
async def called() -> AsyncIterator[str]:
    """An address at which somebody takes calls."""

    async def hang_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with await asyncio.start_server(hang_up, HERE, 0) as server:
        yield f"{HERE}:{server.sockets[0].getsockname()[1]}"


async def test_a_hub_is_seen_while_it_shows_itself_and_not_after(tmp_path: Path) -> None:
    ca = home_in(tmp_path).ca.read_bytes()
    async with called() as address:
        async with mdns.shown(EVENT, ca, address):
            found = await mdns.seen(PATIENCE, [HERE])
        assert Sighting(EVENT, address, fingerprint(ca)) in found
        assert address not in {one.address for one in await mdns.seen(0.5, [HERE])}


async def test_a_hub_that_cannot_be_called_is_not_offered(tmp_path: Path) -> None:
    ca = home_in(tmp_path).ca.read_bytes()
    address = f"{HERE}:{free_port()}"
    async with mdns.shown(EVENT, ca, address):
        assert address not in {one.address for one in await mdns.seen(PATIENCE, [HERE])}


async def test_two_hubs_on_one_laptop_are_told_apart(tmp_path: Path) -> None:
    ca = home_in(tmp_path).ca.read_bytes()
    async with (
        called() as one,
        called() as other,
        mdns.shown(EVENT, ca, one),
        mdns.shown("other", ca, other),
    ):
        wanted = {(EVENT, one), ("other", other)}
        found: set[tuple[str, str]] = set()
        while not wanted <= found:
            found |= {(hub.event, hub.address) for hub in await mdns.seen(PATIENCE, [HERE])}


def test_a_laptop_has_an_address_on_its_networks() -> None:
    assert mdns.own_addresses()


def test_what_a_hub_says_is_a_sighting() -> None:
    assert sighting(SAID, "10.0.0.1:4222") == Sighting("rencontres", "10.0.0.1:4222", "ab" * 32)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {**SAID, b"v": b"2"},
        {**SAID, b"event": None},
        {**SAID, b"event": b"\x1b[31mred"},
        {**SAID, b"event": b"\xff\xfe\x00"},
        {**SAID, b"ca": b"a" * 65},
    ],
)
def test_what_no_hub_says_is_none(said: dict[bytes, bytes | None]) -> None:
    assert sighting(said, "10.0.0.1:4222") is None


@needs_cables
def test_a_blank_laptop_at_the_other_end_of_a_cable_joins_with_the_code_alone(
    cable: Cable, tmp_path: Path
) -> None:
    desk, blank = a_desk(tmp_path / "desk"), tmp_path / "blank"
    (desk / "hub").mkdir()
    (desk / "hub" / "hub.toml").write_text(f'listen = "{cable.there}:{free_port()}"\n')
    with working(cable, "hub", "--data", desk) as hub:
        assert cable.there in hub.readline()
        with working(cable, "hub", "add", "hall-2", "--data", desk) as adding:
            code = adding.readline().split("--code ")[1].strip()
            joined = run("join", "--code", code, "--data", blank)
    assert joined.code == 0, joined.err
    assert f"The hub of rencontres is at {cable.there}" in joined.err
    member = membership.read(blank)
    assert member is not None
    assert member.desk == "hall-2"
    assert member.hubs[0].startswith(cable.there)


@contextmanager
def working(cable: Cable, *words: str | Path) -> Iterator[IO[str]]:
    """Run a verb at the other end of the cable; give what it says."""
    line = [*cable.prefix, *command(*words)]
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True, env=surroundings()) as at_work:
        assert at_work.stdout is not None
        yield at_work.stdout
        at_work.terminate()
