"""Which printer the desk prints on, chosen while people wait."""

import threading
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from checkin.app import CheckinApp
from checkin.badge import Tongue
from checkin.printing import FoundPrinter, Trouble
from checkin.screens.badges import BadgesScreen
from checkin.screens.printers import PrintersScreen
from checkin.screens.welcome import WelcomeScreen
from checkin.settings import read_settings
from checkin.widgets.choices import Choices
from tests.checkin.screens.desks import at_the_desk, made, on_screen, opened, text_of, until
from tests.checkin.screens.plays import SIZES, Size, Snap, settled

FOUND = (
    FoundPrinter("usb", "/dev/usb/lp0", "TM-T20III", 576, 203),
    FoundPrinter("network", "192.168.1.60:9100", "TM-T88V", 512, 180, Trouble.PAPER_OUT),
    FoundPrinter(
        *("usb", "/dev/usb/lp1", "POS-5890K", 384, 203, Trouble.NO_RIGHTS),
        cure="sudo usermod -aG lp accueil",
    ),
    FoundPrinter("network", "192.168.1.61:9100", "QL-820NWB", 696, 300, tongue=Tongue.BROTHER),
)


async def printers(app: CheckinApp, pilot: Pilot[Any]) -> PrintersScreen:
    """Go there by way of the badges and wait until all are found."""
    app.station.nearby = lambda: FOUND
    await on_screen(pilot, BadgesScreen, "f5")
    screen = await on_screen(pilot, PrintersScreen, "f7")
    await until(pilot, lambda: "QL-820" in text_of(screen))
    await pilot.pause()
    return screen


async def test_a_printer_that_is_found_is_chosen_for_the_next_badge(tmp_path: Path) -> None:
    folder = made(tmp_path / "desk")
    async with at_the_desk(opened(folder)) as (app, pilot):
        shown = text_of(await printers(app, pilot))
        assert shown.index("● choisie") < shown.index("TM-T20III") < shown.index("! Plus de papier")
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, BadgesScreen))

    now = read_settings(folder).printer
    assert (now.kind, now.address, now.dots, now.dpi) == ("network", "192.168.1.60:9100", 512, 180)


async def test_the_labels_in_a_printer_are_chosen_with_its_language(tmp_path: Path) -> None:
    folder = made(tmp_path / "desk")
    async with at_the_desk(opened(folder)) as (app, pilot):
        screen = await printers(app, pilot)
        await pilot.press("down", "down", "down", "down", "f6")
        await until(pilot, lambda: "62 × 100 mm" in text_of(screen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BadgesScreen))
        now = read_settings(folder).printer
        assert (now.address, now.speaks, now.label) == ("192.168.1.61:9100", "brother", "62x100")
        assert (now.dots, now.dpi, now.length_mm) == (696, 300, 93)

        screen = await on_screen(pilot, PrintersScreen, "f7")
        await until(pilot, lambda: "lp1" in text_of(screen))
        await pilot.pause()
        await pilot.press("f6", "f6", "f6", "f6")
        await until(pilot, lambda: "Zebra" in text_of(screen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BadgesScreen))
    assert read_settings(folder).printer.speaks == "zpl"


async def test_one_that_may_not_be_used_is_not_chosen_but_told_with_its_cure(
    tmp_path: Path,
) -> None:
    folder = made(tmp_path / "desk")
    before = read_settings(folder)
    async with at_the_desk(opened(folder), (120, 35)) as (app, pilot):
        screen = await printers(app, pilot)
        await pilot.press("down", "down", "down", "enter")
        await until(pilot, lambda: "usermod -aG lp accueil" in text_of(screen))
        assert app.screen is screen
    assert read_settings(folder) == before


async def test_looking_holds_nothing_up(tmp_path: Path) -> None:
    looked, found = threading.Event(), threading.Event()

    def look() -> tuple[FoundPrinter, ...]:
        looked.set()
        found.wait()
        return FOUND

    async with at_the_desk(opened(made(tmp_path / "desk"))) as (app, pilot):
        app.station.nearby = look
        app.action_printers()
        await until(pilot, looked.is_set)
        assert len(app.screen.query_one(Choices).options) == 1
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        found.set()


@SIZES
def test_the_printers(snap: Snap, quiet: CheckinApp, size: Size) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        await printers(quiet, pilot)
        await pilot.press("down")
        await settled(pilot)

    assert snap(quiet, size, play)
