"""The help: every key, every answer, whole at 80 by 24."""

from pathlib import Path

import pytest

from checkin.language import _
from checkin.screens.help import HelpScreen
from checkin.screens.keys import DESK_KEYS
from checkin.screens.welcome import WelcomeScreen
from checkin.widgets.key_bar import shown_key
from checkin.wording import OUTCOMES
from tests.checkin.screens.desks import at_the_desk, made, on_screen, opened, text_of


@pytest.mark.parametrize("size", [(80, 24), (120, 35)])
async def test_every_key_and_every_answer_is_there(tmp_path: Path, size: tuple[int, int]) -> None:
    async with at_the_desk(opened(made(tmp_path / "desk")), size) as (_app, pilot):
        shown = text_of(await on_screen(pilot, HelpScreen, "f1"))
        for binding in DESK_KEYS:
            assert f"{shown_key(binding.key)} {_(binding.description)}" in shown
        for saying in OUTCOMES.values():
            assert saying.symbol in shown
            assert _(saying.word).split()[0] in shown


@pytest.mark.parametrize("key", ["escape", "f1", "enter"])
async def test_any_usual_key_goes_back_to_the_desk(tmp_path: Path, key: str) -> None:
    async with at_the_desk(opened(made(tmp_path / "desk"))) as (_app, pilot):
        await on_screen(pilot, HelpScreen, "f1")
        await on_screen(pilot, WelcomeScreen, key)
