"""What any scanner must be able to do, and what is told of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from checkin.scanners.troubles import Trouble


class Kind(StrEnum):
    """How a scanner speaks: over a serial line, by key codes taken from Linux, by its picture."""

    SERIAL = "serial"
    KEYS = "keys"
    CAMERA = "camera"


@dataclass(frozen=True, slots=True)
class Picture:
    """What a camera sees: rows of grey values, 0 to 255; `read` when a code is in it."""

    width: int
    height: int
    grey: bytes
    read: bool = False


class Scanner(Protocol):
    """Something that reads codes; each of its methods is called from one thread."""

    @property
    def kind(self) -> Kind:
        """How it speaks."""

    @property
    def wanted(self) -> bool:
        """Whether this desk is set to have it; no when it is only looked for."""

    def open(self) -> None:
        """Take hold of it, or raise `ScannerTrouble`."""

    def read(self, patience: float) -> tuple[str, ...]:
        """Wait up to `patience` (s) for what is read; raise `ScannerTrouble` when it is gone."""

    def close(self) -> None:
        """Let go of it, whatever state it is in."""


class Camera(Scanner, Protocol):
    """A scanner that shows what it sees."""

    @property
    def picture(self) -> Picture | None:
        """What it saw last; None before it sees anything. Any thread may ask."""


@dataclass(frozen=True, slots=True)
class ScannerState:
    """How a scanner is; `cure` is a command that helps, where there is one."""

    kind: Kind
    trouble: Trouble | None = None
    cure: str = ""
    wanted: bool = True
