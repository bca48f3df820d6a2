"""The desk's pretix, its journal and its token joined."""

from collections.abc import Callable
from datetime import datetime

from checkin.opening import OpenFolder
from checkin.pretix import Courier, connection
from checkin.pretix.connection import Connection
from checkin.pretix.link import Link
from checkin.replication import Standing
from checkin.settings import Folder


def courier(
    held: OpenFolder,
    on_news: Callable[[bool], None],
    desks: Callable[[], Standing | None] = lambda: None,
) -> Courier | None:
    """Return what keeps a desk in step with pretix; None for a desk that has no pretix."""
    known = connection.read(held.folder.path)
    if known is None or not known.event:
        return None

    def say(at: int) -> str:
        local = datetime.fromtimestamp(at / 1000, held.event.timezone)
        return local.strftime("%d/%m/%Y %H:%M")

    return Courier(
        lambda: way(held.folder, known),
        lambda: held.desk().copy,
        held.pen,
        held.event,
        known,
        on_news,
        say=say,
        standing_of_desks=desks,
    )


def way(folder: Folder, known: Connection) -> Link:
    """Return the way to the pretix of a desk."""
    from checkin.devices.pretix_http import PretixHttp
    from checkin.devices.token_store import TokenStore

    return PretixHttp(known.url, TokenStore(folder.path, known.serial).token())
