"""What any printer must be able to say, and what is told of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from checkin.badge import Badge
from checkin.printing.troubles import Trouble


@dataclass(frozen=True, slots=True)
class Sent:
    """A whole badge has left; `confirmed` when the printer said that it is out."""

    confirmed: bool


class Printer(Protocol):
    """What the desk prints on."""

    @property
    def name(self) -> str:
        """What it is called in the spool and the journal."""

    @property
    def near_end(self) -> bool:
        """Whether it said last that its roll is nearly at its end."""

    def ready(self) -> Trouble | None:
        """Ask whether it can print; raises nothing."""

    def send(self, badge: Badge, *, mend: bool = False) -> Sent:
        """Print one badge, or raise `PrinterTrouble`; `mend` when the one before broke off."""


@dataclass(frozen=True, slots=True)
class PrinterState:
    """How printing stands on one printer; `queue` is what the spool calls it.

    `unknown` jobs wait for somebody to look what came out. `labels` are None when nobody counts;
    `near_end` is what the printer itself sees of its roll.
    """

    printer: str
    trouble: Trouble | None = None
    queued: int = 0
    unknown: int = 0
    failed: int = 0
    queue: str = ""
    paused: bool = False
    labels: int | None = None
    near_end: bool = False

    @property
    def doubtful(self) -> int:
        """Badges that somebody must look at."""
        return self.unknown + self.failed

    @property
    def low(self) -> bool:
        """Whether the roll will soon be at its end."""
        return self.near_end or (self.labels is not None and self.labels <= LOW)


LOW = 20  # labels; at a badge each eight seconds, time enough to fetch a roll


def together(states: Iterable[PrinterState]) -> PrinterState | None:
    """Return several printers as one: the first trouble, all badges, the shortest roll."""
    known = sorted(states, key=lambda state: (state.trouble is None, state.queue))
    if not known:
        return None
    counted = [state.labels for state in known if state.labels is not None]
    return PrinterState(
        known[0].printer,
        known[0].trouble,
        sum(state.queued for state in known),
        sum(state.unknown for state in known),
        sum(state.failed for state in known),
        known[0].queue,
        any(state.paused for state in known),
        min(counted, default=None),
        any(state.near_end for state in known),
    )
