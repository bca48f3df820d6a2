"""The hub's side of pairing: a port that is open only while a code is shown."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

from checkin.pairing.channel import WrongCode, keys, receive, seal, send, unseal
from checkin.pairing.code import new_code, typed

TRIES = 3
PATIENCE = 10.0  # seconds for one conversation

Admit = Callable[[str, str], Awaitable[bytes]]  # public login and signing keys -> what it receives


class Door:
    """Opens for one laptop that knows the code, once; three wrong tries shut it for good."""

    def __init__(self, host: str, port: int, admit: Admit) -> None:
        self.code = new_code()
        self.tries_left = TRIES
        self._where = (host, port)
        self._admit = admit
        self._server: asyncio.Server | None = None
        self._one_at_a_time = asyncio.Lock()
        self._shut = asyncio.Event()
        self.used = False

    @property
    def port(self) -> int:
        """The port that it listens on."""
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    async def shut(self) -> bool:
        """Wait until it is used or the code is dead; return whether a laptop came in."""
        await self._shut.wait()
        return self.used

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._visited, *self._where)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        trouble: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server is not None
        self._server.close()
        await self._server.wait_closed()

    async def _visited(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(OSError, TimeoutError, WrongCode):
                async with asyncio.timeout(PATIENCE), self._one_at_a_time:
                    if not self._shut.is_set():
                        await self._talk(reader, writer)
        finally:
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from spake2 import SPAKE2_B, SPAKEError

        theirs = await receive(reader)
        self.tries_left -= 1  # whatever comes of it: who hangs up has had a try too
        try:
            signs = typed(self.code)
            assert signs is not None
            side = SPAKE2_B(signs.encode())
            await send(writer, side.start())
            sealed = keys(side.finish(theirs))
            asked = json.loads(unseal(sealed.desk, await receive(reader)))
            given = await self._admit(str(asked["key"]), str(asked["event_key"]))
            await send(writer, seal(sealed.hub, given))
            self.used = True
        except (SPAKEError, ValueError, KeyError, TypeError) as error:
            raise WrongCode from error
        finally:
            if self.used or self.tries_left == 0:
                self._shut.set()
