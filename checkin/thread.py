"""The thread that a desk's verbs run in, so that no screen ever waits for the disk."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, ParamSpec, TypeVar

from checkin.desk import Desk

P = ParamSpec("P")
T = TypeVar("T")


class DeskThread:
    """One thread with one connection; whoever asks awaits, one after the other."""

    def __init__(self, open_desk: Callable[[], Desk]) -> None:
        self._open_desk = open_desk
        self._desk: Desk | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")

    async def do(
        self, verb: Callable[Concatenate[Desk, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a verb of the desk in its thread: `await thread.do(Desk.find, "lef", limit=20)`."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._thread, lambda: verb(self._ready(), *args, **kwargs)
        )

    def close(self) -> None:
        """Let the last verb end, then close the connection."""
        self._thread.submit(self._shut)
        self._thread.shutdown(wait=True)

    def _ready(self) -> Desk:
        if self._desk is None:
            self._desk = self._open_desk()
        return self._desk

    def _shut(self) -> None:
        if self._desk is not None:
            self._desk.close()
            self._desk = None
