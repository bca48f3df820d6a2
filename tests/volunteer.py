"""A volunteer at an open desk: types, scans, and reads what the band says."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from time import monotonic

from textual import events
from textual.pilot import Pilot

from checkin import language
from checkin.app import CheckinApp, MakeReaders
from checkin.event import parse_event, programme
from checkin.opening import OpenFolder, hold
from checkin.screens.welcome import WelcomeScreen
from checkin.settings import create_folder
from checkin.widgets.results import Results
from checkin.widgets.verdict_band import VerdictBand
from db import importing
from db.connection import writing
from db.records import Registration, Status

PATIENCE = 30.0  # seconds; other work may share the machine

PEOPLE = (
    Registration(
        "", "Hélène", "Lefèvre", "HELENE01", "Ville de Lyon", "Adjointe au maire", "elu", "France"
    ),
    Registration("", "Marc", "Lefèvre", "MARC0002", "Département du Val-de-Marne", "Directeur"),
    Registration("", "Aïssatou", "Diop", "AISSA003", "Ville de Dakar", note="Fauteuil : salle 2."),
    Registration("", "Paul", "Dupont", "PAUL0004", "Nantes Métropole", status=Status.UNPAID),
)


def held_in(folder: Path) -> OpenFolder:
    """A desk's folder with four people, whose arrivals list is always open."""
    language.install("fr")
    text = parse_event(programme(), "programme").moved_to(date(2030, 1, 1)).text
    create_folder(folder, text)
    held = hold(folder)
    desk = held.desk()
    changes = importing.compare(desk.copy, "liste.csv", PEOPLE, desk.ticket_for)
    with writing(desk.copy):
        importing.take_in(desk.copy, held.pen, changes)
    desk.close()
    return held


Opened = tuple[CheckinApp, Pilot[None]]


@asynccontextmanager
async def at_the_desk(
    held: OpenFolder, make_readers: MakeReaders | None = None
) -> AsyncIterator[Opened]:
    """Open the desk and wait until it is there."""
    app = CheckinApp(held, make_readers=make_readers)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        yield app, pilot


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait for a condition."""
    patience = monotonic() + PATIENCE
    while monotonic() < patience:
        if holds():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never came to hold")


async def find(pilot: Pilot[None], text: str) -> Results:
    """Type and wait for somebody to be found."""
    await pilot.press(*(key_of(letter) for letter in text))
    results = pilot.app.screen.query_one(Results)
    await until(pilot, lambda: bool(results.found))
    return results


def key_of(letter: str) -> str:
    return {" ": "space"}.get(letter, letter)


async def scan(pilot: Pilot[None], code: str) -> None:
    """Type like a scanner: a key every 5 ms, then Enter."""
    start = monotonic()
    for place, letter in enumerate((*code, "enter")):
        key = events.Key(letter, letter if len(letter) == 1 else "\r")
        key.time = start + place * 0.005
        await pilot.app.on_event(key)


def answered(app: CheckinApp, code: str) -> bool:
    return code in said(app) or "PAS ENREGISTRÉ" in said(app)


def said(app: CheckinApp) -> str:
    """What stands in the verdict band."""
    return str(app.screen.query_one(VerdictBand).render())
