"""The desk's side of pairing: call the hub, prove the code, receive what a desk needs."""

import asyncio
import json
import secrets
from dataclasses import replace
from pathlib import Path

from checkin import joining
from checkin.joining import Bundle
from checkin.language import _
from checkin.membership import login_key
from checkin.pairing.channel import WrongCode, keys, receive, seal, send, unseal
from checkin.pairing.code import typed

PATIENCE = 15.0  # seconds


class PairingTrouble(Exception):
    """A sentence that says why the hub did not let this laptop in."""


async def joined(address: str, code: str, usual: int = 4222) -> Bundle:
    """Return what makes this laptop a member, with a secret of its own that no hub has seen.

    `address` is the hub's, "host" or "host:port"; its door is one port further.
    """
    host, _colon, port = address.strip().partition(":")
    if port and not port.isdecimal():
        raise PairingTrouble(_("{address} is no address of a hub.").format(address=address))
    secret = secrets.token_bytes(32)
    content = await knock(host, int(port or usual) + 1, code, login_key(secret))
    given = joining.unpacked(content, Path(host))
    hubs = dict.fromkeys((f"{host}:{port or usual}", *given.member.hubs))
    return replace(given, member=replace(given.member, secret=secret, hubs=tuple(hubs)))


async def knock(host: str, port: int, code: str, login_key: str) -> bytes:
    """Return what the hub gives to a laptop that knows its code and logs in with this key."""
    signs = typed(code)
    if signs is None:
        sentence = _("A code has eight letters and digits, such as K7QM-4TXP.")
        raise PairingTrouble(sentence)
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection(host, port)
            try:
                return await _talk(reader, writer, signs, login_key)
            finally:
                writer.close()
    except WrongCode:
        sentence = _(
            "The hub refused this code: read it again on its screen, or ask for a new one."
        )
        raise PairingTrouble(sentence) from None
    except (OSError, TimeoutError) as error:
        sentence = _(
            "No hub waits for a desk at {host}: show a code there first, and check the network."
        )
        raise PairingTrouble(sentence.format(host=host)) from error


async def _talk(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, signs: str, login_key: str
) -> bytes:
    from spake2 import SPAKE2_A, SPAKEError

    side = SPAKE2_A(signs.encode())
    await send(writer, side.start())
    try:
        sealed = keys(side.finish(await receive(reader)))
    except (SPAKEError, ValueError) as error:
        raise WrongCode from error
    await send(writer, seal(sealed.desk, json.dumps({"key": login_key}).encode()))
    return unseal(sealed.hub, await receive(reader))
