"""Pure: a hub as it shows itself on the network. Anybody can say this: it is a hint, never trusted.

Trust comes from the pairing code, and afterwards from the authority that came with it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from ssl import PEM_cert_to_DER_cert

SERVICE = "_checkin._tcp.local."
VERSION = "1"
LONGEST = 64  # characters of a word that is shown


@dataclass(frozen=True, slots=True, order=True)
class Sighting:
    """`address` is "host:port", `authority` the fingerprint of the event's authority."""

    event: str
    address: str
    authority: str


def fingerprint(ca: bytes) -> str:
    """Return the SHA-256 of an authority's certificate (PEM)."""
    return hashlib.sha256(PEM_cert_to_DER_cert(ca.decode())).hexdigest()


def told(event: str, ca: bytes) -> dict[str, str]:
    """Return what a hub says of itself."""
    return {"v": VERSION, "event": event, "ca": fingerprint(ca)}


def sighting(said: Mapping[bytes, bytes | None], address: str) -> Sighting | None:
    """Return the hub that says this of itself; None for what no hub of ours says."""
    words = {name: (said.get(name.encode()) or b"").decode(errors="replace") for name in TOLD}
    sound = all(word.isprintable() and 0 < len(word) <= LONGEST for word in words.values())
    if not sound or words["v"] != VERSION:
        return None
    return Sighting(words["event"], address, words["ca"])


TOLD = ("v", "event", "ca")
