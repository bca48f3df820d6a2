"""How this desk stands with pretix: one frozen picture for the screens."""

from dataclasses import dataclass
from enum import StrEnum


class Doing(StrEnum):
    """What the desk does with pretix just now."""

    STARTING = "starting"
    READING = "reading"
    IN_STEP = "in-step"
    OTHER_DESK = "other-desk"  # another one talks to pretix
    AWAY = "away"  # it does not answer
    TURNED_AWAY = "turned-away"  # it does not admit this desk any more


@dataclass(frozen=True, slots=True)
class PretixStanding:
    """`said` is a trouble in a sentence, `holder` the desk that talks to pretix, `since` is ms."""

    doing: Doing = Doing.STARTING
    since: int = 0
    people: int = 0
    waiting: int = 0
    refused: int = 0
    said: str = ""
    holder: str = ""
