"""Scanners beside the keyboard, at an open desk: from the device to the verdict."""

from functools import partial
from pathlib import Path

from checkin.commands.reading import readers
from checkin.desk import Desk
from checkin.devices.serial_scanner import SerialScanner
from checkin.opening import OpenFolder
from checkin.scanners import Readers
from checkin.screens.walk_in import WalkInScreen
from checkin.screens.welcome import WelcomeScreen
from checkin.widgets.results import Results
from checkin.widgets.status_bar import StatusBar
from checkin.widgets.viewfinder import Viewfinder
from tests.fakes_scanners import SerialLine
from tests.sights import square
from tests.volunteer import at_the_desk, find, said, until


def with_lines(lines: list[SerialLine], *_for_the_app: object) -> Readers:
    """Return the readers of a desk that finds these serial scanners."""
    _held, heard, on_news = _for_the_app
    scanner = SerialScanner(find=lambda: tuple(line.port() for line in lines))
    return Readers([scanner], lambda: None, heard, on_news)  # type: ignore[arg-type, return-value] # nobody turns the camera on here


def picture_of(folder: Path, code: str) -> str:
    folder.mkdir(exist_ok=True)
    square(code).save(folder / f"{code}.png")
    return str(folder)


async def test_a_serial_scan_is_answered_and_nothing_is_typed(held: OpenFolder) -> None:
    line = SerialLine()
    async with at_the_desk(held, partial(with_lines, [line])) as (app, pilot):
        await find(pilot, "hel")
        line.reads(b"MARC0002\r\n")
        await until(pilot, lambda: "Marc LEFÈVRE" in said(app))
        assert "BIENVENUE" in said(app)
        assert app.screen.query_one("#search").value == "hel"  # type: ignore[attr-defined] # the search line
    line.unplug()


async def test_a_double_read_of_a_serial_scanner_is_one_scan(held: OpenFolder) -> None:
    line = SerialLine()
    async with at_the_desk(held, partial(with_lines, [line])) as (app, pilot):
        line.reads(b"HELENE01\r\nHELENE01\r\nMARC0002\r\n")
        await until(pilot, lambda: "Marc LEFÈVRE" in said(app))
        tally = await app.station.count(Desk.tally)
        assert (tally.present, len(tally.refusals)) == (2, 0)
    line.unplug()


async def test_an_unplugged_scanner_says_so_in_the_status_bar_and_comes_back(
    held: OpenFolder,
) -> None:
    lines = [SerialLine()]
    async with at_the_desk(held, partial(with_lines, lines)) as (app, pilot):
        status = app.screen.query_one(StatusBar)
        lines[0].reads(b"HELENE01\r")
        await until(pilot, lambda: "Hélène LEFÈVRE" in said(app))
        assert status.scanners == ""
        lines.pop().unplug()
        await until(pilot, lambda: status.scanners == "Lecteur débranché")
        assert "Lecteur débranché" in str(status.render())
        lines.append(SerialLine())
        await until(pilot, lambda: status.scanners == "")
        lines[0].reads(b"MARC0002\r")
        await until(pilot, lambda: "Marc LEFÈVRE" in said(app))
    lines[0].unplug()


async def test_a_serial_scan_over_a_form_asks_before_it_is_left(held: OpenFolder) -> None:
    line = SerialLine()
    async with at_the_desk(held, partial(with_lines, [line])) as (app, pilot):
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, WalkInScreen))
        await pilot.press("Z", "o")
        line.reads(b"HELENE01\r")
        await until(pilot, lambda: type(app.screen).__name__ == "Confirm")
    line.unplug()


async def test_the_camera_that_is_named_reads_at_once_and_shows_what_it_sees(
    held: OpenFolder, tmp_path: Path
) -> None:
    camera = picture_of(tmp_path / "camera", "HELENE01")
    async with at_the_desk(held, partial(readers, camera=camera)) as (app, pilot):
        await until(pilot, lambda: "Hélène LEFÈVRE" in said(app))
        view = app.screen.query_one(Viewfinder)
        await until(pilot, lambda: "▀" in shown(view) and "✓ Code lu" in shown(view))
        assert not app.screen.query_one(Results).display


async def test_whoever_types_sees_people_and_then_the_camera_again(
    held: OpenFolder, tmp_path: Path
) -> None:
    camera = picture_of(tmp_path / "camera", "HELENE01")
    async with at_the_desk(held, partial(readers, camera=camera)) as (app, pilot):
        view, results = app.screen.query_one(Viewfinder), app.screen.query_one(Results)
        assert view.display
        await find(pilot, "marc")
        await until(pilot, lambda: results.display and not view.display)
        await pilot.press("escape")
        await until(pilot, lambda: view.display and not results.display)


async def test_f12_turns_the_camera_on_and_off_and_a_missing_one_is_told(
    held: OpenFolder,
) -> None:
    async with at_the_desk(held, readers) as (app, pilot):
        assert isinstance(app.screen, WelcomeScreen)
        status, view = app.screen.query_one(StatusBar), app.screen.query_one(Viewfinder)
        assert not view.display
        await pilot.press("f12")
        await until(pilot, lambda: view.display and status.scanners == "Pas de caméra")
        assert "Pas encore d’image" in shown(view)
        await pilot.press("f12")
        await until(pilot, lambda: not view.display)
        assert status.scanners == ""


async def test_the_camera_stays_on_through_a_change_of_language(
    held: OpenFolder, tmp_path: Path
) -> None:
    camera = picture_of(tmp_path / "camera", "HELENE01")
    async with at_the_desk(held, partial(readers, camera=camera)) as (app, pilot):
        await app._speak("en")
        await until(pilot, lambda: len(app.screen.query(Viewfinder)) == 1)
        await until(pilot, lambda: app.screen.query_one(Viewfinder).display)
        view = app.screen.query_one(Viewfinder)
        await until(pilot, lambda: "✓ Code read" in shown(view))
        await app._speak("fr")


def shown(view: Viewfinder) -> str:
    """Return the characters of a viewfinder."""
    return "\n".join(view.render_line(row).text for row in range(view.size.height))
