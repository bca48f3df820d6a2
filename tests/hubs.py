"""Real hubs to try things on, each on a port and in a folder of its own."""

import datetime as dt
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checkin import subjects
from checkin.hub.calls import call
from checkin.hub.home import Home, found
from checkin.hub.hub import Hub, membership
from checkin.membership import Kind, Membership
from db.entries import public_key
from db.events import DeskOpened
from tests.journals import key_of

if TYPE_CHECKING:
    from nats.aio.client import Client

EVENT = "rencontres"
NOW = dt.datetime(2026, 9, 18, 8, 30, tzinfo=dt.UTC)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def home_in(folder: Path, event: str = EVENT) -> Home:
    """Found a hub that listens on this machine alone."""
    place = folder / "hub"
    place.mkdir(parents=True, exist_ok=True)
    (place / "hub.toml").write_text(f'listen = "127.0.0.1:{free_port()}"\n')
    return found(folder, event, dt.datetime.now(dt.UTC))


async def added(hub: Hub, name: str, kind: Kind = Kind.DESK) -> Membership:
    """Let a new member in; the organisers vouch for the key that `tests.journals.desk` has."""
    secret = secrets.token_bytes(32)
    here = (f"127.0.0.1:{hub.home.arrangement.port}",)
    desk = DeskOpened(name, public_key(key_of(name)))
    member = membership(hub.home, name, secret, kind, here, desk)
    await hub.add(name, member.login_key, kind, 0)
    return member


@asynccontextmanager
async def calling(
    member: Membership, said: list[str] | None = None, **more: Any
) -> AsyncIterator["Client"]:
    """Call the hub as a member does; `said` collects what the server complains of."""

    async def complaint(error: Exception) -> None:
        if said is not None:
            said.append(str(error))

    options = {"allow_reconnect": False, "max_reconnect_attempts": 1, "connect_timeout": 2, **more}
    client = await call(
        member.hubs,
        member.ca,
        member.login_seed,
        name=member.desk,
        complaint=complaint,
        inbox_prefix=subjects.inbox(member.desk),
        **options,
    )
    try:
        yield client
    finally:
        await client.close()
