"""What any printer must be able to say, and what is told of it."""

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

    def ready(self) -> Trouble | None:
        """Ask whether it can print; raises nothing."""

    def send(self, badge: Badge, *, mend: bool = False) -> Sent:
        """Print one badge, or raise `PrinterTrouble`; `mend` when the one before broke off."""


@dataclass(frozen=True, slots=True)
class PrinterState:
    """How printing stands; `unknown` jobs wait for somebody to look what came out."""

    printer: str
    trouble: Trouble | None = None
    queued: int = 0
    unknown: int = 0
    failed: int = 0
