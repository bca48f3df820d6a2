"""The desk's hub, its journal and its printer's news joined."""

from collections.abc import Callable

from checkin import membership
from checkin.figures import plain
from checkin.membership import Kind
from checkin.opening import OpenFolder
from checkin.replication import Condition, Replicator
from db.connection import open_for_others
from db.figures import figures


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
        figures=lambda copy: plain(figures(copy, held.event.lists, held.pen.now())),
    )
