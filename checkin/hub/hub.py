"""A hub at work: its server, its steward, and who may call it."""

import asyncio
from types import TracebackType
from typing import Self

from checkin.hub.home import Home
from checkin.hub.members import Member, check_key, check_name, with_member, without
from checkin.hub.server import Server
from checkin.hub.steward import Steward
from checkin.membership import Kind, Membership


class Hub:
    """Runs while its context does; `add` and `remove` take effect at once.

    One that does not serve works on the server that another process runs.
    """

    def __init__(self, home: Home, *, serving: bool = True) -> None:
        self.home = home
        self._serving = serving and not home.arrangement.servers
        self.steward = Steward(home)
        how = home.arrangement
        self.server = Server(home.configuration_file, how.listen, home.log)

    async def __aenter__(self) -> Self:
        if self._serving:
            self.home.configure()
            await asyncio.to_thread(self.server.start)
        try:
            await self.steward.arrive()
        except BaseException:
            await asyncio.to_thread(self.server.stop)
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        trouble: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.steward.leave()
        await asyncio.to_thread(self.server.stop)

    async def add(self, name: str, key: str, kind: Kind, now: int) -> None:
        """Let a member in from now on."""
        member = Member(check_name(name), check_key(key), kind, now)
        await self._admit(with_member(self.home.members(), member))

    async def remove(self, name: str) -> None:
        """Cut a member off, now and for good."""
        await self._admit(without(self.home.members(), name))

    async def _admit(self, members: tuple[Member, ...]) -> None:
        await asyncio.to_thread(self.home.admit, members)
        await self.steward.reload()


def membership(home: Home, name: str, secret: bytes, kind: Kind, hubs: tuple[str, ...]
               ) -> Membership:  # fmt: skip
    """Return what a member of this hub keeps."""
    addresses = tuple(dict.fromkeys((*hubs, *home.arrangement.addresses)))
    return Membership(home.event, name, addresses, home.ca.read_bytes(), secret, kind)
