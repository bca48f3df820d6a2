"""A delegation on the screen: ticked together, let in together, one run of badges."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from textual.widgets import Input

from checkin.screens.ask import AskReason, ReadNote
from checkin.screens.group import GroupScreen
from checkin.screens.welcome import WelcomeScreen
from checkin.widgets.members import Members
from checkin.widgets.results import Results
from db import runs, spool
from db.connection import open_copy
from db.records import Outcome, Registration, Status
from tests.checkin.screens.desks import (
    HELENE,
    MARC,
    Opened,
    at_the_desk,
    made,
    on_screen,
    opened,
    text_of,
    until,
)


def of_lyon(given: str, family: str, **more: object) -> Registration:
    who = replace(HELENE, given_name=given, family_name=family, code=f"{given:0<8}", email="")
    return replace(who, **more)  # type: ignore[arg-type] # fields of a registration by their names


LYON = (
    HELENE,
    of_lyon("Zoé", "Abel"),
    of_lyon("Luc", "Noir", note="Badge en braille."),
    of_lyon("Ana", "Roux", status=Status.UNPAID),
)


async def group(desk: Opened) -> Members:
    """Look for somebody of Lyon and show who comes with them."""
    app, pilot = desk
    await pilot.press(*"helene")
    await until(pilot, lambda: bool(app.screen.query_one(Results).found))
    screen = await on_screen(pilot, GroupScreen, "ctrl+g")
    members = screen.query_one(Members)
    await until(pilot, lambda: bool(members.members))
    return members


def folder_with(tmp_path: Path, people: tuple[Registration, ...] = (*LYON, MARC)) -> Path:
    return made(tmp_path / "desk", people)


def ticked(members: Members) -> list[str]:
    return [one.registration.family_name for one in members.chosen_ones]


async def test_everyone_of_an_organisation_is_there_and_who_is_awaited_is_ticked(
    tmp_path: Path,
) -> None:
    async with at_the_desk(opened(folder_with(tmp_path))) as desk:
        members = await group(desk)
        names = [one.registration.family_name for one in members.members]
        assert names == ["Abel", "Lefèvre", "Noir", "Roux"]
        assert ticked(members) == ["Abel", "Lefèvre", "Noir"]
        assert "3 cochés sur 4" in text_of(desk[0].screen)


async def test_enter_lets_all_ticked_in_and_prints_their_badges_as_listed(tmp_path: Path) -> None:
    async with at_the_desk(opened(folder_with(tmp_path))) as desk:
        app, pilot = desk
        members = await group(desk)
        await on_screen(pilot, ReadNote, "enter")
        await pilot.press("enter")
        await until(pilot, lambda: len(members.answers) == 3)
        assert set(members.answers.values()) == {Outcome.WELCOME}
        await until(pilot, lambda: "3 ARRIVÉES" in text_of(app.screen))
        with closing(open_copy(app.station.folder.copy, read_only=True)) as copy:
            (run,) = runs.unfinished(copy)
            assert (run.title, run.waiting) == ("Ville de Lyon", 3)
            asked = [job.registration for job in spool.next_ones(copy, 9)]
        names = {one.registration.id: one.registration.family_name for one in members.members}
        assert [names[one] for one in asked] == ["Abel", "Lefèvre", "Noir"]


async def test_who_has_an_unread_note_stays_outside(tmp_path: Path) -> None:
    async with at_the_desk(opened(folder_with(tmp_path))) as desk:
        _app, pilot = desk
        members = await group(desk)
        await on_screen(pilot, ReadNote, "enter")
        await pilot.press("escape")
        await until(pilot, lambda: len(members.answers) == 2)
        await until(pilot, lambda: ticked(members) == ["Noir"])


async def test_who_is_refused_says_why_and_comes_in_with_a_reason(tmp_path: Path) -> None:
    async with at_the_desk(opened(folder_with(tmp_path))) as desk:
        app, pilot = desk
        members = await group(desk)
        await pilot.press("f3", "f3", "down", "down", "down", "space")
        assert ticked(members) == ["Roux"]
        await pilot.press("enter")
        await until(pilot, lambda: bool(members.answers))
        await until(pilot, lambda: "1 refus" in text_of(app.screen))
        assert "€ Non payé" in text_of(app.screen)
        dialog = await on_screen(pilot, AskReason, "f9")
        dialog.query_one(Input).value = "payé sur place"
        await pilot.press("enter")
        await until(pilot, lambda: Outcome.WELCOME in members.answers.values())


async def test_ticks_come_and_go_and_escape_goes_back(tmp_path: Path) -> None:
    async with at_the_desk(opened(folder_with(tmp_path))) as desk:
        _app, pilot = desk
        members = await group(desk)
        steps: tuple[tuple[str, Callable[[], bool]], ...] = (
            ("space", lambda: ticked(members) == ["Lefèvre", "Noir"]),
            ("f3", lambda: len(ticked(members)) == 4),
            ("f3", lambda: ticked(members) == []),
        )
        for key, holds in steps:
            await pilot.press(key)
            await until(pilot, holds)
        await on_screen(pilot, WelcomeScreen, "escape")
