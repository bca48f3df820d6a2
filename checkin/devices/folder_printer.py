"""A folder of PNG pictures, one a badge: for trying things out, and for desks without a printer."""

import os
from pathlib import Path

from checkin.badge import Badge
from checkin.printing import PrinterTrouble, Sent, Trouble


class FolderPrinter:
    """A picture is there whole or not at all."""

    near_end = False  # it knows of no roll

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def name(self) -> str:
        """The folder's own name."""
        return self._folder.name

    def ready(self) -> Trouble | None:
        """Say whether pictures can be written, making the folder when it is not there."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return Trouble.UNWRITABLE
        return None if os.access(self._folder, os.W_OK | os.X_OK) else Trouble.UNWRITABLE

    def send(self, badge: Badge, *, mend: bool = False) -> Sent:  # noqa: ARG002 - nothing breaks off here
        """Write a badge; on disk when this returns."""
        unfinished = self._folder / f".{badge.name}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with unfinished.open("wb") as file:
                badge.image.save(file, "PNG", dpi=(badge.dpi, badge.dpi))
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(self._folder / f"{badge.name}.png")
        except OSError as error:
            raise PrinterTrouble(Trouble.UNWRITABLE) from error
        return Sent(confirmed=True)
