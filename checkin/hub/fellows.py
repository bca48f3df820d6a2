"""What hubs of one event tell each other of its members, sealed with what only they have.

A server can be made to say under any subject what a desk stored, so the subject proves nothing.
"""

import hmac
import json
from collections.abc import Iterable

from checkin.hub.members import Member, members_of_plain, plain_members

TAG = 32  # bytes
PURPOSE = b"checkin members\0"


def sealed(seed: str, members: Iterable[Member]) -> bytes:
    """Return members as they travel; `seed` is the hubs' own."""
    words = json.dumps(plain_members(members)).encode()
    return _tag(seed, words) + words


def unsealed(seed: str, said: bytes) -> tuple[Member, ...] | None:
    """Return the members that another hub told of; None for what no hub of ours said."""
    words = said[TAG:]
    if not hmac.compare_digest(said[:TAG], _tag(seed, words)):
        return None
    return members_of_plain(json.loads(words))


def _tag(seed: str, words: bytes) -> bytes:
    return hmac.digest(seed.encode(), PURPOSE + words, "sha256")
