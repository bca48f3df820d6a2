"""Printers that only do what they are told, and remember it."""

import threading
from dataclasses import dataclass, field
from pathlib import Path

from checkin.badge import Badge
from checkin.printing import PrinterTrouble, Sent, Trouble


@dataclass
class ScriptedPrinter:
    """Does what it is told next, then prints; keeps the names of badges that it printed."""

    script: list[Exception] = field(default_factory=list)
    trouble: Trouble | None = None
    confirms: bool = True
    log: list[str] = field(default_factory=list)
    mended: list[bool] = field(default_factory=list)
    name: str = "scripted"
    near_end: bool = False

    def ready(self) -> Trouble | None:
        return self.trouble

    def send(self, badge: Badge, *, mend: bool = False) -> Sent:
        if self.trouble:
            raise PrinterTrouble(self.trouble)
        self.mended.append(mend)
        if self.script:
            raise self.script.pop(0)
        self.log.append(badge.name)
        return Sent(self.confirms)


@dataclass
class HangingPrinter:
    """Says on disk that it began a badge, and never ends it."""

    began: Path
    name: str = "hanging"
    near_end: bool = False

    def ready(self) -> Trouble | None:
        return None

    def send(self, badge: Badge, *, mend: bool = False) -> Sent:  # noqa: ARG002 - it never gets there
        self.began.write_text(badge.name)
        threading.Event().wait()
        raise AssertionError
