"""The app's ear: every key comes here first, scans are taken out, the rest goes on in its order."""

from collections.abc import Awaitable, Callable

from textual import events
from textual.app import App
from textual.timer import Timer
from textual.widgets import Input

from checkin.scanning import SILENCE, Burst, looks_like_code

SAME_READ = 2.0  # s within which the same code is one read


class Ear:
    """Holds keys back while they may be a scan; `pass_on` gives the others to the app."""

    def __init__(
        self,
        app: App[None],
        pass_on: Callable[[events.Event], Awaitable[None]],
        is_code: Callable[[str], Awaitable[bool]],
        scanned: Callable[[str], None],
    ) -> None:
        self._app = app
        self._pass_on = pass_on
        self._is_code = is_code
        self._scanned = scanned
        self._burst = Burst()
        self._held: list[events.Key] = []
        self._later: list[events.Key] = []
        self._deciding = False
        self._timer: Timer | None = None
        self._last = ("", float("-inf"))

    async def hear(self, key: events.Key) -> None:
        """Take a key: hold it back, pass it on, or take a whole scan out."""
        if self._deciding:
            self._later.append(key)
        elif key.key == "enter":
            await self._end(key)
        elif key.character is not None and key.is_printable:
            await self._printable(key, key.character)
        else:
            await self._let_go()
            self._burst.clear()
            await self._pass_on(key)

    def heard(self, code: str, time: float) -> None:
        """Announce a code, unless it was read a moment ago."""
        before, then = self._last
        self._last = (code, time)
        if code != before or time - then > SAME_READ:
            self._scanned(code)

    async def _printable(self, key: events.Key, character: str) -> None:
        if self._burst.hear(character, key.time):
            self._held.append(key)
            self._wait_for_silence()
        else:
            await self._let_go()
            await self._pass_on(key)

    async def _end(self, key: events.Key) -> None:
        candidates = self._burst.end(key.time)
        if candidates:
            self._deciding = True
            self._app.run_worker(self._decide(candidates, key), group="ear", exit_on_error=False)
        else:
            await self._let_go()
            self._burst.clear()
            await self._pass_on(key)

    async def _decide(self, candidates: tuple[str, ...], key: events.Key) -> None:
        """Find out whether somebody has this code, or nothing but a code looks like this."""
        try:
            code = await self._recognise(candidates)
            if code is None:
                await self._let_go()
                await self._pass_on(key)
            else:
                self._take_back(code)
                self.heard(code, key.time)
        finally:
            self._burst.clear()
            self._deciding = False
            later, self._later = self._later, []
            for following in later:
                await self.hear(following)

    async def _recognise(self, candidates: tuple[str, ...]) -> str | None:
        for candidate in candidates:
            if await self._is_code(candidate):
                return candidate
        return next((one for one in candidates if looks_like_code(one)), None)

    def _take_back(self, code: str) -> None:
        """Drop what is held, and take out of the focused line what had gone through."""
        self._held.clear()
        line, count = self._app.focused, self._burst.passed(code)
        if isinstance(line, Input) and count:
            line.call_later(_erase, line, code[:count])

    async def _let_go(self) -> None:
        self._burst.let_go()
        held, self._held = self._held, []
        for key in held:
            await self._pass_on(key)

    def _wait_for_silence(self) -> None:
        if self._timer is None:
            self._timer = self._app.set_timer(SILENCE, self._silence)
        else:
            self._timer.reset()

    async def _silence(self) -> None:
        self._timer = None
        if not self._deciding:
            await self._let_go()


def _erase(line: Input, typed: str) -> None:
    """Erase the letters before the cursor, if they are those."""
    start = line.cursor_position - len(typed)
    if start >= 0 and line.value[start : line.cursor_position] == typed:
        line.delete(start, line.cursor_position)
