"""Pure: the stream that holds all journals of an event, as the server is asked to make it."""

from collections.abc import Mapping
from typing import Any

from checkin import subjects

PROTOCOL = 1
LONGEST = 64 * 1024  # bytes of one message; a desk refuses longer entries long before
ROOM = 1024**3  # bytes; when they are used up new entries wait, old ones are never dropped
DUPLICATES_WITHIN = 120 * 1_000_000_000  # ns


def stream(event: str, epoch: str, replicas: int = 1) -> Mapping[str, Any]:
    """Return the stream's configuration; `epoch` is random, and new with every new stream."""
    journals = subjects.journals(event)
    return {
        "name": subjects.stream(event),
        "subjects": [journals],
        "storage": "file",
        "num_replicas": replicas,
        "retention": "limits",
        "discard": "new",
        "max_bytes": ROOM,
        "max_msg_size": LONGEST,
        "max_age": 0,
        "max_consumers": -1,
        "max_msgs": -1,
        "duplicate_window": DUPLICATES_WITHIN,
        "allow_direct": True,
        "allow_atomic": True,
        "deny_delete": True,
        "deny_purge": True,
        "republish": {"src": journals, "dest": subjects.live(event)},
        "metadata": {"epoch": epoch, "proto": str(PROTOCOL)},
    }
