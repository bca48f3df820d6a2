"""What comes out of a list: people, rows that are none, and what somebody should look at."""

from collections.abc import Mapping
from dataclasses import dataclass

from db.records import Registration


class IntakeTrouble(Exception):
    """A sentence that says why a list cannot be taken in, and what to do about it."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that is nobody's registration; `cells` are as they stand in the list."""

    line: int
    reason: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two lines that may be one person; both are among the registrations."""

    line: int
    earlier: int
    reason: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about registrations that did come in: how many, and the first line of them."""

    text: str
    count: int
    line: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """A whole list. Its rows are `registrations` (ids empty), `folded` and `rejects`, no others.

    `lines` are the line numbers of the registrations, `folded` those of rows that only add
    something to one of them; `mapping` tells which heading each field
    was read from; `blank` counts the empty lines below the headings.
    """

    source: str
    sheet: str
    encoding: str
    separator: str
    headings: tuple[str, ...]
    mapping: Mapping[str, str]
    registrations: tuple[Registration, ...]
    lines: tuple[int, ...]
    folded: tuple[int, ...]
    rejects: tuple[Reject, ...]
    duplicates: tuple[Duplicate, ...]
    warnings: tuple[Remark, ...]
    blank: int

    @property
    def rows(self) -> int:
        """How many rows the list has below its headings, empty lines apart."""
        return len(self.registrations) + len(self.folded) + len(self.rejects)


class Remarks:
    """Remarks as they are made, one for each text."""

    def __init__(self) -> None:
        self._made: dict[str, Remark] = {}

    def add(self, text: str, line: int) -> None:
        """Make a remark about a line."""
        earlier = self._made.get(text)
        self._made[text] = Remark(
            text, earlier.count + 1 if earlier else 1, earlier.line if earlier else line
        )

    def all(self) -> tuple[Remark, ...]:
        """Return the remarks in the order in which they were first made."""
        return tuple(self._made.values())
