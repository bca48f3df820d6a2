"""Pure: a secret in a box that one desk alone can open, so that any way may carry it.

HPKE (RFC 9180) with X25519, HKDF-SHA256 and ChaCha20-Poly1305. A desk is known to others by the
Ed25519 key that its journal is signed with; the box is closed with the same point in its other
form, u = (1 + y) / (1 - y). One key pair may do both: what is signed here always begins with words
of its own, and what is agreed on goes through HPKE's (the argument is Thormarker's, "On using the
same key pair for Ed25519 and an X25519 based KEM", 2021).
"""

import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

_P = 2**255 - 19
_PURPOSE = b"checkin ticket secret"


def sealed(secret: bytes, public_key: str) -> str:
    """Return a box (hex) for the desk of this signing key (hex)."""
    y = int.from_bytes(bytes.fromhex(public_key), "little") % 2**255
    u = (1 + y) * pow(1 - y, -1, _P) % _P
    lock = X25519PublicKey.from_public_bytes(u.to_bytes(32, "little"))
    return _suite().encrypt(secret, lock, info=_PURPOSE).hex()


def opened(box: str, key: Ed25519PrivateKey) -> bytes | None:
    """Return what is in a box; None when it was closed for another desk, or is damaged."""
    scalar = hashlib.sha512(key.private_bytes_raw()).digest()[:32]
    try:
        return _suite().decrypt(
            bytes.fromhex(box), X25519PrivateKey.from_private_bytes(scalar), info=_PURPOSE
        )
    except (InvalidTag, ValueError):
        return None


def _suite() -> Suite:
    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
