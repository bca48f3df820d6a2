"""Wait until what a key set going has come to rest, so that the next key finds the right line."""

import asyncio
from contextlib import suppress

from textual.app import App
from textual.message_pump import MessagePump
from textual.worker import WorkerFailed

LONGEST = 2.0  # s; a key that is waited for longer than this is let go all the same
ANSWERS = frozenset({"search", "verdict"})  # workers whose answer the next key belongs after


async def settled(app: App[None], key: str) -> None:
    """Return when the key went through focus, screen and app, and the focus is where it led.

    Enter is at rest only when the answer that it asked for is there.
    """
    with suppress(TimeoutError):
        async with asyncio.timeout(LONGEST):
            await _through(app)
            if key == "enter":
                await _answered(app)
            await _reached(app.screen)


async def _through(app: App[None]) -> None:
    """A key goes up from the focus; so does this, behind it."""
    start = app.focused or app.screen
    for place in start.ancestors_with_self:
        if place is not app:
            await _reached(place)
    await _reached(app)


async def _reached(place: MessagePump) -> None:
    there = asyncio.Event()
    if place.call_later(there.set):
        await there.wait()


async def _answered(app: App[None]) -> None:
    while running := [one for one in app.workers if one.group in ANSWERS and not one.is_finished]:
        for one in running:
            with suppress(WorkerFailed):
                await one.wait()
        await _reached(app.screen)
