"""The app hears scans with any ending on any keyboard, and typed-ahead keys find their line."""

from time import monotonic

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from checkin.app import CheckinApp
from checkin.desk import Desk
from checkin.opening import OpenFolder
from checkin.screens.ask import ReadNote
from checkin.screens.walk_in import WalkInScreen
from checkin.screens.welcome import WelcomeScreen
from checkin.widgets.search_line import SearchLine
from db.records import Registration
from tests.keyboards import Keyboards
from tests.volunteer import at_the_desk, find, said, scan, until

ENDS = {
    "\r": "enter",
    "\n": "ctrl+j",
    "\t": "tab",
    "\x02": "ctrl+b",
    "\x1d": "ctrl+right_square_bracket",
}


async def keys(pilot: Pilot[None], text: str, *, gap: float = 0.002) -> None:
    """Press keys at a scanner's speed."""
    start = monotonic()
    for place, letter in enumerate(text):
        key = events.Key(ENDS.get(letter, letter), letter)
        key.time = start + place * gap
        await pilot.app.on_event(key)


async def press_at_once(app: CheckinApp, *names: str) -> None:
    """Press named keys faster than anything on the screen can follow."""
    for name in names:
        await app.on_event(events.Key(name, name if len(name) == 1 else None))


@pytest.mark.parametrize("ending", ["\r", "\n", "\r\n", "\t", ""], ids=repr)
async def test_a_scan_ends_with_enter_line_feed_tab_or_silence(
    held: OpenFolder, ending: str
) -> None:
    async with at_the_desk(held) as (app, pilot):
        await keys(pilot, "MARC0002" + ending)
        await until(pilot, lambda: "Marc LEFÈVRE" in said(app))
        line = app.screen.query_one(SearchLine)
        await until(pilot, lambda: line.value == "")
        assert app.focused is line


async def test_control_characters_inside_a_scan_are_no_keys(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        await keys(pilot, "\x02MARC\x1d0002\r")
        await until(pilot, lambda: "Marc LEFÈVRE" in said(app))


@pytest.mark.parametrize("caps", ["off", "letters", "shift"])
async def test_a_scanner_set_for_america_is_understood(held: OpenFolder, caps: str) -> None:
    async with at_the_desk(held) as (app, pilot):
        await keys(pilot, Keyboards("us", "fr", caps).shown("MARC0002") + "\r")
        await until(pilot, lambda: "Marc LEFÈVRE" in said(app))
        assert (await app.station.count(Desk.tally)).refused == 0


async def test_two_people_scanned_in_a_row_are_two_and_a_double_between_them_none(
    held: OpenFolder,
) -> None:
    async with at_the_desk(held) as (app, pilot):
        await keys(pilot, "MARC0002\rHELENE01\rMARC0002\rHELENE01\r")
        await until(pilot, lambda: "Hélène LEFÈVRE" in said(app))
        tally = await app.station.count(Desk.tally)
        assert (tally.present, tally.refused) == (2, 0)


async def test_a_form_typed_ahead_lands_line_by_line(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        await press_at_once(app, "f2", *"ada", "tab", *"king", "enter", *"lyon")
        await until(pilot, lambda: isinstance(app.screen, WalkInScreen))
        await until(pilot, lambda: len(app.screen.query(Input)) > 5)
        lines = [app.screen.query_one(f"#{one}", Input) for one in ("given_name", "family_name")]
        last = app.screen.query_one("#organisation", Input)
        await until(pilot, lambda: last.value == "lyon")
        assert [line.value for line in lines] == ["ada", "king"]


async def test_a_name_typed_behind_enter_stays_for_the_next_person(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        await press_at_once(app, *"helene", "enter", *"marc")
        await until(pilot, lambda: "Hélène LEFÈVRE" in said(app))
        line = app.screen.query_one(SearchLine)
        await until(pilot, lambda: line.value == "marc")


async def test_a_scan_into_an_opening_form_leaves_no_letter_anywhere(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        line = app.screen.query_one(SearchLine)
        await find(pilot, "hel")
        await press_at_once(app, "f2")
        await keys(pilot, "MARC0002\r")
        await until(pilot, lambda: not isinstance(app.screen, (WelcomeScreen, WalkInScreen)))
        assert line.value == "hel"
        form = next(one for one in app.screen_stack if isinstance(one, WalkInScreen))
        assert [one.value for one in form.query(Input)][:2] == ["", "Hel"]


async def test_what_was_scanned_over_a_question_counts_when_scanned_once_more(
    held: OpenFolder,
) -> None:
    async with at_the_desk(held) as (app, pilot):
        await scan(pilot, "AISSA003")
        await until(pilot, lambda: isinstance(app.screen, ReadNote))
        for code in ("MARC0002", "HELENE01", "PAUL0004"):
            await scan(pilot, code)
        await until(pilot, lambda: len(app._notifications) > 0)
        assert len(app._notifications) == 1
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        await scan(pilot, "MARC0002")
        await until(pilot, lambda: "Marc LEFÈVRE" in said(app))


async def test_a_pasted_address_is_searched(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        await app.station.write(
            Desk.walk_in, Registration("", "Ada", "King", email="ada@lyon.example")
        )
        await app.on_event(events.Paste("ada@lyon.example"))
        line = app.screen.query_one(SearchLine)
        await until(pilot, lambda: line.value == "ada@lyon.example")
