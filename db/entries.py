"""One line of a journal: canonical bytes, chained by hash, signed by the desk that wrote it."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from db import events
from db.records import Mark

SIGNED_PREFIX = b"checkin/1\0"
START = hashlib.sha256(b"").hexdigest()

# The type of each value of a body; `p`, the person, may be missing.
KEYS = {"v": int, "ev": str, "o": str, "n": int, "h": int, "pb": str, "k": str, "at": int,
        "by": str, "d": dict}  # fmt: skip
TOO_LARGE = 2**63  # what the database can no longer hold as a whole number

_as_json = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


@dataclass(frozen=True)
class Entry:
    """One signed line; `body` is the exact text that was signed."""

    body: str
    signature: bytes

    @cached_property
    def fields(self) -> Mapping[str, Any]:
        """The body's values under their one-letter keys: v ev o n h pb k at by p d."""
        fields: Mapping[str, Any] = json.loads(self.body)
        return fields

    @cached_property
    def is_readable(self) -> bool:
        """Whether the body is written as every desk writes: canonical, whole, of known types."""
        return _is_readable(self)

    @cached_property
    def mark(self) -> Mark:
        return Mark(self.fields["o"], self.fields["n"])

    @property
    def clock(self) -> int:
        return int(self.fields["h"])

    @property
    def at(self) -> int:
        return int(self.fields["at"])

    @property
    def kind(self) -> str:
        return str(self.fields["k"])

    @property
    def previous(self) -> str:
        return str(self.fields["pb"])

    @cached_property
    def event(self) -> events.Event | None:
        """What happened; None for a kind that only a newer desk knows."""
        return events.event_of(self.kind, {**self.fields["d"], **self._subject})

    @cached_property
    def digest(self) -> str:
        """The hash that the next entry of this journal carries."""
        return hashlib.sha256(self.body.encode()).hexdigest()

    def signed_by(self, public_key: str) -> bool:
        """Say whether the signature is of this key (hex); it is worked out once."""
        if public_key not in self._signed_by:
            self._signed_by[public_key] = _is_signed(self, public_key)
        return self._signed_by[public_key]

    @cached_property
    def _signed_by(self) -> dict[str, bool]:
        return {}

    @property
    def _subject(self) -> Mapping[str, Any]:
        if "registration" in self.fields["d"]:
            return {}
        return {"registration": self.fields.get("p") or ""}


@dataclass(frozen=True)
class Pen:
    """What a desk writes its journal with; `now` gives milliseconds since the epoch.

    `organiser` is the organisers' key (hex), empty on a desk that nobody let in.
    """

    event: str
    origin: str
    desk: str
    operator: str
    key: Ed25519PrivateKey
    now: Callable[[], int]
    organiser: str = ""
    vouchers: tuple[events.Voucher, ...] = ()

    @property
    def public_key(self) -> str:
        return public_key(self.key)


def public_key(key: Ed25519PrivateKey) -> str:
    """Return the public part of a signing key, as journals name it (hex)."""
    return key.public_key().public_bytes_raw().hex()


def signing_key(secret: bytes) -> Ed25519PrivateKey:
    """Derive a desk's event key from its 32-byte secret; its login key is another one."""
    derived = HKDF(SHA256(), 32, salt=None, info=b"event-sign").derive(secret)
    return Ed25519PrivateKey.from_private_bytes(derived)


def write(pen: Pen, number: int, clock: int, at: int, previous: str, event: events.Event) -> Entry:
    """Return the signed entry for something that happened `at` ms since the epoch."""
    payload = events.payload_of(event)
    about = events.subject(event)
    if payload.get("registration") == about:
        del payload["registration"]
    body = canonical(
        {
            "v": events.VERSION,
            "ev": pen.event,
            "o": pen.origin,
            "n": number,
            "h": clock,
            "pb": previous,
            "k": type(event).__name__,
            "at": at,
            "by": pen.operator,
            "p": about or None,
            "d": payload,
        }
    )
    return signed(pen.key, body)


def signed(key: Ed25519PrivateKey, body: str) -> Entry:
    """Return a text with the signature of this key."""
    return Entry(body, key.sign(SIGNED_PREFIX + body.encode()))


def _is_readable(entry: Entry) -> bool:
    try:
        fields = entry.fields
        return (
            canonical(fields) == entry.body
            and all(type(fields.get(key)) is kind for key, kind in KEYS.items())
            and all(0 <= fields[key] < TOO_LARGE for key in ("n", "h", "at"))
            and type(fields.get("p") or "") is str
            and (entry.event is None or events.subject(entry.event) == (fields.get("p") or ""))
        )
    except (ValueError, TypeError, AttributeError, RecursionError):  # it is no JSON, or other JSON
        return False


def canonical(fields: object) -> str:
    """Return the one JSON text of these values: keys sorted, no spaces, no escapes."""
    return _as_json(fields)


def _is_signed(entry: Entry, public_key: str) -> bool:
    """Check by libsodium: it takes half the time, and lets other threads go on meanwhile."""
    try:
        VerifyKey(bytes.fromhex(public_key)).verify(
            SIGNED_PREFIX + entry.body.encode(), entry.signature
        )
    except (BadSignatureError, ValueError):  # of another length, too
        return False
    return True


def check_ahead(arrived: Iterable[Entry], keys: Mapping[str, str]) -> None:
    """Read entries and check their signatures, by the key of each origin, before anybody asks.

    It is most of the work with them, and of threads that do it each has a processor.
    """
    for entry in arrived:
        if entry.is_readable and entry.mark.origin in keys:
            entry.signed_by(keys[entry.mark.origin])
