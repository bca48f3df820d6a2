"""The first start on a laptop: what it is asked, and what it answers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from checkin import language
from checkin.first_start import StartApp
from checkin.screens.join import JoinScreen
from checkin.screens.start import Kind, Start, StartScreen
from checkin.widgets.path_line import PathLine
from tests.checkin.screens.desks import text_of, until

Opened = tuple[StartApp, Pilot[Start]]


@asynccontextmanager
async def at_the_start(folder: Path) -> AsyncIterator[Opened]:
    """Start on a laptop without a desk."""
    language.install("fr")
    app = StartApp(folder / "desk")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, StartScreen))
        yield app, pilot


async def test_enter_begins_with_the_demo(tmp_path: Path) -> None:
    async with at_the_start(tmp_path) as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
    assert app.return_value == Start(Kind.DEMO)


@pytest.mark.parametrize(
    ("downs", "kind", "name"), [(1, Kind.IMPORT, "liste.csv"), (2, Kind.JOIN, "poste.checkin")]
)
async def test_the_others_take_a_file_and_tab_completes_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, downs: int, kind: Kind, name: str
) -> None:
    (tmp_path / name).write_text("")
    monkeypatch.setenv("HOME", str(tmp_path))
    async with at_the_start(tmp_path) as (app, pilot):
        await pilot.press(*["down"] * downs, "enter")
        if kind is Kind.JOIN:
            await until(pilot, lambda: isinstance(app.screen, JoinScreen))
            await pilot.press("down", "down")
        line = app.screen.query_one(PathLine)
        await until(pilot, lambda: line.has_focus)
        line.value = f"~/{name[:3]}"
        line.cursor_position = len(line.value)
        await until(pilot, lambda: name in text_of(app.screen))
        await pilot.press("tab")
        assert line.path == tmp_path / name
        await pilot.press("enter")
        await until(pilot, lambda: app.return_value is not None)
    assert app.return_value == Start(kind, tmp_path / name)


async def test_a_file_that_is_not_there_is_told_and_can_be_put_right(tmp_path: Path) -> None:
    async with at_the_start(tmp_path) as (app, pilot):
        await pilot.press("down", "enter", "enter")
        line = app.screen.query_one(PathLine)
        line.value = str(tmp_path / "absent.csv")
        await pilot.press("enter")
        await until(pilot, lambda: "! Il n’y a pas de fichier" in text_of(app.screen))
        line.value = ""
        await until(pilot, lambda: "Il n’y a pas de fichier" not in text_of(app.screen))


async def test_escape_goes_back_to_the_choices_and_then_leaves(tmp_path: Path) -> None:
    async with at_the_start(tmp_path) as (app, pilot):
        await pilot.press("down", "enter", "escape")
        assert not app.screen.has_class("-asking")
        assert app.is_running
        await pilot.press("escape")
        await pilot.pause()
    assert app.return_value is None


async def test_an_arrow_goes_from_the_line_back_among_the_choices(tmp_path: Path) -> None:
    async with at_the_start(tmp_path) as (app, pilot):
        await pilot.press("down", "enter", "up", "enter")
        await pilot.pause()
    assert app.return_value == Start(Kind.DEMO)


async def test_it_says_where_the_desk_will_be_kept() -> None:
    async with at_the_start(Path("/somewhere")) as (app, _pilot):
        assert "/somewhere/desk" in text_of(app.screen)
