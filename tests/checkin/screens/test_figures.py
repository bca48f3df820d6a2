"""What an organiser's laptop shows: numbers and desks, the list chosen, the hub that is gone."""

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from checkin import figures, language
from checkin.event import parse_event, programme
from checkin.figures import Bulletin
from checkin.figures_window import FiguresWindow
from checkin.replication import Health
from checkin.screens.figures import FiguresScreen
from db.figures import Figures
from db.records import Share
from tests.checkin.screens.desks import DOORS, MINUTE, NOW, text_of, until

NUMBERS = Figures(
    at=NOW,
    lists=(
        Share("accueil", 240, 120),
        Share("atelier-2", 80, 0),
        Share("dejeuner", 210, 3),
    ),
    rates={
        "accueil": tuple((DOORS + slot * 5 * MINUTE, 4 + 3 * slot) for slot in range(9)),
        "dejeuner": ((NOW // (5 * MINUTE) * 5 * MINUTE, 3),),
    },
    desks=(("accueil-1", 41), ("accueil-2", 30), ("hall-b", 0)),
)


def at_work(desk: str, **how: object) -> bytes:
    return Health(desk, f"{desk}-k7mq", NOW, 0, people=2004, **how).plain()  # type: ignore[arg-type] # named fields


class Office:
    """Three desks that said how they are; `bulletin` is where they are heard."""

    def __init__(self) -> None:
        self.bulletin: Bulletin | None = None

    async def listen(self, bulletin: Bulletin, now: Callable[[], int]) -> None:
        bulletin.silent_since = None
        for desk, words in (
            ("accueil-1", at_work("accueil-1", labels=212)),
            ("accueil-2", at_work("accueil-2", waiting=3)),
            ("hall-b", at_work("hall-b", printer="paper", trouble=1)),
        ):
            bulletin.hear(f"hb.ev.{desk}", words, now())
        bulletin.hear("counts.ev.accueil-1", figures.plain(NUMBERS), now())
        self.bulletin = bulletin


def window(office: Office) -> FiguresWindow:
    language.install("fr")
    return FiguresWindow(parse_event(programme(), "programme"), office.listen, lambda: NOW)


def sees(pilot: Pilot[None], words: str) -> Callable[[], bool]:
    return lambda: words in " ".join(text_of(pilot.app.screen).split())


async def test_the_numbers_are_those_of_the_list_that_is_chosen() -> None:
    app = window(Office())
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, sees(pilot, "sur 240 attendus · 50 %"))
        assert sees(pilot, "tous là à")()
        for _other in range(len(parse_event(programme(), "programme").lists)):
            await pilot.press("down")
            if sees(pilot, "sur 210 attendus")():
                break
        assert sees(pilot, "3 ces 15 dernières minutes")()
        await pilot.press("up")
        await until(pilot, lambda: not sees(pilot, "sur 210 attendus")())


async def test_a_hub_that_is_gone_is_told_and_one_that_refuses() -> None:
    office = Office()
    app = window(office)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, sees(pilot, "accueil-2"))
        assert office.bulletin is not None
        office.bulletin.silent_since = NOW
        await until(pilot, sees(pilot, "! Aucun relais n’a répondu depuis 8h41"))
        office.bulletin.admitted = False
        await until(pilot, sees(pilot, "! Le relais ne laisse pas entrer cet ordinateur"))


async def test_escape_closes_the_window() -> None:
    app = window(Office())
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, FiguresScreen))
        await pilot.press("escape")
        await until(pilot, lambda: not app.is_running)


async def test_before_anything_was_heard_nothing_is_made_up() -> None:
    async def nobody(_bulletin: Bulletin, _now: Callable[[], int]) -> None:
        return

    language.install("fr")
    app = FiguresWindow(parse_event(programme(), "programme"), nobody, lambda: NOW)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, sees(pilot, "Aucun relais n’a répondu"))
        assert sees(pilot, "sur 0 attendus")()


@pytest.mark.parametrize("size", [(80, 24), (120, 35)], ids=["80x24", "120x35"])
def test_what_an_organiser_sees(size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    async def play(pilot: Pilot[None]) -> None:
        await until(pilot, sees(pilot, "accueil-2"))

    assert snap_compare(window(Office()), terminal_size=size, run_before=play)
