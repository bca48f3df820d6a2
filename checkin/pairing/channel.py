"""A sealed channel between two laptops that know the same short code (SPAKE2, RFC 9382's family).

Whoever listens learns nothing; whoever guesses has one guess a conversation. The desk seals first,
so that the hub gives away nothing before the code was right.
"""

import asyncio
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LONGEST = 1024**2  # bytes of one frame
ONCE = bytes(12)  # each key seals one message


class WrongCode(Exception):
    """The other side does not know the same code, or speaks something else."""


@dataclass(frozen=True)
class Keys:
    """What the desk seals its one message with, and the hub its own."""

    desk: bytes = field(repr=False)
    hub: bytes = field(repr=False)


def keys(shared: bytes) -> Keys:
    """Return the two keys of a conversation from what SPAKE2 agreed on."""
    desk, hub = (
        HKDF(SHA256(), 32, salt=None, info=b"checkin pairing " + side).derive(shared)
        for side in (b"desk", b"hub")
    )
    return Keys(desk, hub)


def seal(key: bytes, message: bytes) -> bytes:
    """Return a message that only the other side can read."""
    return ChaCha20Poly1305(key).encrypt(ONCE, message, None)


def unseal(key: bytes, sealed: bytes) -> bytes:
    """Return the message, or refuse what was not sealed with this key."""
    try:
        return ChaCha20Poly1305(key).decrypt(ONCE, sealed, None)
    except (InvalidTag, ValueError) as error:
        raise WrongCode from error


async def send(writer: asyncio.StreamWriter, frame: bytes) -> None:
    """Send one frame: its length in four bytes, then itself."""
    writer.write(len(frame).to_bytes(4, "big") + frame)
    await writer.drain()


async def receive(reader: asyncio.StreamReader) -> bytes:
    """Return the next frame."""
    try:
        length = int.from_bytes(await reader.readexactly(4), "big")
        if length > LONGEST:
            raise WrongCode
        return await reader.readexactly(length)
    except asyncio.IncompleteReadError as error:
        raise WrongCode from error
