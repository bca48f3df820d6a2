"""What is played on a desk before its picture is taken."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from checkin.messages import CodeScanned, PrinterNews
from checkin.printing import PrinterState, Trouble
from checkin.theme import ALL
from checkin.widgets.results import Results
from tests.checkin.screens.desks import text_of, until

Size = tuple[int, int]
Play = Callable[[Pilot[Any]], Awaitable[None]]
Snap = Callable[..., bool]

HD = (1280, 720)
SMALL, USUAL = (80, 24), (120, 35)
SIZES = pytest.mark.parametrize("size", [SMALL, USUAL], ids=["80x24", "120x35"])
THEMES = pytest.mark.parametrize("theme", [one.name for one in ALL])
LOOKS = pytest.mark.parametrize(
    ("size", "theme"),
    [(SMALL, "light"), (USUAL, "light"), (USUAL, "dark"), (SMALL, "high-contrast")],
    ids=["80x24-light", "120x35-light", "120x35-dark", "80x24-high-contrast"],
)
TROUBLE = PrinterState("usb", Trouble.PAPER_OUT, queued=3, unknown=1, failed=1)


def seen(words: str) -> Play:
    """Wait until the camera says so."""

    async def look(pilot: Pilot[Any]) -> None:
        await until(pilot, lambda: words in text_of(pilot.app.screen))

    return look


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until nobody works any more and no cursor blinks."""
    app = pilot.app
    for _again in range(2):
        await until(
            pilot, lambda: all(worker.is_finished for worker in app.workers if waits(worker))
        )
        for line in app.screen.query(Input):
            line.cursor_blink = False
        await pilot.pause(0.05)


def waits(worker: Any) -> bool:
    """A dialog's worker ends with the dialog."""
    return worker.group not in {"dialog", "default"}


def keys(*pressed: str) -> Play:
    async def play(pilot: Pilot[Any]) -> None:
        for key in pressed:
            await pilot.press(key)
            await settled(pilot)

    return play


def looking_for(text: str, *pressed: str) -> Play:
    """Type a name, wait until people are found, then press keys."""

    async def play(pilot: Pilot[Any]) -> None:
        await pilot.press(*text)
        results = pilot.app.screen.query_one(Results)
        await until(pilot, lambda: bool(results.found))
        await pilot.pause(0.3)
        await keys(*pressed)(pilot)

    return play


def scanned(code: str) -> Play:
    async def play(pilot: Pilot[Any]) -> None:
        pilot.app.post_message(CodeScanned(code))
        await settled(pilot)

    return play


def in_trouble(*pressed: str) -> Play:
    """Let the printer run out of paper, then press keys."""

    async def play(pilot: Pilot[Any]) -> None:
        pilot.app.post_message(PrinterNews(TROUBLE))
        await keys(*pressed)(pilot)

    return play
