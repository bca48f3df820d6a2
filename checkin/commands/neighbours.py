"""The desk's hub, its journal and its printer's news joined."""

import json
from collections.abc import Callable

from checkin import membership
from checkin.event import Event
from checkin.membership import Kind
from checkin.opening import OpenFolder
from checkin.replication import Condition, Replicator
from db import counts
from db.connection import Copy, open_for_others


def replicator(
    held: OpenFolder,
    on_news: Callable[[bool], None],
    condition: Callable[[], Condition] = Condition,
) -> Replicator | None:
    """Return what keeps a desk together with the others; None for a desk that joined no hub."""
    member = membership.read(held.folder.path)
    if member is None or member.kind is not Kind.DESK:
        return None
    from checkin.devices.nats_link import NatsLink

    return Replicator(
        NatsLink(member),
        lambda: open_for_others(held.folder.copy),
        held.pen,
        on_news,
        condition=condition,
        figures=lambda copy: figures(held.event, copy, held.pen.now()),
    )


def figures(event: Event, copy: Copy, now: int) -> bytes:
    """Return how many are expected and here on each list: numbers, never a person."""
    shares = [counts.share_of(copy, listing) for listing in event.lists]
    lists = {share.key: [share.expected, share.present] for share in shares}
    return json.dumps({"at": now, "lists": lists}).encode()
