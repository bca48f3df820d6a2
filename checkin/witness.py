"""How far this desk wrote its journal, told by a file beside it: an emptied copy does not pass."""

import os
from contextlib import suppress
from pathlib import Path

from db.records import Mark

WIDTH = 160  # bytes: one write of always the same length leaves no half of another behind


def read(path: Path) -> Mark | None:
    """Return the last entry that was witnessed; None on a desk that never wrote."""
    try:
        origin, _space, number = path.read_text(encoding="utf-8").strip().rpartition(" ")
        return Mark(origin, int(number))
    except (FileNotFoundError, ValueError):
        return None


def note(path: Path, last: Mark) -> None:
    """Witness an entry that is on disk already, without waiting for the disk again."""
    told = f"{last.origin} {last.number}".encode().ljust(WIDTH)
    with suppress(OSError):  # the entry itself was written, and that is what counts
        file = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
        try:
            os.write(file, told)
        finally:
            os.close(file)
