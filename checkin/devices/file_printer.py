"""A file that gathers the bytes of all badges, for whoever prints them by other means."""

import os
from pathlib import Path

from checkin.badge import Badge
from checkin.printing import PrinterTrouble, Sent, Trouble


class FilePrinter:
    """Appends; a badge that does not go in whole is taken out again."""

    near_end = False  # it knows of no roll

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def name(self) -> str:
        """The file's own name."""
        return self._path.name

    def ready(self) -> Trouble | None:
        """Say whether the file can be written, or made."""
        try:
            with self._path.open("ab"):
                return None
        except OSError:
            return Trouble.UNWRITABLE

    def send(self, badge: Badge, *, mend: bool = False) -> Sent:  # noqa: ARG002 - nothing breaks off here
        """Append a badge; on disk when this returns."""
        try:
            with self._path.open("ab", buffering=0) as file:
                before = file.tell()
                try:
                    _write(file.fileno(), badge.data)
                except OSError:
                    os.ftruncate(file.fileno(), before)
                    raise
        except OSError as error:
            raise PrinterTrouble(Trouble.UNWRITABLE) from error
        return Sent(confirmed=False)


def _write(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]
    os.fsync(handle)
