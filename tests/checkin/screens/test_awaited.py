"""Attendus: the elected officials and speakers who are not here yet, shorter as they come."""

from dataclasses import replace
from pathlib import Path

from checkin.app import CheckinApp
from checkin.desk import Desk
from checkin.screens.awaited import AwaitedScreen
from checkin.screens.dashboard import DashboardScreen
from db.records import Status
from tests.checkin.screens.desks import (
    AISSATOU,
    HELENE,
    MARC,
    at_the_desk,
    made,
    on_screen,
    opened,
    text_of,
    until,
)
from tests.checkin.screens.plays import LOOKS, Size, Snap, keys

CANCELLED = replace(HELENE, given_name="Anne", code="ANNE0005", status=Status.CANCELLED)


async def test_who_is_awaited_leaves_the_list_on_arrival(tmp_path: Path) -> None:
    folder = made(tmp_path / "desk", (HELENE, MARC, AISSATOU, CANCELLED))
    async with at_the_desk(opened(folder)) as (app, pilot):
        await on_screen(pilot, DashboardScreen, "f6")
        screen = await on_screen(pilot, AwaitedScreen, "f4")
        await until(pilot, lambda: "2 pas encore là" in text_of(screen))
        shown = text_of(screen)
        assert "Aïssatou LEFÈVRE-DIOP" in shown
        assert "Hélène LEFÈVRE" in shown
        assert "Marc" not in shown  # a technician is not looked out for
        assert "Anne" not in shown  # nobody counts on who cancelled
        found = await app.station.search(Desk.find, "helene")
        await app.station.write(Desk.admit, found[0].registration.id, list_id="accueil")
        await until(pilot, lambda: "1 pas encore là" in text_of(screen))
        assert "Hélène" not in text_of(screen)


async def test_a_session_awaits_only_those_who_chose_it(tmp_path: Path) -> None:
    async with at_the_desk(opened(made(tmp_path / "desk"))) as (app, pilot):
        await on_screen(pilot, DashboardScreen, "f6")
        app.push_screen(AwaitedScreen(app.station, app.station.event.check_in_list("atelier-2")))
        screen = await on_screen(pilot, AwaitedScreen)
        await until(pilot, lambda: "1 pas encore là" in text_of(screen))
        assert "Hélène" in text_of(screen)


@LOOKS
def test_awaited_in_the_middle_of_the_welcome(
    snap: Snap, crowded: CheckinApp, size: Size, theme: str
) -> None:
    assert snap(crowded, size, keys("f6", "f4", "down"), theme)
