"""The event that a desk serves: one TOML file, read and checked."""

from checkin.event.description import Category, Event, EventTrouble, Session, UnknownList
from checkin.event.reading import parse_event, programme, read_event

__all__ = [
    "Category",
    "Event",
    "EventTrouble",
    "Session",
    "UnknownList",
    "parse_event",
    "programme",
    "read_event",
]
