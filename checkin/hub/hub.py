"""A hub at work: its server, its steward, and who may call it."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self

from checkin.hub import fellows
from checkin.hub.home import Home
from checkin.hub.members import (
    Member,
    check_key,
    check_name,
    together,
    with_member,
    without,
)
from checkin.hub.server import Server
from checkin.hub.steward import Steward
from checkin.membership import Kind, Membership
from db.entries import public_key
from db.events import DeskOpened
from db.vouchers import voucher

Change = Callable[[tuple[Member, ...]], tuple[Member, ...]]


class Hub:
    """Runs while its context does; `add` and `remove` take effect at once.

    One that does not serve works on the server that another process runs.
    """

    def __init__(self, home: Home, *, serving: bool = True) -> None:
        self.home = home
        self._serving = serving and not home.arrangement.servers
        self.steward = Steward(home)
        self._one_at_a_time = asyncio.Lock()
        how = home.arrangement
        self.server = Server(home.configuration_file, how.listen, home.log)

    async def __aenter__(self) -> Self:
        if self._serving:
            self.home.configure()
            await asyncio.to_thread(self.server.start)
        try:
            await self.steward.arrive()
            if self._serving:
                await self.steward.hear_fellows(self._heard)
                await self._tell()
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
        await self._change(lambda register: with_member(register, member))

    async def remove(self, name: str, now: int) -> None:
        """Cut a member off, from `now` (ms) on and for good."""
        await self._change(lambda register: without(register, name, now))

    async def _change(self, change: Change) -> None:
        async with self._one_at_a_time:
            await self._admit(change(self.home.register()))
        await self._tell()

    async def _heard(self, words: bytes) -> None:
        """Take in what another hub of the event says of the members, and answer where it errs."""
        theirs = fellows.unsealed(self.home.steward_seed, words)
        if theirs is None:
            return
        async with self._one_at_a_time:
            ours = self.home.register()
            both = together(ours, theirs)
            if set(both) != set(ours):
                await self._admit(both)
        if set(both) != set(theirs):
            await self._tell()

    async def _admit(self, register: tuple[Member, ...]) -> None:
        await asyncio.to_thread(self.home.admit, register)
        await self.steward.reload()

    async def _tell(self) -> None:
        await self.steward.tell(fellows.sealed(self.home.steward_seed, self.home.register()))


def membership(home: Home, name: str, secret: bytes, kind: Kind, hubs: tuple[str, ...],
               *desks: DeskOpened) -> Membership:  # fmt: skip
    """Return what a member of this hub keeps, with vouchers for these desks, its own first."""
    addresses = tuple(dict.fromkeys((*hubs, *home.arrangement.addresses)))
    key = home.organiser
    vouched = tuple(voucher(key, home.event, one.desk, one.public_key) for one in desks)
    ca = home.ca.read_bytes()
    return Membership(home.event, name, addresses, ca, secret, kind, public_key(key), vouched)
