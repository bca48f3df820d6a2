"""The app's ear: every key comes here first, scans are taken out, the rest goes on in its order."""

from collections.abc import Awaitable, Callable

from textual import events
from textual.app import App
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from checkin.scanning import HELD, LONG_SILENCE, SCANNER, SILENCE, Burst, clean, looks_like_code
from checkin.settling import settled

SAME_READ = 2.0  # s within which the same code is one read
ENDS = frozenset({"enter", "tab", "ctrl+j"})  # what a scanner may send behind a code
LONG_END = 2 * HELD  # s; within this a line feed belongs to the carriage return before it

Understand = Callable[[tuple[str, ...]], Awaitable["tuple[str, str] | None"]]


class Ear:
    """Holds keys back while they may be a scan; `pass_on` gives the others to the app.

    `understand` takes what may be a code, likeliest first, and says which text it is, and what
    code that means; None when it is none.
    """

    def __init__(
        self,
        app: App[None],
        pass_on: Callable[[events.Event], Awaitable[None]],
        understand: Understand,
        scanned: Callable[[str], None],
    ) -> None:
        self._app = app
        self._pass_on = pass_on
        self._understand = understand
        self._scanned = scanned
        self._burst = Burst()
        self._held: list[events.Key] = []
        self._later: list[events.Key] = []
        self._busy = False  # deciding, or waiting for a key to come to rest
        self._timer: Timer | None = None
        self._line: Widget | None = None  # where the last key went
        self._ended = float("-inf")  # when the last scan did
        self._reads: dict[str, float] = {}

    async def hear(self, key: events.Key) -> None:
        """Take a key: hold it back, pass it on, or take a whole scan out."""
        if self._busy:
            self._later.append(key)
        elif key.key in ENDS:
            self._end(key)
        elif key.character is not None and (key.is_printable or self._is_in_a_code(key)):
            await self._typed(key, key.character)
        else:
            self._meanwhile(self._go_on(key))

    def wait_for(self, slowest: int) -> None:
        """Take rows of keys that lie so many milliseconds apart for a scanner's too."""
        self._burst.slowest = max(SCANNER, slowest / 1000)

    def heard(self, code: str, time: float) -> None:
        """Announce a code, unless it was read a moment ago."""
        self._reads = {one: at for one, at in self._reads.items() if time - at <= SAME_READ}
        is_new = code not in self._reads
        self._reads[code] = time
        if is_new:
            self._scanned(code)

    def forget(self, code: str) -> None:
        """Take the next read of a code for a new one: nobody answered this."""
        self._reads.pop(code, None)

    def _is_in_a_code(self, key: events.Key) -> bool:
        """A control character at a scanner's speed is part of what is scanned."""
        return key.key.startswith("ctrl+") and self._burst.follows(key.time)

    async def _typed(self, key: events.Key, character: str) -> None:
        if self._burst.hear(character, key.time):
            self._held.append(key)
            self._wait(SILENCE, self._silence)
        else:
            await self._let_go()
            await self._give(key)

    def _end(self, key: events.Key) -> None:
        if key.key == "ctrl+j" and not self._burst.keys and key.time - self._ended <= LONG_END:
            return
        candidates = self._burst.end(key.time)
        self._meanwhile(self._decide(candidates, key) if candidates else self._go_on(key))

    def _meanwhile(self, work: Awaitable[None]) -> None:
        """Keep the keys that come until this is done."""
        self._busy = True
        self._app.run_worker(self._hearing_later(work), group="ear", exit_on_error=False)

    async def _hearing_later(self, work: Awaitable[None]) -> None:
        try:
            await work
        finally:
            self._busy = False
            later, self._later = self._later, []
            for key in later:
                await self.hear(key)

    async def _decide(self, candidates: tuple[str, ...], key: events.Key | None) -> None:
        """Find out whether these keys are a code; without a key, it was silence that ended them."""
        is_fast = self._burst.is_fast
        if not is_fast:  # a slow scanner's, or a name: somebody's code may be a word
            candidates = tuple(filter(looks_like_code, candidates))
        understood = await self._understand(candidates)
        if understood is None and is_fast:  # nobody's, but nothing else looks like it
            strange = filter(looks_like_code, candidates)
            understood = next(((one, clean(one)) for one in strange), None)
        if understood is not None:
            text, code = understood
            time = key.time if key else self._burst.keys[-1][1]
            self._take_back(text)
            self._burst.clear()
            self._ended = time
            self.heard(code, time)
        elif key is not None:
            await self._go_on(key)
        else:
            await self._let_go()

    def _take_back(self, text: str) -> None:
        """Drop what is held, and take out of its line what had gone through."""
        self._held.clear()
        count = self._burst.passed(text)
        if isinstance(self._line, Input) and count:
            self._line.call_later(_erase, self._line, text[:count])

    async def _go_on(self, key: events.Key) -> None:
        """Pass on what is held and this key, and wait for where it leads."""
        await self._let_go()
        self._burst.clear()
        await self._pass_on(key)
        await settled(self._app, key.key)

    async def _let_go(self) -> None:
        self._burst.let_go()
        held, self._held = self._held, []
        for key in held:
            await self._give(key)

    async def _give(self, key: events.Key) -> None:
        self._line = self._app.focused
        await self._pass_on(key)

    def _wait(self, silence: float, then: Callable[[], None]) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._app.set_timer(silence, then)

    def _silence(self) -> None:
        """Let a human's keys go; what may be a scan is given the time to end."""
        if self._busy or not self._held:
            return
        if self._burst.candidates():
            self._wait(LONG_SILENCE - SILENCE, self._long_silence)
        else:
            self._meanwhile(self._let_go())

    def _long_silence(self) -> None:
        if not self._busy and self._held:
            self._meanwhile(self._decide(self._burst.candidates(), None))


def _erase(line: Input, typed: str) -> None:
    """Erase the letters before the cursor, if they are those."""
    start = line.cursor_position - len(typed)
    if start >= 0 and line.value[start : line.cursor_position] == typed:
        line.delete(start, line.cursor_position)
