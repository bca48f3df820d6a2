"""The organisers' numbers: live, and beside the desk's own work."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Digits

from checkin.desk import Desk
from checkin.messages import PrinterNews
from checkin.printing import PrinterState, Trouble
from checkin.screens.dashboard import DashboardScreen
from checkin.screens.lists import ListsScreen
from checkin.screens.welcome import WelcomeScreen
from tests.checkin.screens.desks import (
    HELENE,
    PEOPLE,
    Opened,
    at_the_desk,
    busy,
    made,
    on_screen,
    opened,
    text_of,
    until,
)


async def numbers(desk: Opened) -> DashboardScreen:
    """Go to the dashboard and wait until it has counted."""
    _app, pilot = desk
    screen = await on_screen(pilot, DashboardScreen, "f6")
    await until(pilot, lambda: bool(screen.query_one("#here", Digits).value))
    return screen


async def admit(app_and_pilot: Opened, name: str) -> None:
    app, _pilot = app_and_pilot
    (found,) = await app.station.search(Desk.find, name)
    await app.station.write(Desk.admit, found.registration.id)


async def test_an_arrival_at_this_desk_is_counted_at_once(tmp_path: Path) -> None:
    async with at_the_desk(opened(made(tmp_path / "desk"))) as desk:
        screen = await numbers(desk)
        assert screen.query_one("#here", Digits).value == "0"
        assert "Personne n’est encore arrivé." in text_of(screen)
        await admit(desk, "helene")
        await until(desk[1], lambda: screen.query_one("#here", Digits).value == "1")
        shown = text_of(screen)
        assert "là sur 4 attendus · 25 %" in shown
        assert "1 ces 15 dernières minutes" in shown
        assert "8h41  Hélène Lef" in shown
        assert "· en attente 1" in shown


async def test_what_another_connection_writes_is_seen_too(tmp_path: Path) -> None:
    held = opened(made(tmp_path / "desk"))
    async with at_the_desk(held) as desk:
        screen = await numbers(desk)
        with closing(held.desk()) as other:
            (found,) = other.find("marc")
            other.admit(found.registration.id)
        await until(desk[1], lambda: screen.query_one("#here", Digits).value == "1")


async def test_another_list_can_be_looked_at_and_the_desk_keeps_its_own(tmp_path: Path) -> None:
    async with at_the_desk(opened(made(tmp_path / "desk"))) as (app, pilot):
        screen = await numbers((app, pilot))
        await on_screen(pilot, ListsScreen, "f7")
        await pilot.press("down", "enter")
        total = screen.query_one("#total")
        await until(pilot, lambda: "Ouverture" in str(total.border_title))
        assert app.screen is screen
        assert app.station.list.id == "accueil"


async def test_refusals_say_when_why_and_who(tmp_path: Path) -> None:
    async with at_the_desk(opened(made(tmp_path / "desk"))) as desk:
        screen = await numbers(desk)
        await desk[0].station.write(Desk.scan, "PAUL0004")
        await desk[0].station.write(Desk.scan, "NIMPORTE")
        await until(desk[1], lambda: "Refus (2)" in text_of(screen))
        shown = text_of(screen)
        assert "8h41  € Non payé  Paul Lefeuvre" in shown
        assert "8h41  ? Inconnu  NIMPORTE" in shown


async def test_many_codes_tried_at_one_desk_are_told_where_and_when(tmp_path: Path) -> None:
    async with at_the_desk(opened(made(tmp_path / "desk")), (120, 35)) as desk:
        screen = await numbers(desk)
        for number in range(8):
            await desk[0].station.write(Desk.scan, f"NIMPORTE{number}")
        await until(desk[1], lambda: ": 8 codes essayés" in text_of(screen))


@pytest.mark.parametrize("key", ["escape", "f6"])
async def test_escape_and_its_own_key_go_back_to_the_desk(tmp_path: Path, key: str) -> None:
    async with at_the_desk(opened(made(tmp_path / "desk"))) as desk:
        await numbers(desk)
        await on_screen(desk[1], WelcomeScreen, key)


async def test_the_printer_s_trouble_stands_beside_what_waits_for_it(tmp_path: Path) -> None:
    async with at_the_desk(opened(made(tmp_path / "desk")), (120, 35)) as desk:
        screen = await numbers(desk)
        await admit(desk, "helene")
        desk[0].post_message(PrinterNews(PrinterState("usb", Trouble.PAPER_OUT, queued=1)))
        await until(desk[1], lambda: "changez le rouleau" in text_of(screen))
        assert "· en attente 1" in text_of(screen)


async def test_everybody_counts_though_not_every_country_has_a_row(tmp_path: Path) -> None:
    async with at_the_desk(opened(busy(tmp_path / "desk"))) as desk:
        screen = await numbers(desk)
        shown = text_of(screen)
        assert "autres (" in shown
        assert "et 24 autres listes : F7" in shown
        assert "Élu·e" in shown


async def test_people_without_category_and_country_are_a_row_of_their_own(tmp_path: Path) -> None:
    known = (*PEOPLE, replace(HELENE, code="X", email="", category="", country="", sessions=()))
    async with at_the_desk(opened(made(tmp_path / "desk", known))) as desk:
        screen = await numbers(desk)
        assert "sans catégorie" in text_of(screen)
        assert "sans pays" in text_of(screen)
