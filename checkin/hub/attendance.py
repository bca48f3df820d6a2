"""Pure: one member of a hub as it is now."""

from dataclasses import dataclass

from checkin.hub.members import Member
from checkin.replication.health import Health


@dataclass(frozen=True, slots=True)
class Attendance:
    """`health` is None until the member spoke, `heard_at` ms by the hub's clock."""

    member: Member
    connected: bool
    health: Health | None = None
    heard_at: int = 0
