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
from db.entries import public_key, signing_key

PATIENCE = 15.0  # seconds
REACH = 5.0  # seconds in which a laptop on this network takes a call
GLANCE = 2.0  # seconds


class PairingTrouble(Exception):
    """A sentence that says why the hub did not let this laptop in."""


async def joined(address: str, code: str, usual: int = 4222, *, event_key: str = "") -> Bundle:
    """Return what makes this laptop a member, with a secret of its own that no hub has seen.

    `address` is the hub's, "host" or "host:port"; its door is one port further. `event_key` is what
    this laptop already signs its journal with; one that is blank will sign with its secret.
    """
    host, _colon, port = address.strip().partition(":")
    if port and not (port.isdecimal() and int(port) < 65535):
        raise PairingTrouble(_("{address} is no address of a hub.").format(address=address))
    secret = secrets.token_bytes(32)
    signing = event_key or public_key(signing_key(secret))
    content = await knock(host, int(port or usual) + 1, code, login_key(secret), signing)
    given = joining.unpacked(content, Path(host))
    hubs = dict.fromkeys((f"{host}:{port or usual}", *given.member.hubs))
    return replace(given, member=replace(given.member, secret=secret, hubs=tuple(hubs)))


async def knock(host: str, port: int, code: str, login_key: str, event_key: str) -> bytes:
    """Return what the hub gives to a laptop that knows its code, and has these public keys."""
    signs = typed(code)
    if signs is None:
        sentence = _("A code has eight letters and digits, such as K7QM-4TXP.")
        raise PairingTrouble(sentence)
    try:
        async with asyncio.timeout(PATIENCE):
            async with asyncio.timeout(REACH):
                reader, writer = await asyncio.open_connection(host, port)
            try:
                asked = {"key": login_key, "event_key": event_key}
                return await _talk(reader, writer, signs, json.dumps(asked).encode())
            finally:
                writer.close()
    except WrongCode:
        sentence = _(
            "The hub refused this code: read it again on its screen, or ask for a new one."
        )
        raise PairingTrouble(sentence) from None
    except (OSError, TimeoutError) as error:
        raise PairingTrouble(await _why_not(host, port - 1)) from error


async def _why_not(host: str, port: int) -> str:
    """Say what is wrong where no door is open: at a hub that shows no code, others still call."""
    if await _is_there(host, port):
        sentence = _(
            "The hub at {host} shows no code now; it dies after three tries: ask for a new one."
        )
    else:
        sentence = _("There is no hub at {host}: check the address and the network.")
    return sentence.format(host=host)


async def _is_there(host: str, port: int) -> bool:
    """Say whether somebody takes calls there, as a hub does that shows no code."""
    try:
        async with asyncio.timeout(GLANCE):
            _reader, writer = await asyncio.open_connection(host, port)
    except (OSError, TimeoutError):
        return False
    writer.close()
    return True


async def _talk(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, signs: str, asked: bytes
) -> bytes:
    from spake2 import SPAKE2_A, SPAKEError

    side = SPAKE2_A(signs.encode())
    await send(writer, side.start())
    try:
        sealed = keys(side.finish(await receive(reader)))
    except (SPAKEError, ValueError) as error:
        raise WrongCode from error
    await send(writer, seal(sealed.desk, asked))
    return unseal(sealed.hub, await receive(reader))
