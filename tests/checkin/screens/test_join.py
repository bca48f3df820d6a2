"""A volunteer at a blank laptop joins the desks: a real door, an address, a code."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from checkin import joining, language
from checkin.event import parse_event, programme
from checkin.first_start import StartApp
from checkin.membership import Kind, Membership
from checkin.pairing.door import Door
from checkin.pairing.sighting import Sighting
from checkin.screens.join import JoinScreen, Look
from checkin.screens.start import Kind as StartKind
from checkin.screens.start import Start, StartScreen
from tests.checkin.screens.desks import text_of, until
from tests.hubs import free_port

SLUG = parse_event(programme(), "programme").slug

Asking = tuple[StartApp, Pilot[Start]]


async def admit(key: str, _event_key: str) -> bytes:
    """Give what a hub gives; the login key stands where a test can see it."""
    member = Membership(SLUG, "accueil-2", ("10.0.0.1:4222", key), b"CA", bytes(32), Kind.DESK)
    return joining.packed(joining.bundle(programme(), bytes(range(32)), member))


async def two_seen() -> tuple[Sighting, ...]:
    """See two hubs on the network."""
    here = Sighting("aict-2023", "192.168.8.10:4222", "ab" * 32)
    return here, replace(here, event="salon-2024", address="192.168.8.77:4222")


@asynccontextmanager
async def asking(folder: Path, look: Look | None = None) -> AsyncIterator[Asking]:
    """Choose to join, on a laptop without a desk."""
    language.install("fr")
    app = StartApp(folder / "desk", look)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, StartScreen))
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, JoinScreen) and app.screen.is_mounted)
        await until(pilot, lambda: app.focused is not None and app.focused.id == "address")
        yield app, pilot


async def fill(pilot: Pilot[Start], address: str, code: str) -> None:
    """Type as a volunteer does, with Enter behind each line."""
    pilot.app.screen.query_one("#address", Input).value = address
    await pilot.press("enter")
    pilot.app.screen.query_one("#code", Input).value = code
    await pilot.press("enter")


async def test_an_address_and_a_code_are_all_it_takes(tmp_path: Path) -> None:
    async with Door("127.0.0.1", 0, admit) as door, asking(tmp_path) as (app, pilot):
        address = f"127.0.0.1:{door.port - 1}"
        await fill(pilot, address, door.code.lower().replace("-", " "))
        await until(pilot, lambda: app.return_value is not None)
    assert app.return_value is not None
    given = app.return_value.given
    assert app.return_value.kind is StartKind.JOIN
    assert given is not None
    assert given.event == programme()
    assert given.tickets_key == bytes(range(32))
    assert given.member.hubs == (address, "10.0.0.1:4222", given.member.login_key)


async def test_a_wrong_code_is_told_and_can_be_put_right(tmp_path: Path) -> None:
    async with Door("127.0.0.1", 0, admit) as door, asking(tmp_path) as (app, pilot):
        await fill(pilot, f"127.0.0.1:{door.port - 1}", "2222-2222")
        await until(pilot, lambda: "! Le relais a refusé ce code" in text_of(app.screen))
        app.screen.query_one("#code", Input).value = door.code
        await until(pilot, lambda: "refusé" not in text_of(app.screen))
        await pilot.press("enter")
        await until(pilot, lambda: app.return_value is not None)
    assert app.return_value is not None


async def test_what_is_no_code_is_told_before_anybody_is_called(tmp_path: Path) -> None:
    async with asking(tmp_path) as (app, pilot):
        await fill(pilot, "127.0.0.1:1", "K7QM")
        await until(pilot, lambda: "K7QM-4TXP." in text_of(app.screen))


async def test_where_nobody_answers_the_address_is_doubted(tmp_path: Path) -> None:
    async with asking(tmp_path) as (app, pilot):
        await fill(pilot, f"127.0.0.1:{free_port()}", "K7QM-4TXP")
        await until(pilot, lambda: "! Pas de relais à l’adresse 127.0.0.1" in text_of(app.screen))


async def test_a_hub_that_shows_no_code_any_more_is_told_apart(tmp_path: Path) -> None:
    async with Door("127.0.0.1", 0, admit) as hub, asking(tmp_path) as (app, pilot):
        await fill(pilot, f"127.0.0.1:{hub.port}", "K7QM-4TXP")
        await until(pilot, lambda: "n’affiche plus de code" in text_of(app.screen))


async def test_without_an_address_it_is_asked_for(tmp_path: Path) -> None:
    async with asking(tmp_path) as (app, pilot):
        await pilot.press("down", *"K7QM", "enter")
        await until(pilot, lambda: "! D’abord l’adresse" in text_of(app.screen))
        assert app.focused is app.screen.query_one("#address")


@pytest.mark.parametrize("address", ["10.0.0.1:70000", "10.0.0.1:x"])
async def test_what_is_no_address_is_told(tmp_path: Path, address: str) -> None:
    async with asking(tmp_path) as (app, pilot):
        await fill(pilot, address, "K7QM-4TXP")
        await until(pilot, lambda: f"! {address} n" in text_of(app.screen))


async def test_a_hub_that_is_seen_is_offered_and_the_code_alone_is_typed(tmp_path: Path) -> None:
    async with Door("127.0.0.1", 0, admit) as door:

        async def look() -> tuple[Sighting, ...]:
            return (Sighting("aict-2023", f"127.0.0.1:{door.port - 1}", "ab" * 32),)

        async with asking(tmp_path, look) as (app, pilot):
            await until(
                pilot, lambda: f"aict-2023 127.0.0.1:{door.port - 1}" in text_of(app.screen)
            )
            await pilot.press("enter", *door.code, "enter")
            await until(pilot, lambda: app.return_value is not None)
    assert app.return_value is not None


async def test_an_address_that_somebody_types_is_left_to_them(tmp_path: Path) -> None:
    typed = asyncio.Event()

    async def look() -> tuple[Sighting, ...]:
        await typed.wait()
        return await two_seen()

    async with asking(tmp_path, look) as (app, pilot):
        await pilot.press(*"10.0")
        typed.set()
        await until(
            pilot,
            lambda: (
                "Vu ici : aict-2023 192.168.8.10 · salon-2024 192.168.8.77" in text_of(app.screen)
            ),
        )
        assert app.screen.query_one("#address", Input).value == "10.0"


async def test_escape_goes_back_to_the_choices(tmp_path: Path) -> None:
    async with asking(tmp_path) as (app, pilot):
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, StartScreen))


@pytest.mark.parametrize("size", [(80, 24), (120, 35)], ids=["80x24", "120x35"])
def test_what_a_volunteer_sees(size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    language.install("fr")

    async def play(pilot: Pilot[Start]) -> None:
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, JoinScreen))
        await until(pilot, lambda: "salon-2024" in text_of(pilot.app.screen))
        await pilot.press("enter", *"K7QM", "enter")
        await until(pilot, lambda: "K7QM-4TXP." in text_of(pilot.app.screen))
        pilot.app.screen.query_one("#code", Input).cursor_blink = False

    app = StartApp(Path("/home/accueil/checkin"), two_seen)
    assert snap_compare(app, terminal_size=size, run_before=play)
