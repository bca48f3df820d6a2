"""Who is there: each member of a hub, whether it is connected, and how it said it is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from checkin.hub.attendance import Attendance
from checkin.hub.hub import Hub
from checkin.replication import health
from checkin.replication.health import Health


@dataclass
class Register:
    """Listens to the desks of a running hub; `said` is by the name that the hub lets them use."""

    hub: Hub
    said: dict[str, tuple[Health, int]] = field(default_factory=dict)

    async def listen(self, now: Callable[[], int]) -> None:
        """Write down from now on what the desks say of themselves."""

        async def heard(message: Any) -> None:
            kind, *_event, desk = message.subject.split(".")
            told = health.of_plain(message.data) if kind == "hb" else None
            if told is not None:
                self.said[desk] = (told, now())

        await self.hub.steward.listen(heard)

    async def look(self) -> tuple[Attendance, ...]:
        """Return all members as they are now."""
        present = await self.hub.steward.present()
        found = []
        for one in self.hub.home.members():
            told, at = self.said.get(one.name, (None, 0))
            found.append(Attendance(one, one.key in present, told, at))
        return tuple(found)
