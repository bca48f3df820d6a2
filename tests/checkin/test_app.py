"""The desk as a volunteer meets it: keys and scans in, verdicts and badges out."""

from functools import partial

from textual import events
from textual.widgets import Input

from checkin.desk import Desk
from checkin.opening import OpenFolder
from checkin.screens.ask import AskReason, Confirm, ReadNote
from checkin.screens.correct import CorrectScreen
from checkin.screens.walk_in import WalkInScreen
from checkin.screens.welcome import WelcomeScreen
from checkin.widgets.person_card import PersonCard
from checkin.widgets.search_line import SearchLine
from db.records import JobState
from db.verify import verify
from tests.volunteer import answered, at_the_desk, find, said, scan, until


async def test_enter_lets_in_the_person_found_and_clears_the_line(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        results = await find(pilot, "helene")
        assert [one.registration.given_name for one in results.found] == ["Hélène"]
        await pilot.pause(0.3)
        await pilot.press("enter")
        await until(pilot, lambda: "BIENVENUE" in said(app))
        assert "Hélène LEFÈVRE" in said(app)
        assert app.screen.query_one(SearchLine).value == ""
        tally = await app.station.count(Desk.tally)
        assert (tally.present, dict(tally.jobs)) == (1, {JobState.QUEUED: 1})


async def test_enter_pressed_before_the_answer_waits_for_it(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        line = app.screen.query_one(SearchLine)
        line.value = "marc"
        line.post_message(Input.Submitted(line, "marc"))
        await until(pilot, lambda: "BIENVENUE" in said(app))
        assert "Marc LEFÈVRE" in said(app)


async def test_a_scan_is_answered_and_never_typed(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        await scan(pilot, "MARC0002")
        await until(pilot, lambda: "BIENVENUE" in said(app))
        assert "Marc LEFÈVRE" in said(app)
        assert app.screen.query_one(SearchLine).value == ""


async def test_a_scan_keeps_the_name_that_somebody_is_typing(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        await find(pilot, "hel")
        await pilot.pause(0.3)
        await scan(pilot, "MARC0002")
        await until(pilot, lambda: "Marc LEFÈVRE" in said(app))
        assert app.screen.query_one(SearchLine).value == "hel"
        await until(pilot, lambda: "Marc" in str(app.screen.query_one(PersonCard).render()))


async def test_a_name_typed_at_machine_speed_is_searched_not_scanned(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        await scan(pilot, "helene")
        await until(pilot, lambda: "BIENVENUE" in said(app))
        assert "Hélène LEFÈVRE" in said(app)


async def test_a_code_that_nobody_has_is_unknown(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        await scan(pilot, "NOBODY99")
        await until(pilot, lambda: "INCONNU" in said(app))
        assert "NOBODY99" in said(app)


async def test_a_second_scan_says_since_when(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        await app.station.write(Desk.scan, "MARC0002")
        await scan(pilot, "MARC0002")
        await until(pilot, lambda: "DÉJÀ" in said(app))
        assert app.station.settings.desk in said(app)


async def test_two_reads_of_one_code_are_one_scan(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        await scan(pilot, "MARC0002")
        await scan(pilot, "MARC0002")
        await scan(pilot, "HELENE01")
        await until(pilot, lambda: "Hélène" in said(app))
        tally = await app.station.count(Desk.tally)
        assert (tally.present, tally.refused) == (2, 0)


async def test_a_note_is_read_before_somebody_comes_in(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        await scan(pilot, "AISSA003")
        await until(pilot, lambda: isinstance(app.screen, ReadNote))
        assert (await app.station.count(Desk.tally)).present == 0
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        await until(pilot, lambda: "BIENVENUE" in said(app))
        assert (await app.station.count(Desk.tally)).present == 1


async def test_a_note_left_unread_lets_nobody_in(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        await scan(pilot, "AISSA003")
        await until(pilot, lambda: isinstance(app.screen, ReadNote))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        assert (await app.station.count(Desk.tally)).present == 0


async def test_staff_let_in_against_a_rule_with_a_reason(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        await scan(pilot, "PAUL0004")
        await until(pilot, lambda: "NON PAYÉ" in said(app))
        await pilot.press("f9")
        await until(pilot, lambda: isinstance(app.screen, AskReason))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        await until(pilot, lambda: "BIENVENUE" in said(app))


async def test_undo_takes_back_the_last_arrival_and_its_badge(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        await scan(pilot, "MARC0002")
        await until(pilot, lambda: "BIENVENUE" in said(app))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "ANNULÉE" in said(app))
        tally = await app.station.count(Desk.tally)
        assert (tally.present, dict(tally.jobs)) == (0, {JobState.CANCELLED: 1})


async def test_the_arrival_of_the_person_on_the_card_can_be_undone(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        for code in ("MARC0002", "HELENE01"):
            await app.station.write(Desk.scan, code)
        await find(pilot, "marc")
        await pilot.press("f8")
        await until(pilot, lambda: "ANNULÉE" in said(app))
        assert "Marc" in said(app)
        assert (await app.station.count(Desk.tally)).present == 1


async def test_a_walk_in_is_warned_of_registered_printed_and_found(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, WalkInScreen))
        app.screen.query_one("#given_name", Input).value = "Marc"
        app.screen.query_one("#family_name", Input).value = "Lefevre"
        warned = app.screen.query_one("#lookalikes")
        await until(pilot, lambda: "Marc LEFÈVRE" in str(warned.render()))
        app.screen.query_one("#family_name", Input).value = "Nouvelle-Venue"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        await until(pilot, lambda: "BIENVENUE" in said(app))
        results = await find(pilot, "nouvelle")
        assert results.found[0].registration.given_name == "Marc"


async def test_a_correction_is_shown_searchable_and_printed(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        await find(pilot, "marc")
        await pilot.press("f3")
        await until(pilot, lambda: isinstance(app.screen, CorrectScreen))
        app.screen.query_one("#family_name", Input).value = "Lefaivre"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        await until(pilot, lambda: "CORRIGÉ" in said(app))
        found = await app.station.search(Desk.find, "lefaivre")
        assert found[0].registration.given_name == "Marc"
        assert dict((await app.station.count(Desk.tally)).jobs) == {JobState.QUEUED: 1}


async def test_a_scan_over_a_form_asks_before_it_leaves_it(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, WalkInScreen))
        await scan(pilot, "MARC0002")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("shift+tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        await until(pilot, lambda: "Marc LEFÈVRE" in said(app))


async def test_a_pasted_code_is_a_scan_and_a_huge_paste_is_cut(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        await app.on_event(events.Paste("MARC0002\n"))
        await until(pilot, lambda: "Marc LEFÈVRE" in said(app))
        await app.on_event(events.Paste("x" * 2_000_000))
        await pilot.pause(0.2)
        assert len(app.screen.query_one(SearchLine).value) <= 200


async def test_a_full_disk_is_a_sentence_and_nothing_is_recorded(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        await app.station.write(lambda desk: desk.copy.execute("pragma max_page_count = 1"))
        scans = 0
        while "PAS ENREGISTRÉ" not in said(app):
            scans += 1
            await scan(pilot, f"NOBODY{scans:03}" + "9" * 150)
            await until(pilot, partial(answered, app, f"{scans:03}"))
        refused = (await app.station.count(Desk.tally)).refused
        assert refused == scans - 1
        assert await app.station.count(lambda desk: verify(desk.copy)) == ()


async def test_every_key_of_forty_in_a_burst_arrives(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        await pilot.press(*"abcdefghijklmnopqrstabcdefghijklmnopqrst")
        line = app.screen.query_one(SearchLine)
        await until(pilot, lambda: line.value == "abcdefghijklmnopqrst" * 2)
