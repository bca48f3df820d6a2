"""A code that several people have: the desk chooses, and nobody comes in by chance."""

from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace

import pytest

from checkin.desk import Desk
from checkin.messages import CodeScanned
from checkin.opening import OpenFolder
from checkin.widgets.results import Results
from db import importing
from db.connection import writing
from tests.volunteer import PEOPLE, Opened, at_the_desk, said, until

MARC = PEOPLE[1]
LUC = replace(MARC, given_name="Luc", family_name="Petit", organisation="Ville de Brest")


@pytest.fixture
async def both(held: OpenFolder) -> AsyncIterator[Opened]:
    with closing(held.desk()) as desk:
        changes = importing.compare(desk.copy, "liste.csv", (*PEOPLE, LUC), desk.ticket_for)
        with writing(desk.copy):
            importing.take_in(desk.copy, held.pen, changes)
    async with at_the_desk(held) as opened:
        yield opened


async def test_after_a_scan_enter_lets_in_the_person_chosen(both: Opened) -> None:
    app, pilot = both
    app.post_message(CodeScanned(MARC.code))
    await until(pilot, lambda: "PLUSIEURS" in said(app))
    results = app.screen.query_one(Results)
    await until(pilot, lambda: len(results.found) == 2)
    await pilot.press("down")
    chosen = results.chosen
    await pilot.press("enter")
    await until(pilot, lambda: "BIENVENUE" in said(app))
    assert chosen is not None
    assert chosen.registration.family_name.upper() in said(app)


async def test_enter_on_such_a_code_asks_once(both: Opened) -> None:
    app, pilot = both
    await pilot.press(*MARC.code.lower())
    results = app.screen.query_one(Results)
    await until(pilot, lambda: len(results.found) == 2)
    await pilot.pause(0.3)
    await pilot.press("enter")
    await until(pilot, lambda: "EST-CE BIEN CETTE PERSONNE" in said(app))
    assert (await app.station.count(Desk.tally)).present == 0
    await pilot.press("enter")
    await until(pilot, lambda: "BIENVENUE" in said(app))
