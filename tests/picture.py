"""Makes the README's picture of the desk from the running app: `uv run python -m tests.picture`."""

import asyncio
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from checkin import language
from checkin.app import CheckinApp
from checkin.demo import people
from checkin.desk import Desk
from checkin.event import parse_event, programme
from checkin.opening import hold
from checkin.screens.welcome import WelcomeScreen
from checkin.settings import create_folder, read_settings, write_settings
from checkin.widgets.results import Results
from db import importing
from db.connection import writing
from db.records import Status

PICTURE = Path(__file__).parent.parent / ".pictures" / "desk.svg"
MORNING = date(2023, 9, 19)


async def picture(folder: Path) -> str:
    """Return the desk as SVG: some people here, one just let in, another being looked for."""
    language.install("fr")
    create_folder(folder, programme())
    write_settings(folder, replace(read_settings(folder), desk="accueil-1"))
    held = hold(folder)
    event = parse_event(programme(), "programme")
    opening = datetime(MORNING.year, MORNING.month, MORNING.day, 8, 41, tzinfo=event.timezone)
    clock = iter(range(int(opening.timestamp() * 1000), 2**62, 7_000))
    held = replace(held, pen=replace(held.pen, now=lambda: next(clock)))
    app = CheckinApp(held)
    async with app.run_test(size=(100, 30)) as pilot:
        await app.station.write(_fill)
        await pilot.press(*"lef")
        results = app.screen.query_one(Results)
        while not results.found:
            await pilot.pause(0.05)
        welcome = [
            one.registration
            for one in results.found
            if one.registration.status is Status.CONFIRMED and not one.registration.note
        ]
        await app.station.write(Desk.admit, welcome[1].id)
        screen = app.screen
        assert isinstance(screen, WelcomeScreen)
        screen.scan(welcome[0].code)
        await pilot.pause(1.0)
        return app.export_screenshot(title="checkin")


def _fill(desk: Desk) -> None:
    assert desk.pen is not None
    everybody = tuple(people(desk.event, 1200, 1))
    changes = importing.compare(desk.copy, "demo", everybody, desk.ticket_for)
    with writing(desk.copy):
        importing.take_in(desk.copy, desk.pen, changes)
    for who in changes.new[100:140]:
        desk.admit(who.id)


if __name__ == "__main__":
    with TemporaryDirectory() as place:
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(asyncio.run(picture(Path(place) / "desk")))
