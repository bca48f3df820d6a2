"""A desk of the shipped programme, on the morning of the welcome, with a list of six people."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from checkin import demo, tickets
from checkin.desk import Desk
from checkin.event import parse_event, programme
from db import registrations, spool
from db.events import Event
from db.records import CheckInList, JobState, Registration, Status
from db.verify import verify
from tests.journals import JournalDesk, desk, row

PROGRAMME = parse_event(programme(), "aict-2023.toml")
KEY = bytes(range(32))
OPEN = CheckInList("ouvert", "Toujours ouvert")
HALL = CheckInList("hall", "Espace des partenaires", exits=True)
EVENT = replace(PROGRAMME, lists=(*PROGRAMME.lists, OPEN, HALL))

LIST = (
    row("Zoé", "Lefèvre", code="A1", organisation="Lyon", category="elu", sessions=("atelier-1",)),
    row("Luc", "Petit", code="B2", organisation="Brest", note="Rencontrer le protocole"),
    row("Ana", "Costa", code="C3", status=Status.UNPAID),
    row("Bo", "Larsen", code="D4", status=Status.BLOCKED),
    row("Jean", "Martin", code="E5", organisation="Nice"),
    row("Jean", "Martin", code="E5", organisation="Nantes"),
)


@dataclass
class Welcome:
    """A desk, and the journal below it."""

    desk: Desk
    below: JournalDesk

    def named(self, given: str) -> Registration:
        return next(
            one for one in registrations.everyone(self.desk.copy) if one.given_name == given
        )

    def happened(self) -> list[Event | None]:
        return [entry.event for entry in self.below.journal()]

    def states(self, who: str) -> list[JobState]:
        return [job.state for job in spool.of(self.desk.copy, who)]


def opened(folder: Path, name: str = "accueil-1") -> Welcome:
    below = desk(folder, name, event=EVENT.slug)
    return Welcome(Desk(EVENT, below.copy, below.pen, KEY), below)


def genuine(number: int = 7) -> str:
    return tickets.issue(KEY, EVENT.slug, number)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Welcome]:
    welcome = opened(tmp_path)
    welcome.below.take_in(LIST)
    yield welcome
    assert verify(welcome.desk.copy) == ()
    welcome.desk.close()


def crowd(size: int) -> list[Registration]:
    """Return so many made-up people, without ids or codes."""
    return list(demo.people(EVENT, size))
