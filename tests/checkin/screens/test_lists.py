"""Choosing the check-in list of a desk."""

from pathlib import Path

from checkin.desk import Desk
from checkin.screens.lists import ListsScreen, standing_of
from checkin.screens.welcome import WelcomeScreen
from checkin.settings import read_settings
from checkin.widgets.choices import Choices
from tests.checkin.screens.desks import (
    DOORS,
    MINUTE,
    PEOPLE,
    Clock,
    at_the_desk,
    made,
    on_screen,
    opened,
    text_of,
    until,
)


async def test_enter_sets_the_list_that_the_desk_enters_people_on(tmp_path: Path) -> None:
    folder = made(tmp_path / "desk")
    async with at_the_desk(opened(folder)) as (app, pilot):
        await on_screen(pilot, ListsScreen, "f7")
        await pilot.press("down", "enter")
        await on_screen(pilot, WelcomeScreen)
        assert app.station.list.id == "ouverture"
    assert read_settings(folder).list_id == "ouverture"


async def test_escape_leaves_the_list_as_it_is(tmp_path: Path) -> None:
    async with at_the_desk(opened(made(tmp_path / "desk"))) as (app, pilot):
        await on_screen(pilot, ListsScreen, "f7")
        await pilot.press("down", "escape")
        await on_screen(pilot, WelcomeScreen)
        assert app.station.list.id == "accueil"


async def test_each_list_says_its_hours_its_room_and_whether_it_is_open(tmp_path: Path) -> None:
    async with at_the_desk(opened(made(tmp_path / "desk"))) as (_app, pilot):
        screen = await on_screen(pilot, ListsScreen, "f7")
        await until(pilot, lambda: "0 / 4" in text_of(screen))
        assert "✓ ouverte   à toute heure   ● choisie" in text_of(screen)
        await pilot.press("end")
        await until(pilot, lambda: "◷ fermée   lundi 18, 17h45–19h30" in text_of(screen))


async def test_open_lists_come_first_and_those_that_are_over_last(tmp_path: Path) -> None:
    async with at_the_desk(opened(made(tmp_path / "desk"))) as (app, pilot):
        screen = await on_screen(pilot, ListsScreen, "f7")
        now = app.station.now()
        order = [
            standing_of(app.station.event.check_in_list(option.id or ""), now)
            for option in screen.query_one(Choices).options
        ]
        assert order == sorted(order)
        assert set(order) == {0, 1, 2}


async def test_a_list_is_full_when_every_place_is_taken(tmp_path: Path) -> None:
    crowd = [
        type(PEOPLE[0])("", "Une", f"Personne {place}", sessions=("atelier-3",))
        for place in range(60)
    ]
    clock = Clock(DOORS + 240 * MINUTE)
    async with at_the_desk(opened(made(tmp_path / "desk", crowd), clock)) as (app, pilot):
        found = await app.station.search(Desk.find, "une", limit=60)
        for one in found:
            await app.station.write(Desk.admit, one.registration.id, list_id="atelier-3")
        screen = await on_screen(pilot, ListsScreen, "f7")
        choices = screen.query_one(Choices)
        choices.point_at("atelier-3")
        await until(pilot, lambda: "60 / 60" in text_of(screen))
        assert "▣ complète" in text_of(screen)


async def test_f7_again_goes_back(tmp_path: Path) -> None:
    async with at_the_desk(opened(made(tmp_path / "desk"))) as (_app, pilot):
        await on_screen(pilot, ListsScreen, "f7")
        await on_screen(pilot, WelcomeScreen, "f7")
