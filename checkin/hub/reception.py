"""Let laptops in at a hub: what each is given, the door for its code, and our own laptop."""

import re
import secrets
import socket
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from checkin import joining, membership
from checkin.hub.attendance import Attendance
from checkin.hub.home import Home
from checkin.hub.hub import Hub
from checkin.hub.hub import membership as member_of
from checkin.hub.members import RESERVED, NameTrouble
from checkin.hub.register import Register
from checkin.hub.troubles import StewardTrouble
from checkin.membership import Kind, login_key
from checkin.pairing.channel import WrongCode
from checkin.pairing.door import Door
from db.events import DeskOpened
from db.folding import fold

ANYWHERE = "0.0.0.0"  # noqa: S104 - desks call from the whole network; the code and TLS guard it

Given = Callable[[], tuple[str, bytes]]  # the event's text, its ticket secrets


@dataclass
class Reception:
    """Where a running hub takes laptops in; `now` is ms since the epoch."""

    hub: Hub
    given: Given
    now: Callable[[], int]
    register: Register = field(init=False)

    def __post_init__(self) -> None:
        self.register = Register(self.hub)

    async def listen(self) -> None:
        """Hear from now on what the desks say of themselves."""
        await self.register.listen(self.now)

    async def look(self) -> tuple[Attendance, ...]:
        """Return all members as they are now."""
        return await self.register.look()

    def names(self) -> frozenset[str]:
        """Return what the members are called."""
        return frozenset(one.name for one in self.hub.home.members())

    async def remove(self, name: str) -> None:
        """Cut a member off, now and for good."""
        await self.hub.remove(name, self.now())

    @property
    def address(self) -> str:
        """Where desks on this network find the hub."""
        return own_address(self.hub.home)

    def door(self, name: str, kind: Kind) -> Door:
        """Return the door for one laptop of that name."""

        async def admit(key: str, event_key: str) -> bytes:
            try:  # the desk puts its own secret in the place of the empty one
                return await self.admit(name, kind, key, event_key, bytes(32))
            except (NameTrouble, StewardTrouble) as trouble:
                raise WrongCode from trouble

        host, _colon, port = self.hub.home.arrangement.listen.rpartition(":")
        return Door(host or ANYWHERE, int(port) + 1, admit)

    async def admit(self, name: str, kind: Kind, key: str, event_key: str, secret: bytes) -> bytes:
        """Let a laptop in that logs in and signs with these keys; return what it is given."""
        desks = [DeskOpened(name, event_key)] if kind is Kind.DESK else []
        member = member_of(self.hub.home, name, secret, kind, (self.address,), *desks)
        content = joining.packed(joining.bundle(*self.given(), member))
        await self.hub.add(name, key, kind, self.now())
        return content

    async def enrol(self, folder: Path, desk: str, *known: DeskOpened) -> bool:
        """Make the hub's own laptop one of its desks; False for one that joined a hub before.

        The organisers vouch for the desks whose journals it already has.
        """
        here = f"127.0.0.1:{self.hub.home.arrangement.port}"
        before = membership.read(folder)
        if before is not None:
            if before.ca == self.hub.home.ca.read_bytes():
                anew = member_of(
                    *(self.hub.home, before.desk, before.secret, before.kind),
                    tuple(dict.fromkeys((*before.hubs, here))),
                    *known,
                )
                told = tuple(dict.fromkeys((*before.vouchers, *anew.vouchers)))
                if replace(anew, vouchers=told) != before:
                    membership.write(folder, replace(anew, vouchers=told))
            return False
        name, taken = _name(desk), self.names()
        while name in taken or name in RESERVED:
            name = f"{name[:21]}-{len(taken) + 1}"
        secret = secrets.token_bytes(32)
        where = (here, self.address)
        member = member_of(self.hub.home, name, secret, Kind.DESK, where, *known)
        await self.hub.add(name, login_key(secret), Kind.DESK, self.now())
        membership.write(folder, member)
        return True


def own_address(home: Home) -> str:
    """Return where desks on this network find the hub of this laptop."""
    host = home.arrangement.listen.rpartition(":")[0]
    if host in ("", ANYWHERE):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
            try:
                one.connect(("192.0.2.1", 9))  # sends nothing; chooses the way out
                host = one.getsockname()[0]
            except OSError:
                host = "127.0.0.1"
    return f"{host}:{home.arrangement.port}"


def _name(desk: str) -> str:
    """Return a desk's name as a subject can hold it."""
    return re.sub("[^a-z0-9]+", "-", fold(desk))[:24].strip("-") or "desk"
