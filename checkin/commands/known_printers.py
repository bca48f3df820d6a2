"""What a desk found out of its printers, kept in its copy from one day to the next."""

from contextlib import closing, suppress
from dataclasses import dataclass

from checkin.opening import OpenFolder
from db import memory
from db.connection import CopyTrouble, open_copy, translated, writing


@dataclass(frozen=True)
class KnownPrinters:
    """Whether each answers; a copy that cannot be read or written now knows nothing of it."""

    held: OpenFolder

    def answers(self, printer: str) -> bool | None:
        """Say whether a printer answers; None for one that nobody knows."""
        place = self.held.folder.copy
        with suppress(CopyTrouble), closing(open_copy(place, read_only=True)) as copy:
            with translated(place):
                known = memory.recall(copy, _name(printer))
            return known if isinstance(known, bool) else None
        return None

    def learn(self, printer: str, *, answers: bool) -> None:
        """Keep what was found out."""
        place = self.held.folder.copy
        with (
            suppress(CopyTrouble),
            closing(open_copy(place, checked=True)) as copy,
            translated(place),
            writing(copy),
        ):
            memory.remember(copy, _name(printer), answers)


def _name(printer: str) -> str:
    return f"answers {printer}"
