"""The screen where a person sees what pretix refused, and settles it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from checkin.app import CheckinApp
from checkin.opening import OpenFolder
from checkin.pretix import Doing, PretixStanding
from checkin.pretix.asking import Inquiry
from checkin.pretix.catalogue import Question
from checkin.pretix.upward import Whereto
from checkin.screens.pretix import PretixScreen
from checkin.widgets.choices import Choices
from db import journal, uploads
from db.connection import writing
from db.events import CheckedIn
from db.records import Outcome
from db.uploads import UploadState
from tests.checkin.screens.desks import at_the_desk, opened, until
from tests.checkin.screens.plays import SIZES, Size, Snap, settled
from tests.desks import a_desk


@dataclass
class ScriptedRegistrar:
    """Stands with pretix as it was told."""

    standing: PretixStanding
    able: bool = True
    to: Whereto | None = None
    woken: int = 0
    questions: Mapping[str, Question] = field(default_factory=dict)

    async def word(self, asked: Inquiry) -> tuple[Outcome | None, None]:  # noqa: ARG002 - no word
        return None, None

    def take_back(self, asked: Inquiry, coming: object) -> None: ...

    def start(self) -> None: ...

    def wake(self) -> None:
        self.woken += 1

    def stop(self, patience: float = 5.0) -> bool:  # noqa: ARG002 - it ends at once
        return True


STANDING = PretixStanding(Doing.AWAY, people=3042, waiting=12, refused=2, said="pretix is away.")


@pytest.fixture
def held(tmp_path: Path) -> OpenFolder:
    """A desk of which pretix refused two arrivals."""
    held = opened(a_desk(tmp_path / "desk"))
    desk = held.desk()
    for code in ("HELENE-1", "AWA-2"):
        (found,) = desk.find(code)
        with writing(desk.copy):
            event = CheckedIn(found.registration.id, "accueil")
            entry = journal.append(desk.copy, held.pen, event)
            said = "pretix does not know this code."
            uploads.keep(desk.copy, entry.mark, UploadState.REFUSED, entry.at, said)
    desk.close()
    return held


async def test_what_was_refused_is_sent_again_or_left(held: OpenFolder) -> None:
    async with at_the_desk(held, (120, 35)) as (app, pilot):
        registrar = ScriptedRegistrar(STANDING)
        app.station.pretix = registrar
        await app.push_screen(PretixScreen(app.station))
        await until(pilot, lambda: isinstance(app.screen, PretixScreen))
        choices = app.screen.query_one(Choices)
        await until(pilot, lambda: choices.option_count == 2)
        await pilot.press("enter")
        await until(pilot, lambda: choices.option_count == 1)
        assert registrar.woken
        await pilot.press("delete")
        await until(pilot, lambda: choices.option_count == 0)
    reader = held.reader()
    counted = uploads.count(reader.copy)
    reader.close()
    assert counted[UploadState.LATER] == counted[UploadState.LEFT] == 1


@SIZES
def test_pretix_with_two_refusals(snap: Snap, held: OpenFolder, size: Size) -> None:
    app = CheckinApp(held)
    app.station.pretix = ScriptedRegistrar(STANDING)

    async def shown(pilot: Pilot[Any]) -> None:
        await app.push_screen(PretixScreen(app.station))
        await until(pilot, lambda: isinstance(app.screen, PretixScreen))
        choices = app.screen.query_one(Choices)
        await until(pilot, lambda: choices.option_count == 2)
        await settled(pilot)

    assert snap(app, size, shown)
