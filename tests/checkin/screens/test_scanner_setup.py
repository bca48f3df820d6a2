"""The scanner set-up: its code can be scanned from the screen; what was found helps at once."""

from pathlib import Path
from time import monotonic
from typing import Any

import zxingcpp
from PIL import Image
from textual import events
from textual.pilot import Pilot

from checkin.app import CheckinApp
from checkin.desk import Desk
from checkin.messages import CodeHeard
from checkin.scanning.diagnosis import TEST_CODE
from checkin.screens.scanner_setup import ScannerSetUpScreen
from checkin.screens.welcome import WelcomeScreen
from checkin.settings import ScannerSettings, read_settings
from checkin.widgets.search_line import SearchLine
from checkin.widgets.symbol import Symbol
from db.records import Registration
from tests.checkin.screens.desks import made, opened, text_of
from tests.checkin.screens.plays import LOOKS, SIZES, SMALL, THEMES, Size, Snap
from tests.keyboards import Keyboards
from tests.volunteer import at_the_desk, said, until

US_ON_FRENCH = Keyboards("us", "fr")


async def typed(pilot: Pilot[Any], text: str, *, gap: float = 0.002, end: str = "enter") -> None:
    """Press keys as a scanner does, `gap` seconds apart."""
    start = monotonic()
    for place, letter in enumerate(text):
        key = events.Key(letter, letter)
        key.time = start + place * gap
        await pilot.app.on_event(key)
    if end:
        last = events.Key(end, "\r")
        last.time = start + len(text) * gap
        await pilot.app.on_event(last)


async def set_up(pilot: Pilot[Any]) -> ScannerSetUpScreen:
    app = pilot.app
    assert isinstance(app, CheckinApp)
    app._set_up_scanner()
    await until(pilot, lambda: isinstance(app.screen, ScannerSetUpScreen) and app.screen.is_mounted)
    await until(pilot, lambda: bool(app.screen.query(Symbol)))
    screen = app.screen
    assert isinstance(screen, ScannerSetUpScreen)
    return screen


async def back(pilot: Pilot[Any]) -> None:
    await pilot.press("escape")
    await until(pilot, lambda: isinstance(pilot.app.screen, WelcomeScreen))


def drawn(screen: ScannerSetUpScreen) -> Image.Image:
    """Return the symbol as its cells show it, ten dots a module."""
    region = screen.query_one(Symbol).region
    rows = screen._compositor.render_strips()[region.y : region.bottom]
    picture = Image.new("RGB", (region.width, 2 * region.height))
    for y, strip in enumerate(rows):
        x = 0
        for segment in strip.crop(region.x, region.right):
            style = segment.style
            assert style is not None
            assert style.color is not None
            assert style.bgcolor is not None
            for sign in segment.text:
                assert sign == "▀"
                picture.putpixel((x, 2 * y), tuple(style.color.get_truecolor()))
                picture.putpixel((x, 2 * y + 1), tuple(style.bgcolor.get_truecolor()))
                x += 1
    return picture.resize((picture.width * 10, picture.height * 10), Image.Resampling.NEAREST)


@THEMES
async def test_the_code_on_the_screen_is_read_in_every_theme(quiet: CheckinApp, theme: str) -> None:
    async with quiet.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(quiet.screen, WelcomeScreen))
        quiet.theme = theme
        screen = await set_up(pilot)
        await pilot.pause()
        read = zxingcpp.read_barcodes(
            drawn(screen), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
        )
        assert [one.text for one in read] == [TEST_CODE]


async def test_an_american_scanner_is_named_remembered_and_read_at_the_next_start(
    tmp_path: Path,
) -> None:
    folder = made(tmp_path / "desk")
    foreign = Registration("", "Ada", "King", "a/b=c-9;m")
    async with at_the_desk(opened(folder)) as (app, pilot):
        await app.station.write(Desk.walk_in, foreign)
        screen = await set_up(pilot)
        await typed(pilot, US_ON_FRENCH.shown(TEST_CODE))
        await until(pilot, lambda: "en américain" in text_of(screen))
        assert read_settings(folder).scanners.keyboard == "fr"
        assert isinstance(app.screen, ScannerSetUpScreen)
    held = opened(folder)
    assert held.settings.scanners == ScannerSettings(keyboard="fr")
    async with at_the_desk(held) as (app, pilot):
        await typed(pilot, US_ON_FRENCH.shown("a/b=c-9;m"))
        await until(pilot, lambda: "Ada KING" in said(app))


async def test_a_slow_scanner_is_heard_once_it_was_set_up(tmp_path: Path) -> None:
    held = opened(made(tmp_path / "desk"))
    async with at_the_desk(held) as (app, pilot):
        screen = await set_up(pilot)
        await typed(pilot, TEST_CODE, gap=0.11)
        await until(pilot, lambda: "110 ms" in text_of(screen))
        await back(pilot)
        heard: list[str] = []
        app._ear._scanned = heard.append
        await typed(pilot, "MARC0002", gap=0.12)
        await until(pilot, lambda: heard == ["MARC0002"])
        line = app.screen.query_one(SearchLine)
        await until(pilot, lambda: line.value == "")


async def test_a_persons_number_stays_a_search_where_a_slow_scanner_is_awaited(
    tmp_path: Path,
) -> None:
    held = opened(made(tmp_path / "desk"))
    async with at_the_desk(held) as (app, pilot):
        await set_up(pilot)
        await typed(pilot, TEST_CODE, gap=0.13)
        await back(pilot)
        heard: list[str] = []
        app._ear._scanned = heard.append
        await typed(pilot, "0612345678", gap=0.13)
        line = app.screen.query_one(SearchLine)
        await until(pilot, lambda: line.value == "0612345678")
        assert heard == []


async def test_a_name_that_is_somebodys_code_stays_a_name_where_a_slow_scanner_is_awaited(
    tmp_path: Path,
) -> None:
    held = opened(made(tmp_path / "desk"))
    async with at_the_desk(held) as (app, pilot):
        await app.station.write(Desk.walk_in, Registration("", "Ada", "King", "LEFEVRE"))
        await set_up(pilot)
        await typed(pilot, TEST_CODE, gap=0.13)
        await back(pilot)
        heard: list[str] = []
        app._ear._scanned = heard.append
        await typed(pilot, "lefevre", gap=0.13, end="tab")
        line = app.screen.query_one(SearchLine)
        await until(pilot, lambda: line.value == "lefevre")
        assert heard == []


async def test_signs_before_each_code_are_taken_off(tmp_path: Path) -> None:
    held = opened(made(tmp_path / "desk"))
    async with at_the_desk(held) as (app, pilot):
        screen = await set_up(pilot)
        await typed(pilot, "X7" + TEST_CODE, end="")
        await until(pilot, lambda: "« X7 »" in text_of(screen))
        await back(pilot)
        await typed(pilot, "X7MARC0002")
        await until(pilot, lambda: "Marc LEFÈVRE" in said(app))
        await typed(pilot, "HELENE01")
        await until(pilot, lambda: "Hélène LEFÈVRE" in said(app))


async def test_a_scanner_is_forgotten_with_delete(tmp_path: Path) -> None:
    folder = made(tmp_path / "desk")
    async with at_the_desk(opened(folder)) as (_app, pilot):
        screen = await set_up(pilot)
        await typed(pilot, US_ON_FRENCH.shown(TEST_CODE))
        await until(pilot, lambda: read_settings(folder).scanners.keyboard == "fr")
        await pilot.press("delete")
        await until(pilot, lambda: "Oublié" in text_of(screen))
        assert read_settings(folder).scanners == ScannerSettings()


async def test_scanners_that_do_not_type_and_pastes_are_answered_here(tmp_path: Path) -> None:
    async with at_the_desk(opened(made(tmp_path / "desk"))) as (app, pilot):
        screen = await set_up(pilot)
        app.post_message(CodeHeard(TEST_CODE))
        await until(pilot, lambda: "port série" in text_of(screen))
        await app.on_event(events.Paste("MARC0002\n"))
        await until(pilot, lambda: "MARC0002" in text_of(screen))
        assert app.screen is screen


async def test_the_palette_leads_here(tmp_path: Path) -> None:
    async with at_the_desk(opened(made(tmp_path / "desk"))) as (app, _pilot):
        titles = [one.title for one in app.get_system_commands(app.screen)]
        assert "Lecteur de codes" in titles


@SIZES
def test_set_up_before_a_scan(snap: Snap, quiet: CheckinApp, size: Size) -> None:
    async def look(pilot: Pilot[Any]) -> None:
        await set_up(pilot)

    assert snap(quiet, size, look)


@LOOKS
def test_set_up_of_a_scanner_with_every_fault(
    snap: Snap, quiet: CheckinApp, size: Size, theme: str
) -> None:
    async def look(pilot: Pilot[Any]) -> None:
        screen = await set_up(pilot)
        scanner = Keyboards("us", "fr", "letters")
        await typed(pilot, scanner.shown("2" + TEST_CODE + "="), gap=0.09, end="")
        await until(pilot, lambda: "90 ms" in text_of(screen))

    assert snap(quiet, size, look, theme)
