"""The hub shows itself on the network by mDNS, and a laptop that is to join it looks for it.

Where the network does not carry that, the address is typed.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from ipaddress import ip_address
from typing import Any

from checkin.pairing.sighting import LONGEST, SERVICE, Sighting, sighting, told

ANYWHERE = ("", "0.0.0.0")  # noqa: S104 - compared, not bound
ASKING = 1000  # ms in which a hub says more of itself
REACH = 1.0  # seconds in which it takes a call
OTHERS = 0.5  # seconds behind the first hub in which others may be heard


@asynccontextmanager
async def shown(event: str, ca: bytes, listen: str) -> AsyncIterator[None]:
    """Show the hub that listens there ("host:port") for as long as the block lasts."""
    from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

    host, _colon, port = listen.rpartition(":")
    addresses = own_addresses() if host in ANYWHERE else [host]
    name = f"{socket.gethostname().partition('.')[0]}-{port}"[:LONGEST]
    info = AsyncServiceInfo(
        SERVICE,
        f"{name}.{SERVICE}",
        parsed_addresses=addresses,
        port=int(port),
        properties=told(event, ca),
        server=f"{name}.local.",
    )
    try:
        network = AsyncZeroconf(interfaces=addresses)
    except OSError:  # there is no network that carries it
        yield
        return
    showing = asyncio.create_task(_show(network, info))
    try:
        yield
    finally:
        showing.cancel()
        await asyncio.gather(showing, return_exceptions=True)
        with suppress(OSError):
            await network.async_unregister_all_services()
        await network.async_close()


async def seen(seconds: float, interfaces: Sequence[str] = ()) -> tuple[Sighting, ...]:
    """Return the hubs that show themselves and can be reached from here.

    Waits no longer than that for the first of them.
    """
    from zeroconf import ServiceStateChange
    from zeroconf.asyncio import AsyncServiceBrowser, AsyncZeroconf

    try:
        network = AsyncZeroconf(interfaces=list(interfaces) or own_addresses())
    except OSError:
        await asyncio.sleep(seconds)
        return ()
    names: set[str] = set()
    heard = asyncio.Event()

    def hear(zeroconf: Any, service_type: str, name: str, state_change: Any) -> None:  # noqa: ARG001 - as the library calls it
        if state_change is not ServiceStateChange.Removed:
            names.add(name)
            heard.set()

    browser = AsyncServiceBrowser(network.zeroconf, SERVICE, handlers=[hear])
    try:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await heard.wait()
                await asyncio.sleep(OTHERS)
        told = await asyncio.gather(*(_asked(network, name) for name in sorted(names)))
    finally:
        await browser.async_cancel()
        await network.async_close()
    return tuple(sorted({one for several in told for one in several}))


def own_addresses() -> list[str]:
    """Return this laptop's addresses on its networks; without any, that of itself alone."""
    import ifaddr

    found = [str(one.ip) for card in ifaddr.get_adapters() for one in card.ips if one.is_IPv4]
    return [one for one in found if not ip_address(one).is_loopback] or ["127.0.0.1"]


async def _show(network: Any, info: Any) -> None:
    """Show a hub; one of the same name elsewhere makes the library give it another."""
    await (await network.async_register_service(info, allow_name_change=True))


async def _asked(network: Any, name: str) -> tuple[Sighting, ...]:
    """Return what a hub says of itself, once for each of its addresses."""
    info = await network.async_get_service_info(SERVICE, name, ASKING)
    if info is None:
        return ()
    reached = [one for one in info.parsed_addresses() if await _answers(one, info.port)]
    found = (sighting(info.properties, f"{one}:{info.port}") for one in reached)
    return tuple(one for one in found if one is not None)


async def _answers(host: str, port: int) -> bool:
    """Say whether a hub can be called there: it may have addresses on networks that we are not."""
    try:
        async with asyncio.timeout(REACH):
            _reader, writer = await asyncio.open_connection(host, port)
    except (OSError, TimeoutError):
        return False
    writer.close()
    return True
