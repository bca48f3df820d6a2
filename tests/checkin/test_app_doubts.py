"""Where habit could let in the wrong person, the desk asks first."""

from dataclasses import replace

from textual.widgets import Input

from checkin.desk import Desk
from checkin.opening import OpenFolder
from checkin.screens.ask import ReadNote
from checkin.screens.walk_in import WalkInScreen
from db.records import Registration
from tests.volunteer import PEOPLE, at_the_desk, find, said, scan, until


async def test_a_name_that_others_have_too_is_asked_about_once(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        namesake = replace(PEOPLE[0], code="", organisation="Ville de Metz", email="")
        await app.station.write(Desk.walk_in, namesake, list_id="ouverture")
        results = await find(pilot, "helene lefevre")
        await until(pilot, lambda: len(results.found) == 2)
        await pilot.pause(0.3)
        await pilot.press("enter")
        await until(pilot, lambda: "EST-CE BIEN" in said(app))
        assert (await app.station.count(Desk.tally)).present == 0
        await pilot.press("enter")
        await until(pilot, lambda: "BIENVENUE" in said(app))


async def test_whoever_is_chosen_by_hand_is_not_asked_about(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        await app.station.write(Desk.scan, "HELENE01")
        results = await find(pilot, "lefevre")
        await until(pilot, lambda: len(results.found) == 2)
        await pilot.pause(0.3)
        await pilot.press("enter")
        await until(pilot, lambda: "EST-CE BIEN" in said(app))
        await pilot.press("down", "up", "enter")
        await until(pilot, lambda: "Marc LEFÈVRE" in said(app) and "BIENVENUE" in said(app))


async def test_a_blocked_namesake_cannot_walk_in(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        paul = (await app.station.search(Desk.find, "paul dupont"))[0].registration
        await app.station.write(Desk.correct, paul.id, {"status": "blocked"})
        before = await app.station.count(Desk.tally)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, WalkInScreen))
        app.screen.query_one("#given_name", Input).value = "Paul"
        app.screen.query_one("#family_name", Input).value = "Dupont"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: len(app._notifications) > 0)
        assert isinstance(app.screen, WalkInScreen)
        assert (await app.station.count(Desk.tally)).present == before.present


async def test_a_question_keeps_its_place_when_a_ticket_is_scanned_over_it(
    held: OpenFolder,
) -> None:
    async with at_the_desk(held) as (app, pilot):
        await scan(pilot, "AISSA003")
        await until(pilot, lambda: isinstance(app.screen, ReadNote))
        await scan(pilot, "MARC0002")
        await until(pilot, lambda: len(app._notifications) > 0)
        assert isinstance(app.screen, ReadNote)
        assert (await app.station.count(Desk.tally)).present == 0


async def test_a_name_is_text_whatever_it_holds(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        hostile = Registration("", "[@click=app.quit]Un[/]", "[/x] Zarbi", note="[/] lis [b")
        await app.station.write(Desk.walk_in, hostile)
        await find(pilot, "zarbi")
        await pilot.pause(0.3)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReadNote))
        assert "[/X] ZARBI" in str(app.screen.query_one("#heading").render())
