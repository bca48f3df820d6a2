"""Desks to take pictures of, quiet and busy."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot

from checkin.app import CheckinApp
from checkin.commands.reading import readers
from checkin.devices.camera import shown
from checkin.scanners import Readers
from checkin.screens.start import StartScreen
from checkin.screens.welcome import WelcomeScreen
from tests.checkin.screens.desks import busy, made, opened, until
from tests.checkin.screens.plays import HD, Play, Size, Snap, settled
from tests.fakes_scanners import StillCamera
from tests.sights import Sight, empty, frame


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
        grey = frame(sight, 1, HD)[1] if sight else empty(1, HD)
        camera = StillCamera(shown(grey, read=sight is not None))
        held = opened(shutil.copytree(templates / "busy", tmp_path / "desk"))
        return CheckinApp(
            held, make_readers=lambda *_told: Readers((), lambda: camera, watches=True)
        )

    return desk


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
            for widget in app.screen.walk_children():  # so that each is drawn from its last state
                widget.refresh()
            await pilot.pause()

        return snap_compare(app, terminal_size=size, run_before=run)

    return compare
