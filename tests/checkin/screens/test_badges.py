"""The spool on the screen: what needs somebody first, and printing again."""

from contextlib import closing
from pathlib import Path

import pytest
from textual.widgets import Input

from checkin import jobs
from checkin.app import CheckinApp
from checkin.desk import Desk
from checkin.messages import PrinterNews
from checkin.printing import PrinterState, Trouble
from checkin.screens.ask import AskReason
from checkin.screens.badges import BadgesScreen
from checkin.screens.printer_questions import CameOut, InAdvance, NewRoll, WhatToPause
from checkin.screens.welcome import WelcomeScreen
from checkin.widgets.badge_view import BadgeView
from checkin.widgets.job_table import JobTable
from checkin.widgets.printer_band import PrinterBand
from db import queues
from db.connection import open_copy
from db.records import BadgeQueue, JobState
from tests.checkin.screens.desks import (
    Opened,
    at_the_desk,
    finish_badge,
    made,
    on_screen,
    opened,
    text_of,
    until,
)


def folder_with(tmp_path: Path, *states: JobState) -> Path:
    """Make a desk at which people came, and the badges of the first ones ended so."""
    folder = made(tmp_path / "desk")
    held = opened(folder)
    with closing(held.desk()) as desk:
        for name in ("helene", "marc", "aissatou")[: max(len(states), 2)]:
            (found,) = desk.find(name)
            jobs.reprint(desk, found.registration.id, reason="essai")
        for state in states:
            finish_badge(desk, state, "stopped" if state is JobState.UNKNOWN else "")
    held.release()
    return folder


async def badges(opened_desk: Opened) -> JobTable:
    """Go to the badges and wait until they are read."""
    _app, pilot = opened_desk
    screen = await on_screen(pilot, BadgesScreen, "f5")
    table = screen.query_one(JobTable)
    await until(pilot, lambda: bool(table.rows))
    return table


def states(table: JobTable) -> list[JobState]:
    return [job.state for job, _who in table.rows]


async def test_what_somebody_must_look_at_comes_first(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, JobState.UNKNOWN, JobState.PRINTED, JobState.FAILED)
    async with at_the_desk(opened(folder)) as desk:
        table = await badges(desk)
        assert states(table) == [JobState.FAILED, JobState.UNKNOWN, JobState.PRINTED]
        shown = text_of(desk[0].screen)
        assert "? est-il sorti ?" in shown
        assert "Hélène LEFÈVRE" in shown


async def test_a_badge_that_came_out_is_printed_again_for_a_reason(tmp_path: Path) -> None:
    async with at_the_desk(opened(folder_with(tmp_path, JobState.PRINTED))) as (app, pilot):
        table = await badges((app, pilot))
        await pilot.press("down")
        assert table.chosen is not None
        assert table.chosen[0].state is JobState.PRINTED
        dialog = await on_screen(pilot, AskReason, "f4")
        dialog.query_one(Input).value = "badge perdu"
        await pilot.press("enter")
        await until(pilot, lambda: len(table.rows) == 3)
        await until(pilot, lambda: app.screen.query_one(PrinterBand).reprints == 3)
        assert states(table) == [JobState.QUEUED, JobState.QUEUED, JobState.PRINTED]


async def test_a_doubtful_badge_is_printed_again_only_when_somebody_says_so(
    tmp_path: Path,
) -> None:
    async with at_the_desk(opened(folder_with(tmp_path, JobState.UNKNOWN))) as (app, pilot):
        table = await badges((app, pilot))
        await on_screen(pilot, CameOut, "enter")
        await on_screen(pilot, BadgesScreen, "enter")
        assert states(table)[0] is JobState.UNKNOWN
        await on_screen(pilot, CameOut, "f4")
        await pilot.press("left", "enter")
        await until(pilot, lambda: JobState.UNKNOWN not in states(table))
        assert states(table) == [JobState.QUEUED, JobState.QUEUED]


async def test_a_doubtful_badge_that_is_in_hand_is_printed_and_nothing_else(
    tmp_path: Path,
) -> None:
    async with at_the_desk(opened(folder_with(tmp_path, JobState.UNKNOWN))) as (app, pilot):
        table = await badges((app, pilot))
        await on_screen(pilot, CameOut, "enter")
        await pilot.press("left", "left", "enter")
        await until(pilot, lambda: JobState.UNKNOWN not in states(table))
        assert states(table) == [JobState.QUEUED, JobState.PRINTED]


async def test_a_badge_that_waits_is_printed_next_and_a_pause_is_told(tmp_path: Path) -> None:
    async with at_the_desk(opened(folder_with(tmp_path))) as (app, pilot):
        table = await badges((app, pilot))
        before = [job.id for job, _who in table.rows]
        await pilot.press("down", "f9")
        await until(pilot, lambda: [job.id for job, _who in table.rows] == before[::-1])
        await pilot.press("f6")
        await until(pilot, lambda: paused(app))
        await pilot.press("f6")
        await until(pilot, lambda: not paused(app))


async def test_a_new_roll_is_counted_from_what_staff_say(tmp_path: Path) -> None:
    async with at_the_desk(opened(folder_with(tmp_path))) as (app, pilot):
        await badges((app, pilot))
        await on_screen(pilot, NewRoll, "f8")
        await pilot.press(*"250", "enter")
        await until(pilot, lambda: queue(app).labels == 250)


async def test_everybody_s_badge_is_asked_for_in_the_order_chosen(tmp_path: Path) -> None:
    async with at_the_desk(opened(made(tmp_path / "desk"))) as (app, pilot):
        await on_screen(pilot, BadgesScreen, "f5")
        await on_screen(pilot, InAdvance, "f2")
        await pilot.press("down", "enter")
        table = app.screen_stack[-1].query_one(JobTable)
        await until(pilot, lambda: len(table.rows) == 3)
        places = [who.organisation for _job, who in table.rows if who]
        assert places == [
            "Commune de Dakar-Plateau",
            "Département du Val-de-Marne",
            "Ville de Lyon",
        ]
        band = app.screen.query_one(PrinterBand)
        assert [(run.title, run.done, run.size) for run in band.runs] == [("À l’avance", 0, 3)]


async def test_a_run_waits_while_the_printer_goes_on(tmp_path: Path) -> None:
    async with at_the_desk(opened(made(tmp_path / "desk"))) as (app, pilot):
        await on_screen(pilot, BadgesScreen, "f5")
        await on_screen(pilot, InAdvance, "f2")
        await pilot.press("enter")
        screen = app.screen_stack[-1]
        band = screen.query_one(PrinterBand)
        await until(pilot, lambda: bool(band.runs))
        await on_screen(pilot, WhatToPause, "f6")
        await pilot.press("enter")
        await until(pilot, lambda: [run.paused for run in band.runs] == [True])
        assert not paused(app)
        await on_screen(pilot, BadgesScreen, "f6")
        await until(pilot, lambda: [run.paused for run in band.runs] == [False])


def queue(app: CheckinApp) -> BadgeQueue:
    with closing(open_copy(app.station.folder.copy, read_only=True)) as copy:
        return queues.get(copy, "")


def paused(app: CheckinApp) -> bool:
    return queue(app).paused


async def test_delete_drops_what_waits_or_was_doubtful_and_nothing_else(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, JobState.UNKNOWN, JobState.PRINTED)
    async with at_the_desk(opened(folder)) as (app, pilot):
        table = await badges((app, pilot))
        await pilot.press("delete")
        await until(pilot, lambda: JobState.CANCELLED in states(table))
        await pilot.press("home", "up", "delete")
        await pilot.pause()
        assert sorted(states(table)) == [JobState.CANCELLED, JobState.PRINTED]
        assert "ne peut plus" in text_of(app.screen)


async def test_a_badge_on_its_way_is_not_asked_for_twice(tmp_path: Path) -> None:
    async with at_the_desk(opened(folder_with(tmp_path))) as (app, pilot):
        table = await badges((app, pilot))
        await pilot.press("f4")
        await until(pilot, lambda: "déjà en route" in text_of(app.screen))
        assert states(table) == [JobState.QUEUED, JobState.QUEUED]


async def test_the_choice_stays_with_a_badge_while_others_come(tmp_path: Path) -> None:
    async with at_the_desk(opened(folder_with(tmp_path, JobState.PRINTED))) as (app, pilot):
        table = await badges((app, pilot))
        await pilot.press("down")
        chosen = table.chosen
        (found,) = await app.station.search(Desk.find, "aissatou")
        await app.station.write(jobs.reprint, found.registration.id, reason="essai")
        await until(pilot, lambda: len(table.rows) == 3)
        assert table.chosen == chosen
        assert table.index == 2


async def test_the_printer_s_trouble_says_what_to_do(tmp_path: Path) -> None:
    async with at_the_desk(opened(folder_with(tmp_path))) as (app, pilot):
        await badges((app, pilot))
        band = app.screen.query_one(PrinterBand)
        app.post_message(PrinterNews(PrinterState("usb", Trouble.PAPER_OUT, queued=2)))
        await until(pilot, lambda: band.has_class("-stop"))
        assert "changez le rouleau" in text_of(app.screen)
        app.post_message(PrinterNews(PrinterState("usb", queued=2)))
        await until(pilot, lambda: band.has_class("-good"))
        assert "2 badges à imprimer" in text_of(app.screen)
        app.post_message(PrinterNews(PrinterState("usb", failed=1)))
        await until(pilot, lambda: band.has_class("-known"))
        assert "1 badge à vérifier" in text_of(app.screen)


async def test_without_badges_it_says_so_and_no_key_does_anything(tmp_path: Path) -> None:
    async with at_the_desk(opened(made(tmp_path / "desk"))) as (app, pilot):
        await on_screen(pilot, BadgesScreen, "f5")
        await pilot.press("f4", "delete", "down", "pagedown", "enter")
        assert "Aucun badge" in text_of(app.screen)
        await on_screen(pilot, WelcomeScreen, "escape")


@pytest.mark.parametrize(("size", "seen"), [((120, 35), True), ((80, 24), False)])
async def test_the_chosen_badge_is_seen_where_there_is_room(
    tmp_path: Path, size: tuple[int, int], *, seen: bool
) -> None:
    async with at_the_desk(opened(folder_with(tmp_path, JobState.PRINTED)), size=size) as desk:
        await badges(desk)
        view = desk[0].screen.query_one(BadgeView)
        assert view.display is seen
        await until(desk[1], lambda: view.is_drawn is seen)


async def test_where_both_have_no_room_space_shows_the_badge_in_place_of_the_list(
    tmp_path: Path,
) -> None:
    async with at_the_desk(opened(folder_with(tmp_path, JobState.PRINTED)), size=(80, 24)) as desk:
        await badges(desk)
        screen, pilot = desk[0].screen, desk[1]
        view, table = screen.query_one(BadgeView), screen.query_one(JobTable)
        await pilot.press("space")
        await until(pilot, lambda: view.display and view.is_drawn and not table.display)
        assert view.size.height >= 16
        await pilot.press("space")
        await until(pilot, lambda: table.display and not view.display)
