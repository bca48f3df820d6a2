"""Pictures of each screen: empty, busy, in trouble; each was looked at before it was accepted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from checkin import language
from checkin.app import CheckinApp
from checkin.first_start import StartApp
from checkin.screens.import_list import ImportScreen
from checkin.screens.walk_in import WalkInScreen
from tests.checkin.screens.desks import text_of, until
from tests.checkin.screens.plays import (
    LOOKS,
    SIZES,
    SMALL,
    THEMES,
    Size,
    Snap,
    in_trouble,
    keys,
    looking_for,
    scanned,
    seen,
    settled,
)
from tests.checkin.screens.test_import_list import LIST
from tests.sights import Sight


@SIZES
@THEMES
def test_welcome_with_people_found(snap: Snap, quiet: CheckinApp, size: Size, theme: str) -> None:
    assert snap(quiet, size, looking_for("lef", "down"), theme)


@SIZES
def test_welcome_with_nobody_yet(snap: Snap, quiet: CheckinApp, size: Size) -> None:
    assert snap(quiet, size, keys())


@SIZES
def test_welcome_of_somebody(snap: Snap, crowded: CheckinApp, size: Size) -> None:
    assert snap(crowded, size, looking_for("helene lefevre", "enter"))


@SIZES
def test_welcome_of_somebody_who_is_here_already(snap: Snap, quiet: CheckinApp, size: Size) -> None:
    async def twice(pilot: Pilot[Any]) -> None:
        await scanned("MARC0002")(pilot)
        await scanned("MARC0002")(pilot)

    assert snap(quiet, size, twice)


@pytest.mark.parametrize("theme", ["light", "high-contrast"])
@pytest.mark.parametrize("code", ["PAUL0004", "INCONNU-7"])
def test_welcome_refuses(snap: Snap, quiet: CheckinApp, code: str, theme: str) -> None:
    assert snap(quiet, SMALL, scanned(code), theme)


@SIZES
def test_note_to_read(snap: Snap, quiet: CheckinApp, size: Size) -> None:
    assert snap(quiet, size, scanned("AISSA003"))


@SIZES
def test_welcome_with_a_printer_in_trouble(snap: Snap, crowded: CheckinApp, size: Size) -> None:
    assert snap(crowded, size, in_trouble())


@SIZES
def test_reason_to_give(snap: Snap, quiet: CheckinApp, size: Size) -> None:
    async def anyway(pilot: Pilot[Any]) -> None:
        await scanned("PAUL0004")(pilot)
        await keys("f9", "down")(pilot)

    assert snap(quiet, size, anyway)


@SIZES
def test_walk_in_of_somebody_who_may_be_known(snap: Snap, quiet: CheckinApp, size: Size) -> None:
    async def fill(pilot: Pilot[Any]) -> None:
        await keys("f2")(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, WalkInScreen)
        screen.query_one("#given_name", Input).value = "Helene"
        screen.query_one("#family_name", Input).value = "Lefevre"
        await settled(pilot)

    assert snap(quiet, size, fill)


@SIZES
def test_correction(snap: Snap, quiet: CheckinApp, size: Size) -> None:
    assert snap(quiet, size, looking_for("marc", "f3"))


@LOOKS
def test_dashboard_in_the_middle_of_the_welcome(
    snap: Snap, crowded: CheckinApp, size: Size, theme: str
) -> None:
    assert snap(crowded, size, keys("f6"), theme)


@SIZES
def test_dashboard_before_the_welcome(snap: Snap, quiet: CheckinApp, size: Size) -> None:
    assert snap(quiet, size, keys("f6"))


@SIZES
def test_dashboard_with_a_printer_in_trouble(snap: Snap, crowded: CheckinApp, size: Size) -> None:
    assert snap(crowded, size, in_trouble("f6"))


@LOOKS
def test_lists(snap: Snap, crowded: CheckinApp, size: Size, theme: str) -> None:
    assert snap(crowded, size, keys("f7", "down", "down"), theme)


@LOOKS
def test_a_camera_that_sees_a_ticket(
    snap: Snap, watching: Callable[[Sight | None], CheckinApp], size: Size, theme: str
) -> None:
    app = watching(Sight("held up", 12, tilt=0.15, turn=8))

    async def read(pilot: Pilot[Any]) -> None:
        await seen("✓ Code lu")(pilot)
        await scanned("HELENE01")(pilot)

    assert snap(app, size, read, theme)


@SIZES
def test_a_camera_that_waits_for_a_ticket(
    snap: Snap, watching: Callable[[Sight | None], CheckinApp], size: Size
) -> None:
    assert snap(watching(None), size, seen("Présentez le billet"))


@SIZES
def test_a_camera_that_is_not_there(snap: Snap, quiet: CheckinApp, size: Size) -> None:
    async def look(pilot: Pilot[Any]) -> None:
        await pilot.press("f12")
        await until(pilot, lambda: "Pas de caméra" in text_of(pilot.app.screen))

    assert snap(quiet, size, look)


@LOOKS
def test_help(snap: Snap, quiet: CheckinApp, size: Size, theme: str) -> None:
    assert snap(quiet, size, keys("f1"), theme)


@LOOKS
def test_import_of_a_list_with_faults(
    snap: Snap,
    quiet: CheckinApp,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: Size,
    theme: str,
) -> None:
    (tmp_path / "liste.csv").write_text(LIST)
    monkeypatch.chdir(tmp_path)

    async def look(pilot: Pilot[Any]) -> None:
        pilot.app.push_screen(ImportScreen(quiet.station, Path("liste.csv")))
        await settled(pilot)

    assert snap(quiet, size, look, theme)


@SIZES
def test_import_of_what_is_no_list(snap: Snap, quiet: CheckinApp, size: Size) -> None:
    async def look(pilot: Pilot[Any]) -> None:
        pilot.app.push_screen(ImportScreen(quiet.station, Path("absent.csv")))
        await settled(pilot)

    assert snap(quiet, size, look)


@LOOKS
def test_first_start(snap: Snap, size: Size, theme: str) -> None:
    language.install("fr")
    assert snap(StartApp(Path("/home/accueil/checkin")), size, keys("down"), theme)


@SIZES
def test_first_start_asks_for_a_file(snap: Snap, size: Size) -> None:
    language.install("fr")
    assert snap(StartApp(Path("/home/accueil/checkin")), size, keys("down", "enter"))
