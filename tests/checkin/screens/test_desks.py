"""The desks together: how each is, and the ledger of those whom two of them let in."""

from contextlib import closing
from pathlib import Path

import pytest

from checkin.app import CheckinApp
from checkin.messages import NeighboursNews
from checkin.replication import Standing
from checkin.screens.ask import AskReason
from checkin.screens.dashboard import DashboardScreen
from checkin.screens.desks import DesksScreen
from db import conflicts, journal
from db.connection import writing
from db.events import BadgePrinted, CheckedIn
from tests.checkin.screens.desks import (
    NOW,
    Clock,
    at_the_desk,
    made,
    on_screen,
    opened,
    text_of,
    until,
)
from tests.checkin.screens.plays import LOOKS, SIZES, Size, Snap, keys
from tests.fakes_neighbours import ScriptedNeighbours, a_morning
from tests.journals import desk as other_desk

MINUTE = 60_000


def apart(folder: Path, below: Path) -> Path:
    """Make a desk that let in two people whom the desk “accueil-2” let in as well."""
    made(folder)
    below.mkdir(exist_ok=True)
    held = opened(folder, Clock(NOW - 8 * MINUTE))
    with closing(held.desk()) as desk:
        other = other_desk(below, "accueil-2", event=desk.event.slug)
        for name in ("helene", "marc"):
            who = desk.find(name)[0].registration.id
            desk.admit(who)
            other.watch.now = NOW - 5 * MINUTE
            other.append(CheckedIn(who, desk.event.arrivals))
            other.append(BadgePrinted(who, 1 if name == "marc" else 2, "usb"))
        with writing(desk.copy):
            assert journal.absorb(desk.copy, other.journal(), NOW).refused == 0
    held.release()
    return folder


async def test_a_conflict_is_resolved_with_a_note_that_stays(tmp_path: Path) -> None:
    held = opened(apart(tmp_path / "desk", tmp_path / "other"))
    async with at_the_desk(held, (120, 35)) as (_app, pilot):
        dashboard = await on_screen(pilot, DashboardScreen, "f6")
        await until(pilot, lambda: "2 entrées à deux postes : F8" in text_of(dashboard))
        screen = await on_screen(pilot, DesksScreen, "f8")
        await until(pilot, lambda: "Hélène Lefèvre" in text_of(screen))
        shown = text_of(screen)
        assert "accueil-1 8h33 · accueil-2 8h36" in shown
        assert "badges : accueil-2 1" in shown
        await on_screen(pilot, AskReason, "enter")
        await pilot.press("down", "enter")
        await until(pilot, lambda: "✓ accueil-1, 8h41 : un badge repris" in text_of(screen))
        assert "(1)" in str(screen.query_one("#ledger").border_title)
        with closing(held.reader()) as reader:
            assert conflicts.unresolved(reader.copy) == 1


async def test_a_desk_that_joined_no_hub_says_so(tmp_path: Path) -> None:
    async with at_the_desk(opened(made(tmp_path / "desk"))) as (_app, pilot):
        await on_screen(pilot, DashboardScreen, "f6")
        screen = await on_screen(pilot, DesksScreen, "f8")
        await until(pilot, lambda: "aucun relais" in text_of(screen))
        assert "Personne n’est entré à deux postes" in text_of(screen)


async def test_only_what_somebody_must_see_to_is_marked(tmp_path: Path) -> None:
    async with at_the_desk(opened(made(tmp_path / "desk")), (120, 35)) as (app, pilot):
        app.station.neighbours = ScriptedNeighbours(a_morning(NOW))
        await on_screen(pilot, DashboardScreen, "f6")
        screen = await on_screen(pilot, DesksScreen, "f8")
        await until(pilot, lambda: "accueil-3" in text_of(screen))
        lines = {line.split()[0]: line for line in text_of(screen).splitlines() if line.strip()}
        assert "✓" in lines["accueil-2"]
        assert "! Plus de papier" in lines["accueil-3"]
        assert "depuis 8h30" in lines["presse"]
        assert "! horloge en avance de 120 min" in lines["protocole"]
        assert "! connaît d’autres participants" in lines["salle-4"]


@LOOKS
def test_desks_in_the_middle_of_the_welcome(
    snap: Snap, tmp_path: Path, size: Size, theme: str
) -> None:
    app = CheckinApp(opened(apart(tmp_path / "desk", tmp_path / "other")))
    app.station.neighbours = ScriptedNeighbours(a_morning(NOW))
    assert snap(app, size, keys("f6", "f8"), theme)


@SIZES
def test_desks_of_a_desk_alone(snap: Snap, quiet: CheckinApp, size: Size) -> None:
    assert snap(quiet, size, keys("f6", "f8"))


STANDINGS = {
    "up to date": Standing(None),
    "three to send": Standing(None, waiting=3),
    "alone": Standing(NOW, waiting=12),
    "reading": Standing(None, behind=48_000),
    "not admitted": Standing(NOW, admitted=False),
}


@SIZES
@pytest.mark.parametrize("standing", STANDINGS.values(), ids=STANDINGS)
def test_welcome_says_how_it_stands_with_the_others(
    snap: Snap, quiet: CheckinApp, size: Size, standing: Standing
) -> None:
    quiet.station.neighbours = ScriptedNeighbours(standing)

    async def told(pilot: object) -> None:
        quiet.post_message(NeighboursNews())
        await keys("f6", "escape")(pilot)  # type: ignore[arg-type] # as plays take it

    assert snap(quiet, size, told)
