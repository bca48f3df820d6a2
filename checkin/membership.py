"""A desk's place among the others: which hubs it may call, whom it trusts, and its login there."""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from checkin.drafts import draft
from checkin.language import _
from db.events import Voucher

FILE = "membership.json"
FORMAT = 1

# The one name in every hub's certificate; where it stands on the network may change.
TLS_NAME = "checkin-hub"


class MembershipTrouble(Exception):
    """A sentence that says why this laptop cannot call a hub."""


class Kind(StrEnum):
    """What a member is there for."""

    DESK = "desk"
    FIGURES = "figures"  # sees counts and health, never a person


@dataclass(frozen=True, slots=True)
class Membership:
    """What a desk needs to call its hub; `hubs` are "host:port", `ca` is PEM, `secret` 32 bytes.

    `organiser` is the key (hex) of those who vouch for desks; `vouchers` are theirs for this one,
    its own first.
    """

    event: str
    desk: str
    hubs: tuple[str, ...]
    ca: bytes
    secret: bytes = field(repr=False)
    kind: Kind = Kind.DESK
    organiser: str = ""
    vouchers: tuple[Voucher, ...] = ()

    @property
    def login_seed(self) -> str:
        """The seed of the nkey with which this desk logs in, as NATS writes it."""
        return login_seed(self.secret)

    @property
    def login_key(self) -> str:
        """The public part of that nkey: all that a hub knows of the secret."""
        return login_key(self.secret)


def login_seed(secret: bytes) -> str:
    """Return the seed of the login nkey that a secret yields; the event key is another one."""
    import nkeys

    derived = HKDF(SHA256(), 32, salt=None, info=b"login").derive(secret)
    seed: bytes = nkeys.encode_seed(derived, nkeys.PREFIX_BYTE_USER)
    return seed.decode()


def login_key(secret: bytes) -> str:
    """Return the public login nkey of a desk with this secret."""
    import nkeys

    public: bytes = nkeys.from_seed(login_seed(secret).encode()).public_key
    return public.decode()


def read(folder: Path) -> Membership | None:
    """Return the membership kept in a desk's folder; None for a desk that is alone."""
    path = folder / FILE
    try:
        plain = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise _unreadable(path) from error
    return of_plain(plain, path)


def write(folder: Path, membership: Membership) -> None:
    """Keep a membership in a desk's folder, for its owner's eyes only."""
    with draft(folder / FILE) as file:
        file.write(json.dumps(plain_of(membership), indent=1).encode() + b"\n")


def plain_of(membership: Membership) -> dict[str, Any]:
    """Return a membership as JSON values."""
    return {
        "checkin-membership": FORMAT,
        "event": membership.event,
        "desk": membership.desk,
        "kind": membership.kind.value,
        "hubs": list(membership.hubs),
        "ca": membership.ca.decode(),
        "secret": b64encode(membership.secret).decode(),
        "organiser": membership.organiser,
        "vouchers": membership.vouchers,
    }


def of_plain(plain: Any, path: Path) -> Membership:
    """Return the membership that `plain_of` gave; `path` is what a trouble names."""
    try:
        if plain["checkin-membership"] != FORMAT:
            raise ValueError(plain["checkin-membership"])
        secret = b64decode(plain["secret"], validate=True)
        if len(secret) != 32:
            raise ValueError(len(secret))
        return Membership(
            event=str(plain["event"]),
            desk=str(plain["desk"]),
            hubs=tuple(str(hub) for hub in plain["hubs"]),
            ca=plain["ca"].encode(),
            secret=secret,
            kind=Kind(plain["kind"]),
            organiser=str(plain.get("organiser", "")),
            vouchers=tuple((str(words), str(tag)) for words, tag in plain.get("vouchers", ())),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _unreadable(path) from error


def _unreadable(path: Path) -> MembershipTrouble:
    sentence = _("{file} is damaged: join the hub again with a new code.")
    return MembershipTrouble(sentence.format(file=path))
