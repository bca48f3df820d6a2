"""What a real pretix said, and a desk that has read its event."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from checkin.desk import Desk
from checkin.event import Event
from checkin.opening import OpenFolder, hold
from checkin.pretix.arrangement import description, matched
from checkin.pretix.catalogue import Catalogue, catalogue
from checkin.pretix.connection import Connection
from checkin.pretix.ledger import Ledger
from checkin.pretix.lists import Listing, listings
from checkin.pretix.orders import Reading, positions
from checkin.settings import create_folder, read_settings, write_settings
from db.positions import Cursor, Position

SAMPLES = Path(__file__).parents[1] / "samples" / "pretix"


@dataclass(frozen=True)
class Exchange:
    """One request that was made, and its answer."""

    number: int
    name: str
    method: str
    url: str
    sent: Any
    status: int
    body: Any


@cache
def event() -> dict[str, Any]:
    """Return the event as pretix lists it."""
    plain: dict[str, Any] = json.loads((SAMPLES / "event.json").read_text())
    return plain


@cache
def exchanges() -> tuple[Exchange, ...]:
    """Return all that was asked, in its order."""
    return tuple(
        Exchange(
            one["number"],
            one["name"],
            one["request"]["method"],
            one["request"]["url"],
            one["request"]["body"],
            one["response"]["status"],
            one["response"]["body"],
        )
        for one in json.loads((SAMPLES / "exchanges.json").read_text())
    )


@cache
def sold() -> Catalogue:
    """Return what the event sells and asks."""
    return catalogue(event()["items"], event()["questions"])


@cache
def lists() -> tuple[Listing, ...]:
    """Return the event's check-in lists."""
    return listings(event()["checkinlists"], sold(), event()["event"])


def connection(ours: Event, url: str = "https://pretix.example") -> Connection:
    """Return how a desk of this event is connected."""
    known = Connection(url, "asso", "Guichet 1", "S1", event="congres")
    return replace(known, lists=matched(ours, lists()))


def people(ours: Event) -> tuple[Position, ...]:
    """Return everybody who ordered, as the desk of this event reads it."""
    reading = Reading(ours, sold(), "pretix.example/asso/congres", str)
    return tuple(one for order in event()["orders"] for one in positions(order, reading))


def a_folder(path: Path, name: str = "guichet-1") -> Path:
    """Make the folder of a desk that was made from the event, and knows nobody."""
    create_folder(path, description(event()["event"], sold(), lists()))
    write_settings(path, replace(read_settings(path), desk=name))
    return path


@contextmanager
def a_desk(path: Path) -> Iterator[tuple[OpenFolder, Desk, Ledger]]:
    """Open a desk that has read the whole event, and its ledger over the same connection."""
    held = hold(a_folder(path))
    try:
        with closing(held.desk()) as desk:
            known = connection(held.event)
            ledger = Ledger(desk.copy, held.pen, known.whereto, known.source)
            ledger.take_in(people(held.event), Cursor(known.source, since="x", run=1))
            ledger.revoke([one["secret"] for one in event()["revokedsecrets"]])
            yield held, desk, ledger
    finally:
        held.release()
