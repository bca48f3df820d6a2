"""What pretix asks at the door is typed over the welcome, or nobody comes in."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Select

from checkin.app import CheckinApp
from checkin.desk import Desk
from checkin.messages import CodeScanned
from checkin.opening import OpenFolder
from checkin.pretix import Doing, PretixStanding
from checkin.pretix.catalogue import Question
from checkin.screens.answering import AskQuestions
from checkin.screens.welcome import WelcomeScreen
from db.records import Registration
from tests.checkin.screens.desks import at_the_desk, opened, until
from tests.checkin.screens.plays import SIZES, Size, Snap, settled
from tests.checkin.screens.test_pretix import ScriptedRegistrar
from tests.desks import a_desk

CARD, PICTURE, MEAL = "N° de carte de presse", "Accepte d'être photographié·e", "Repas du midi"
ASKED = {
    CARD: Question(5, "CARTE", CARD, "S", required=True, at_the_desk=True),
    PICTURE: Question(6, "IMAGE", PICTURE, "B", at_the_desk=True),
    MEAL: Question(7, "REPAS", MEAL, "C", options=((1, "Aucun"), (2, "Végétarien"))),
}
INES = Registration(
    "ines",
    "Inès",
    "Cas-Questions",
    code="INES-001",
    category="elu",
    note=f"À demander : {'; '.join(ASKED)}.",
    extra=tuple((text, "") for text in ASKED),
)


@pytest.fixture
def held(tmp_path: Path) -> OpenFolder:
    return opened(a_desk(tmp_path / "desk", [INES]))


def pretix() -> ScriptedRegistrar:
    standing = PretixStanding(Doing.IN_STEP, people=1)
    return replace(ScriptedRegistrar(standing), questions=ASKED)


async def asked(pilot: Pilot[Any]) -> AskQuestions:
    pilot.app.post_message(CodeScanned("INES-001"))
    await until(pilot, lambda: isinstance(pilot.app.screen, AskQuestions))
    assert isinstance(pilot.app.screen, AskQuestions)
    await pilot.pause()
    return pilot.app.screen


async def test_whoever_answered_comes_in_and_is_found_by_it(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        app.station.pretix = pretix()
        window = await asked(pilot)
        await pilot.press("ctrl+s")  # the first must be answered
        assert app.screen is window
        assert (await app.station.count(Desk.tally)).present == 0
        window.query_one(Input).value = "P-777"
        window.query(Select).last().value = "Végétarien"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        (found,) = await app.station.search(Desk.find, "végétarien")
        said = {CARD: "P-777", PICTURE: "", MEAL: "Végétarien"}
        assert dict(found.registration.extra) == said
        await until(pilot, lambda: bool(app.screen.query(".-good")))
        assert (await app.station.count(Desk.tally)).present == 1


async def test_questions_left_unanswered_let_nobody_in(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):  # nothing is known here but their words
        window = await asked(pilot)
        assert len(window.query(Input)) == len(ASKED)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        assert (await app.station.count(Desk.tally)).present == 0


@SIZES
def test_questions_of_pretix(snap: Snap, held: OpenFolder, size: Size) -> None:
    app = CheckinApp(held)
    app.station.pretix = pretix()

    async def shown(pilot: Pilot[Any]) -> None:
        await asked(pilot)
        await settled(pilot)

    assert snap(app, size, shown)
