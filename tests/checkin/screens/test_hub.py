"""The hub's window over a real hub: laptops come in by a code, are seen, and are put out."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from checkin import language, membership, theme
from checkin.event import programme
from checkin.hub.attendance import Attendance
from checkin.hub.hub import Hub
from checkin.hub.members import Member
from checkin.hub.reception import Reception
from checkin.hub_window import HubWindow
from checkin.membership import Kind, login_key
from checkin.pairing.door import Door
from checkin.pairing.knock import PairingTrouble, knock
from checkin.replication import Health
from checkin.screens.ask import Confirm
from checkin.screens.hub import HubScreen
from checkin.screens.hub_door import NameDesk, ShowCode
from checkin.widgets.large_words import LargeWords
from tests.checkin.screens.desks import NOW, text_of, until
from tests.hubs import added, calling, home_in


def given() -> tuple[str, bytes]:
    return programme(), bytes(32)


@asynccontextmanager
async def at_the_hub(folder: Path) -> AsyncIterator[tuple[Reception, Pilot[None]]]:
    """Open the window of a real hub."""
    language.install("fr")
    async with Hub(home_in(folder)) as running:
        reception = Reception(running, given, lambda: NOW)
        app = HubWindow("Rencontres", reception)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await until(pilot, lambda: isinstance(app.screen, HubScreen))
            yield reception, pilot


async def shown(pilot: Pilot[None], *keys: str) -> str:
    """Press keys until a code is shown, and return it."""
    await pilot.press("f2")
    await until(pilot, lambda: isinstance(pilot.app.screen, NameDesk))
    await pilot.press(*keys, "enter")
    await until(pilot, lambda: bool(pilot.app.screen.query(LargeWords)))
    return pilot.app.screen.query_one(LargeWords).words


def sees(pilot: Pilot[None], words: str) -> Callable[[], bool]:
    return lambda: words in " ".join(text_of(pilot.app.screen).split())


async def test_a_laptop_comes_in_by_the_code_and_is_seen(tmp_path: Path) -> None:
    async with at_the_hub(tmp_path) as (reception, pilot):
        code = await shown(pilot)
        port = reception.hub.home.arrangement.port + 1
        await until(pilot, sees(pilot, "3 essais"))
        assert await knock("127.0.0.1", port, code, login_key(bytes(32)), "5f")
        await until(pilot, sees(pilot, "poste-2 fait"))
        await until(pilot, sees(pilot, "○ poste-2 absent"))
        assert reception.names() == {"poste-2"}


async def test_a_member_that_calls_is_connected_and_one_put_out_is_gone(tmp_path: Path) -> None:
    async with at_the_hub(tmp_path) as (reception, pilot):
        member = await added(reception.hub, "hall-1")
        async with calling(member) as client:
            await until(pilot, sees(pilot, "✓ hall-1 connecté"))
            await until(pilot, sees(pilot, "1 ordinateur sur 1 connecté"))
            await pilot.press("f8")
            await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
            await pilot.press("shift+tab", "enter")
            await until(pilot, lambda: not client.is_connected)
            await until(pilot, lambda: "hall-1" not in text_of(pilot.app.screen))
        assert reception.names() == frozenset()


async def test_a_name_that_is_taken_or_cannot_be_is_told(tmp_path: Path) -> None:
    async with at_the_hub(tmp_path) as (reception, pilot):
        await added(reception.hub, "hall-1")
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, NameDesk))
        line = pilot.app.screen.query_one(Input)
        line.value = "hall-1"
        await pilot.press("enter")
        await until(pilot, sees(pilot, "! hall-1 existe déjà"))
        line.value = "Hall 1 !"
        await pilot.press("enter")
        await until(pilot, sees(pilot, "! « hall 1 ! »"))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HubScreen))
    assert reception.names() == {"hall-1"}


async def test_a_laptop_whose_key_is_none_is_not_written_down(tmp_path: Path) -> None:
    async with at_the_hub(tmp_path) as (reception, pilot):
        code = await shown(pilot)
        with pytest.raises(PairingTrouble):
            await knock("127.0.0.1", reception.hub.home.arrangement.port + 1, code, "UKEY", "5f")
        assert reception.names() == frozenset()


async def test_a_code_that_is_taken_back_lets_nobody_in(tmp_path: Path) -> None:
    async with at_the_hub(tmp_path) as (_reception, pilot):
        await shown(pilot)
        assert isinstance(pilot.app.screen, ShowCode)
        await pilot.press("escape")
        await until(pilot, sees(pilot, "Personne n’est entré"))


async def test_the_hub_stops_only_when_somebody_says_so(tmp_path: Path) -> None:
    async with at_the_hub(tmp_path) as (_reception, pilot):
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, HubScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        await pilot.press("shift+tab", "enter")
        await until(pilot, lambda: not pilot.app.is_running)


async def test_the_hubs_own_laptop_becomes_a_desk_once(tmp_path: Path) -> None:
    async with Hub(home_in(tmp_path)) as running:
        reception = Reception(running, given, lambda: NOW)
        await added(running, "accueil-1")
        assert await reception.enrol(tmp_path, "Accueil 1")
        assert not await reception.enrol(tmp_path, "Accueil 1")
        member = membership.read(tmp_path)
        assert member is not None
        assert member.desk == "accueil-1-2"
        async with calling(member) as client:
            assert client.is_connected


@dataclass
class StillHouse:
    """A hub at which nothing moves, for its picture."""

    address: str = "192.168.8.10:4222"
    there: Sequence[Attendance] = field(default_factory=tuple)
    closed: Door | None = None

    def now(self) -> int:
        return NOW

    def names(self) -> frozenset[str]:
        return frozenset(one.member.name for one in self.there)

    async def look(self) -> Sequence[Attendance]:
        return self.there

    async def remove(self, name: str) -> None:
        raise AssertionError(name)

    def door(self, name: str, kind: Kind) -> Door:
        async def admit(key: str, event_key: str) -> bytes:
            raise AssertionError(name, kind, key, event_key)

        door = Door("127.0.0.1", 0, admit)
        door.code = "K7QM-4TXP"
        return door


def attending(name: str, kind: Kind = Kind.DESK, **how: object) -> Attendance:
    told = Health(name, f"{name}-abcd", NOW, 0, people=2004, **how)  # type: ignore[arg-type] # named fields
    return Attendance(Member(name, "U", kind, 0), True, told, NOW)


THERE = (
    attending("accueil-1", labels=212),
    attending("accueil-2", waiting=3),
    attending("hall-b", printer="paper", trouble=1),
    Attendance(Member("hall-c", "U", Kind.DESK, 0), False),
    Attendance(Member("bureau-2", "U", Kind.FIGURES, 0), True),
)


class Pictured(App[None]):
    """The hub's screen over a house where nothing moves."""

    def __init__(self) -> None:
        super().__init__()
        for one in theme.ALL:
            self.register_theme(one)
        self.theme = theme.LIGHT.name

    def on_mount(self) -> None:
        self.push_screen(HubScreen("Rencontres de l’AICT 2023", StillHouse(there=THERE)))


@pytest.mark.parametrize("size", [(80, 24), (120, 35)], ids=["80x24", "120x35"])
@pytest.mark.parametrize("code", [False, True], ids=["desks", "code"])
def test_what_who_runs_the_hub_sees(
    size: tuple[int, int], code: bool, snap_compare: Callable[..., bool]
) -> None:
    language.install("fr")

    async def play(pilot: Pilot[None]) -> None:
        await until(pilot, sees(pilot, "accueil-1"))
        if code:
            await shown(pilot)
            await until(pilot, sees(pilot, "2 min"))

    assert snap_compare(Pictured(), terminal_size=size, run_before=play)
