"""Several hubs of one event on this machine: a cluster of three, or sites that are apart."""

import asyncio
import datetime as dt
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from checkin.hub import succession
from checkin.hub.home import Home, found
from checkin.hub.hub import Hub
from tests.hubs import EVENT, free_port

HERE = "127.0.0.1"


def homes(folder: Path, *arrangements: str) -> tuple[Home, ...]:
    """Make hubs of one event with these hub.toml: the first founds it, the others are spares."""
    now = dt.datetime.now(dt.UTC)
    for place, text in enumerate(arrangements):
        inside = folder / f"hub-{place}" / "hub"
        inside.mkdir(parents=True)
        (inside / "hub.toml").write_text(text)
    first = found(folder / "hub-0", EVENT, now)
    spare = succession.packed(first, now)
    others = range(1, len(arrangements))
    settled = (succession.settle(folder / f"hub-{n}", EVENT, spare, Path("spare")) for n in others)
    return (first, *settled)


def cluster(folder: Path) -> tuple[Home, ...]:
    """Make three hubs that stand for one, with three copies of all journals."""
    ports = [(free_port(), free_port()) for _server in range(3)]
    routes = ", ".join(f'"{HERE}:{route}"' for _port, route in ports)
    addresses = ", ".join(f'"{HERE}:{port}"' for port, _route in ports)
    return homes(
        folder,
        *(
            f'name = "hall-{number}"\nlisten = "{HERE}:{port}"\n'
            f"addresses = [{addresses}]\nreplicas = 3\n"
            f'[cluster]\nname = "hall"\nlisten = "{HERE}:{route}"\nroutes = [{routes}]\n'
            for number, (port, route) in enumerate(ports)
        ),
    )


def sites(folder: Path) -> tuple[Home, ...]:
    """Make the hubs of two sites, of which the second calls the first."""
    paris, leaf, lyon = (free_port() for _port in range(3))
    return homes(
        folder,
        f'name = "paris"\nlisten = "{HERE}:{paris}"\naddresses = ["{HERE}:{paris}"]\n'
        f'[leaf]\ndomain = "paris"\nlisten = "{HERE}:{leaf}"\n',
        f'name = "lyon"\nlisten = "{HERE}:{lyon}"\n'
        f'[leaf]\ndomain = "lyon"\nremotes = ["{HERE}:{leaf}"]\n',
    )


@asynccontextmanager
async def running(places: tuple[Home, ...]) -> AsyncIterator[tuple[Hub, ...]]:
    """Run them all, until each has its stream."""
    hubs = tuple(Hub(place) for place in places)
    await asyncio.gather(*(one.__aenter__() for one in hubs))
    try:
        yield hubs
    finally:
        await asyncio.gather(*(one.__aexit__(None, None, None) for one in hubs))


def kill(hub: Hub) -> None:
    """End a hub's server as a power cut would."""
    os.kill(int((hub.home.path / "nats.pid").read_text()), signal.SIGKILL)


async def leader(hubs: tuple[Hub, ...]) -> Hub:
    """Return the hub whose server leads the stream."""
    info = await hubs[0].steward.stream_info()
    return next(one for one in hubs if one.home.arrangement.name == info["cluster"]["leader"])
