"""What the rest of this room asks of a way to pretix, and how that way can fail."""

from dataclasses import dataclass
from typing import Any, Protocol


class PretixTrouble(Exception):
    """A sentence that says what is wrong with pretix, and what to do; never a token."""


class Unreachable(PretixTrouble):
    """No answer, or none for now; `after` seconds it may be tried again, None when it did not say.

    `busy` says that pretix itself asked for the pause, so nothing is wrong with what was sent.
    """

    def __init__(self, sentence: str, after: float | None = None, *, busy: bool = False) -> None:
        super().__init__(sentence)
        self.after = after
        self.busy = busy


class Broken(Unreachable):
    """Pretix answered that it broke down over what it was sent."""


class NotAdmitted(PretixTrouble):
    """Pretix no longer knows this desk's token, or forbids what was asked."""


class Senseless(PretixTrouble):
    """What came is not what pretix sends."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of pretix; `generated` is when it began to make the page, in its own words."""

    status: int
    body: Any
    generated: str = ""


class Link(Protocol):
    """One way to one pretix; a path begins behind /api/v1/."""

    def get(self, path: str) -> Reply:
        """Read something; what is refused with words is an answer like any other."""

    def post(self, path: str, body: object, key: str = "") -> Reply:
        """Say something; said again with the same key it is answered as before."""

    def close(self) -> None:
        """Let go of it."""
