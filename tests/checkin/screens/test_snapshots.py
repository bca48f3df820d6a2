"""Pictures of each screen: empty, busy, in trouble; each was looked at before it was accepted."""

import shutil
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from checkin import language
from checkin.app import CheckinApp, StartApp
from checkin.commands.reading import readers
from checkin.messages import CodeScanned, PrinterNews
from checkin.printing import PrinterState, Trouble
from checkin.screens.import_list import ImportScreen
from checkin.screens.start import StartScreen
from checkin.screens.walk_in import WalkInScreen
from checkin.screens.welcome import WelcomeScreen
from checkin.theme import ALL
from checkin.widgets.results import Results
from tests.checkin.screens.desks import busy, delegation, made, opened, text_of, until
from tests.checkin.screens.test_import_list import LIST
from tests.sights import Sight, empty, frame

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


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A quiet desk and a busy one, made once."""
    folder = tmp_path_factory.mktemp("desks")
    made(folder / "quiet")
    busy(folder / "busy")
    return folder


@pytest.fixture
def quiet(templates: Path, tmp_path: Path) -> CheckinApp:
    held = opened(shutil.copytree(templates / "quiet", tmp_path / "desk"))
    return CheckinApp(held, make_readers=readers)


@pytest.fixture
def watching(templates: Path, tmp_path: Path) -> Callable[[Sight | None], CheckinApp]:
    """Make a busy desk whose camera sees a ticket, or only the hall."""

    def desk(sight: Sight | None) -> CheckinApp:
        code, grey = frame(sight, 1, HD) if sight else ("", empty(1, HD))
        (tmp_path / "camera").mkdir()
        Image.fromarray(grey).save(tmp_path / "camera" / f"hall {code}.png")
        held = opened(shutil.copytree(templates / "busy", tmp_path / "desk"))
        camera = str(tmp_path / "camera")
        return CheckinApp(held, make_readers=partial(readers, camera=camera))

    return desk


def seen(words: str) -> Play:
    """Wait until the camera says so."""

    async def look(pilot: Pilot[Any]) -> None:
        await until(pilot, lambda: words in text_of(pilot.app.screen))

    return look


@pytest.fixture
def crowded(templates: Path, tmp_path: Path) -> CheckinApp:
    return CheckinApp(opened(shutil.copytree(templates / "busy", tmp_path / "desk")))


@pytest.fixture
def snap(snap_compare: Snap) -> Snap:
    """Compare what a play of keys leads to with its picture."""

    def compare(app: App[Any], size: Size, play: Play, theme: str = "light") -> bool:
        async def run(pilot: Pilot[Any]) -> None:
            app.theme = theme
            await until(pilot, lambda: isinstance(app.screen, WelcomeScreen | StartScreen))
            await settled(pilot)
            await play(pilot)
            await settled(pilot)

        return snap_compare(app, terminal_size=size, run_before=run)

    return compare


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
def test_badges_with_a_printer_in_trouble(
    snap: Snap, crowded: CheckinApp, size: Size, theme: str
) -> None:
    assert snap(crowded, size, in_trouble("f5", "down"), theme)


@SIZES
def test_badges_before_the_welcome(snap: Snap, quiet: CheckinApp, size: Size) -> None:
    assert snap(quiet, size, keys("f5"))


@LOOKS
def test_group_of_a_delegation(snap: Snap, tmp_path: Path, size: Size, theme: str) -> None:
    app = CheckinApp(opened(delegation(tmp_path / "desk")))
    assert snap(app, size, looking_for("helene", "ctrl+g", "down", "space"), theme)


@SIZES
def test_group_let_in_with_one_refused(snap: Snap, tmp_path: Path, size: Size) -> None:
    app = CheckinApp(opened(delegation(tmp_path / "desk")))
    let_in = ("ctrl+g", "f3", "enter", "enter")
    assert snap(app, size, looking_for("helene", *let_in))


@SIZES
def test_badges_printed_in_advance_on_a_short_roll(
    snap: Snap, crowded: CheckinApp, size: Size
) -> None:
    async def in_advance(pilot: Pilot[Any]) -> None:
        await keys("f5", "f2", "enter")(pilot)
        state = PrinterState("usb", queued=120, labels=12)
        pilot.app.post_message(PrinterNews(state))
        await settled(pilot)

    assert snap(crowded, size, in_advance)


@SIZES
def test_badge_that_may_have_come_out(snap: Snap, crowded: CheckinApp, size: Size) -> None:
    assert snap(crowded, size, in_trouble("f5", "enter"))


@SIZES
def test_roll_to_change(snap: Snap, crowded: CheckinApp, size: Size) -> None:
    assert snap(crowded, size, keys("f5", "f8"))


@LOOKS
def test_lists(snap: Snap, crowded: CheckinApp, size: Size, theme: str) -> None:
    assert snap(crowded, size, keys("f7", "down", "down"), theme)


@LOOKS
def test_a_camera_that_sees_a_ticket(
    snap: Snap, watching: Callable[[Sight | None], CheckinApp], size: Size, theme: str
) -> None:
    app = watching(Sight("held up", 12, tilt=0.15, turn=8))
    assert snap(app, size, seen("✓ Code lu"), theme)


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
