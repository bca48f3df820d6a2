"""How this desk stands with the others: one frozen picture for the screens."""

from dataclasses import dataclass

from checkin.replication.health import Health, Seen


@dataclass(frozen=True, slots=True)
class Standing:
    """`alone_since` is ms, None while a hub answers; `behind` messages are still to be read."""

    alone_since: int | None
    waiting: int = 0
    behind: int = 0
    admitted: bool = True
    twin: bool = False  # another laptop uses this desk's name
    full: bool = False  # the hub takes no more: its disk, or what it may use of it, is full
    ours: Health | None = None
    desks: tuple[Seen, ...] = ()
