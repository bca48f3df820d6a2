"""Call a hub over TLS, trusting the event's own authority and the hub's name alone."""

import ssl
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from checkin.membership import TLS_NAME

if TYPE_CHECKING:
    from nats.aio.client import Client

Complaint = Callable[[Exception], Awaitable[None]]


async def call(
    servers: Sequence[str], ca: bytes, seed: str, *, name: str, complaint: Complaint, **more: Any
) -> "Client":
    """Return a connection to one of the servers ("host:port"); `more` is for the client."""
    import nats

    return await nats.connect(
        [f"tls://{server}" for server in servers],
        name=name,
        tls=trusting(ca),
        tls_hostname=TLS_NAME,
        nkeys_seed_str=seed,
        error_cb=complaint,
        dont_randomize=True,
        **more,
    )


def trusting(ca: bytes) -> ssl.SSLContext:
    """Return what trusts this authority and no other, and wants the hub's name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(cadata=ca.decode())
    return context
