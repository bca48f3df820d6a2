"""The event's ticket secrets that a desk holds, in the order in which they came."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from checkin.tickets import sealing
from checkin.tickets.signed import OldSecret
from db.events import TicketKeyRotated

SIZE = 32  # bytes of a secret


@dataclass(frozen=True, slots=True)
class Keyring:
    """What signs now, and what did before; `whole` if the newest secret of the event is there.

    Where it is not, a ticket that fits none of them need not be a forgery.
    """

    secret: bytes
    older: tuple[OldSecret, ...] = ()
    whole: bool = True

    @property
    def content(self) -> bytes:
        """All secrets behind one another, the first of the event first: what a key file holds."""
        return b"".join((*(one.secret for one in reversed(self.older)), self.secret))


def fingerprint(secret: bytes) -> str:
    """Return by what a secret can be named to anybody."""
    return hashlib.sha256(b"checkin ticket secret" + secret).hexdigest()[:16]


def keyring(
    content: bytes, rotations: Sequence[TicketKeyRotated], key: Ed25519PrivateKey | None
) -> Keyring:
    """Join what a key file holds with what came sealed in the journals, the newest first."""
    kept = [content[start : start + SIZE] for start in range(0, len(content), SIZE)]
    known = {fingerprint(secret): secret for secret in kept}
    first = kept[0]
    accepted, held, whole = True, list[OldSecret](), True
    for place, rotation in enumerate(rotations):
        secret = known.get(rotation.fingerprint) or _opened(rotation, key)
        if secret is not None:
            held.append(OldSecret(secret, accepted))
        elif place == 0:
            whole = False
        accepted = accepted and rotation.keeps_older
    held.append(OldSecret(first, accepted))
    return Keyring(held[0].secret, tuple(held[1:]), whole)


def _opened(rotation: TicketKeyRotated, key: Ed25519PrivateKey | None) -> bytes | None:
    if key is None:
        return None
    box = rotation.sealed.get(key.public_key().public_bytes_raw().hex())
    secret = sealing.opened(box, key) if box else None
    return secret if secret and fingerprint(secret) == rotation.fingerprint else None
