"""A desk for trying things out: the programme moved to today, made-up people, some here already."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from checkin.demo import people
from checkin.desk import Desk
from checkin.drafts import draft
from checkin.event import Event, parse_event, programme
from checkin.language import _
from checkin.opening import hold
from checkin.settings import (
    Folder,
    create_folder,
    default_folder,
    read_settings,
    write_settings,
)
from db import importing, journal, memory, registrations
from db.connection import writing
from db.events import CheckedIn
from db.records import Registration, Status

PARTICIPANTS, SEED = 2000, 1
NAME = "demo"  # what its desk is called
MOST_EARLY = 120
SOURCE = "demo"
REMEMBERED = "demo"  # under which the copy knows what it was made of
BEGAN = 25 * 60 * 1000  # ms since the first of those who are here came

Progress = Callable[[float], None]


class RehearsalTrouble(Exception):
    """A sentence that says why this folder cannot serve for trying things out."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part: how many, and by which throw of the dice."""

    participants: int = PARTICIPANTS
    seed: int = SEED


def usual_folder(cast: Cast) -> Path:
    """Return where the demo lives, beside the folder of the real desk."""
    name = "checkin-demo"
    if cast != Cast():
        name += f"-{cast.participants}-{cast.seed}"
    return default_folder().with_name(name)


def prepare(path: Path, cast: Cast, progress: Progress = lambda _share: None) -> None:
    """Make the demo's desk, or move the one that is there to today; a real desk is refused."""
    folder = Folder(path)
    event = _today()
    if not folder.is_complete:
        create_folder(path, event.text)
        write_settings(path, replace(read_settings(path), desk=NAME))
    held = hold(path)
    try:
        with closing(held.desk()) as desk:
            known = memory.recall(desk.copy, REMEMBERED)
            if known is None and (held.settings.desk != NAME or registrations.count(desk.copy)):
                sentence = _("{folder} is a real desk: choose another folder for the demo.")
                raise RehearsalTrouble(sentence.format(folder=path))
            if known is None:
                _fill(desk, event, cast, progress)
            elif known != asdict(cast):
                sentence = _("{folder} holds a demo of {count} people: choose another folder.")
                count = known["participants"]
                raise RehearsalTrouble(sentence.format(folder=path, count=count))
        with draft(folder.event) as file:
            file.write(event.text.encode())
    finally:
        held.release()


def _today() -> Event:
    """Return the event that is shipped, as if its second day, that of the welcome, were today."""
    shipped = parse_event(programme(), "programme")
    return shipped.moved_to(datetime.now(shipped.timezone).date() - timedelta(days=1))


def _fill(desk: Desk, event: Event, cast: Cast, progress: Progress) -> None:
    """Journal everybody, and the arrivals of the first minutes, all of it or nothing."""
    assert desk.pen is not None
    clock = _Clock(desk.pen.now() - BEGAN)
    pen = replace(desk.pen, now=lambda: clock.at)
    crowd = tuple(people(event, cast.participants, cast.seed))
    progress(0.2)
    changes = importing.compare(desk.copy, SOURCE, crowd, desk.ticket_for)
    progress(0.4)
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        progress(0.4 + 0.6 * done / len(changes.new))

    with writing(desk.copy):
        importing.take_in(desk.copy, pen, changes, count)
        for who in _early(changes.new, cast.seed):
            clock.at += BEGAN // MOST_EARLY
            journal.append(desk.copy, pen, CheckedIn(who.id, event.arrivals))
        memory.remember(desk.copy, REMEMBERED, asdict(cast))


def _early(crowd: Sequence[Registration], seed: int) -> Sequence[Registration]:
    """Return who came already: a few of those whom nothing keeps from coming."""
    free = [who for who in crowd if who.status is Status.CONFIRMED and not who.note]
    random = Random(seed)  # noqa: S311 - the same people must come again
    return random.sample(free, min(MOST_EARLY, len(free) // 15))


@dataclass
class _Clock:
    """The time of day in a story; milliseconds since the epoch."""

    at: int
