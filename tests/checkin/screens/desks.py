"""A desk on the morning of the welcome whose clock stands still, for the screens to show."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from textual.pilot import Pilot
from textual.screen import Screen

from checkin import language
from checkin.app import CheckinApp
from checkin.demo import people
from checkin.desk import Desk
from checkin.event import parse_event, programme
from checkin.opening import OpenFolder, hold
from checkin.screens.welcome import WelcomeScreen
from checkin.settings import create_folder, read_settings, write_settings
from db import importing, spool
from db.connection import writing
from db.records import JobState, Registration, Status
from tests.volunteer import PATIENCE

DOORS = 1_695_103_200_000  # ms; Tuesday 19 September 2023, 8h00 in Paris
MINUTE = 60 * 1000
NOW = DOORS + 41 * MINUTE

HELENE = Registration(
    "",
    *("Hélène", "Lefèvre", "HELENE01", "Ville de Lyon"),
    *("Adjointe au maire déléguée à la coopération internationale", "elu", "France"),
    email="h.lefevre@lyon.example",
    sessions=("groupe-balkans", "atelier-2"),
)
MARC = Registration(
    "",
    *("Marc", "Lefèvre", "MARC0002", "Département du Val-de-Marne"),
    *("Directeur", "technicien", "France"),
)
AISSATOU = Registration(
    "",
    *("Aïssatou", "Lefèvre-Diop", "AISSA003", "Commune de Dakar-Plateau"),
    *("Maire", "elu", "Sénégal"),
    note="Accès fauteuil : salle au rez-de-chaussée.",
)
PAUL = Registration(
    "",
    *("Paul", "Lefeuvre", "PAUL0004", "Nantes Métropole"),
    *("Chargé de mission", "technicien", "France"),
    status=Status.UNPAID,
)
PEOPLE = (HELENE, MARC, AISSATOU, PAUL)

S = TypeVar("S", bound=Screen[Any])


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    at: int = NOW

    def __call__(self) -> int:
        return self.at


def made(folder: Path, known: Iterable[Registration] = PEOPLE) -> Path:
    """Make the folder of the desk “accueil-1” that knows these people."""
    language.install("fr")
    create_folder(folder, programme())
    write_settings(folder, replace(read_settings(folder), desk="accueil-1"))
    held = opened(folder, Clock(DOORS))
    with closing(held.desk()) as desk:
        changes = importing.compare(desk.copy, "liste.csv", tuple(known), desk.ticket_for)
        with writing(desk.copy):
            importing.take_in(desk.copy, held.pen, changes)
    held.release()
    return folder


def opened(folder: Path, clock: Clock | None = None) -> OpenFolder:
    """Hold a desk's folder with a clock of ours."""
    language.install("fr")
    held = hold(folder)
    return replace(held, pen=replace(held.pen, now=clock or Clock()))


def busy(folder: Path) -> Path:
    """Make a desk half an hour into the welcome: arrivals, refusals, badges in each state."""
    clock = Clock()
    made(folder)
    held = opened(folder, clock)
    with closing(held.desk()) as desk:
        crowd = tuple(people(desk.event, 240, 1))
        changes = importing.compare(desk.copy, "liste.csv", (*PEOPLE, *crowd), desk.ticket_for)
        with writing(desk.copy):
            importing.take_in(desk.copy, held.pen, changes)
        for place, who in enumerate(sorted(changes.new, key=lambda who: who.id)[:120]):
            clock.at = DOORS + round(MINUTE * 40 * (place / 120) ** 0.6)
            desk.admit(who.id)
            if place % 15 == 0:
                clock.at += 1000
                desk.scan(f"BILLET-{place:03}")
        finish_badges(desk)
    held.release()
    return folder


def delegation(folder: Path) -> Path:
    """Make a desk that awaits twelve of Lyon, of whom two came already and one must pay."""
    crowd = people(parse_event(programme(), "programme"), 11, 7)
    lyon = [replace(who, organisation=HELENE.organisation) for who in crowd]
    lyon[4] = replace(lyon[4], status=Status.UNPAID)
    lyon[6] = replace(lyon[6], note="Prend la parole à 9h00.")
    made(folder, (HELENE, *lyon))
    held = opened(folder)
    with closing(held.desk()) as desk:
        members = desk.delegation(desk.find("helene")[0].registration.id)
        for member in members[1:3]:
            desk.admit(member.registration.id)
        finish_badge(desk, JobState.PRINTED)
    held.release()
    return folder


def finish_badges(desk: Desk) -> None:
    """Let the oldest badges come out well but for two; leave three in the queue."""
    for place in range(len(spool.jobs(desk.copy, 1000)) - 3):
        state, trouble = JobState.PRINTED, ""
        if place == 7:
            state, trouble = JobState.FAILED, "unprintable"
        elif place == 9:
            state, trouble = JobState.UNKNOWN, "stopped"
        finish_badge(desk, state, trouble)


def finish_badge(desk: Desk, state: JobState, trouble: str = "") -> int:
    """Let the oldest queued badge end so, and return its number."""
    assert desk.pen is not None
    job = spool.take(desk.copy, desk.pen.now(), "folder")
    assert job is not None
    with writing(desk.copy):
        assert spool.finish(desk.copy, job, state, desk.pen.now(), trouble)
    return job.id


Opened = tuple[CheckinApp, Pilot[None]]


@asynccontextmanager
async def at_the_desk(held: OpenFolder, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Opened]:
    """Open the desk and wait until it is there."""
    app = CheckinApp(held)
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        yield app, pilot


async def until(pilot: Pilot[Any], holds: Callable[[], bool]) -> None:
    """Wait for a condition."""
    patience = monotonic() + PATIENCE
    while monotonic() < patience:
        if holds():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never came to hold")


async def on_screen(pilot: Pilot[Any], kind: type[S], *keys: str) -> S:
    """Press keys and return the screen of that kind once it is shown."""
    await pilot.press(*keys)
    await until(pilot, lambda: isinstance(pilot.app.screen, kind) and pilot.app.screen.is_mounted)
    screen = pilot.app.screen
    assert isinstance(screen, kind)
    return screen


def text_of(screen: Screen[Any]) -> str:
    """Return all that a screen shows, line by line."""
    strips = screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips).replace("\u00a0", " ")
