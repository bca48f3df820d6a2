"""Pure: tickets that pretix signed, checked with the event's public keys (scheme pretix_sig1).

The text is base64 written backwards. Its bytes: the version 1, the lengths of payload and
signature (two bytes each, the high one first), the payload, its Ed25519 signature. The payload is
a protocol buffer, in which field 5 is the time from which a ticket is good and field 6 that until
which it is, in seconds since the epoch; 0 or none means always. Written after pretix's published
description of its format.
"""

import base64
import binascii
from collections.abc import Iterator, Sequence

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

_HEAD = 5
_VERSION = 1
_FROM, _UNTIL = 5, 6
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_LONGEST_VARINT = 10  # bytes


def public_key(text: str) -> Ed25519PublicKey:
    """Return a key as pretix's API writes it: a PEM, in base64 or as it is."""
    try:
        pem = text.encode() if text.startswith("-----") else base64.b64decode(text, validate=True)
        key = load_pem_public_key(pem)
    except (ValueError, binascii.Error) as error:
        raise ValueError("this is no public key") from error
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("this is no Ed25519 key")
    return key


def is_written(text: str) -> bool:
    """Say whether a text is written as such a ticket is, by whomever it was signed."""
    return _parts(text) is not None


def is_signed(text: str, keys: Sequence[Ed25519PublicKey]) -> bool:
    """Say whether one of the keys signed this ticket."""
    parts = _parts(text)
    return parts is not None and any(_signed(*parts, key) for key in keys)


def is_good_at(text: str, now: int) -> bool:
    """Say whether the ticket holds at `now` (ms); whether it is genuine is not asked here."""
    parts = _parts(text)
    try:
        times = dict(_numbers(parts[0])) if parts else None
    except ValueError:
        times = None
    if times is None:
        return False
    until = times.get(_UNTIL, 0)
    return times.get(_FROM, 0) * 1000 <= now and (not until or now < until * 1000)


def _parts(text: str) -> tuple[bytes, bytes] | None:
    """Return payload and signature."""
    try:
        raw = base64.b64decode(text.strip()[::-1], validate=True)
    except ValueError:
        return None
    if len(raw) < _HEAD or raw[0] != _VERSION:
        return None
    middle = _HEAD + int.from_bytes(raw[1:3])
    end = middle + int.from_bytes(raw[3:5])
    return (raw[_HEAD:middle], raw[middle:end]) if len(raw) == end else None


def _signed(payload: bytes, signature: bytes, key: Ed25519PublicKey) -> bool:
    try:
        key.verify(signature, payload)
    except InvalidSignature:
        return False
    return True


def _numbers(payload: bytes) -> Iterator[tuple[int, int]]:
    """Yield the whole numbers of a protocol buffer with their fields, passing over the rest."""
    place = 0
    while place < len(payload):
        tag, place = _varint(payload, place)
        field, kind = tag >> 3, tag & 7
        if kind == _VARINT:
            value, place = _varint(payload, place)
            yield field, value
        elif kind == _BYTES:
            length, place = _varint(payload, place)
            place += length
        elif kind in (_FIXED64, _FIXED32):
            place += 8 if kind == _FIXED64 else 4
        else:
            raise ValueError(f"field {field} is of no known kind")


def _varint(payload: bytes, place: int) -> tuple[int, int]:
    """Return the number that begins here, seven bits a byte, and the place behind it."""
    value = 0
    for count, byte in enumerate(payload[place : place + _LONGEST_VARINT]):
        value |= (byte & 127) << 7 * count
        if byte < 128:
            return value, place + count + 1
    raise ValueError("the number does not end")
