"""Where a verb works: the desk's folder, opened for reading or held for writing."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from checkin.desk import Desk
from checkin.opening import OpenFolder, hold, look
from checkin.settings import read_settings


@dataclass(frozen=True)
class Place:
    """The folder that was named; `chosen` is false when it is only the usual one, `camera` empty
    when it is the one that the desk is set to.
    """

    path: Path
    chosen: bool = True
    language: str | None = None
    camera: str = ""

    def at(self, path: Path) -> "Place":
        """Return the same for a folder that was chosen."""
        return replace(self, path=path, chosen=True)

    @contextmanager
    def reading(self) -> Iterator[Desk]:
        """Open the desk beside whoever writes."""
        with closing(look(self.path)) as desk:
            yield desk

    @contextmanager
    def holding(self) -> Iterator[OpenFolder]:
        """Hold the folder against other writers."""
        held = hold(self.path)
        try:
            yield held
        finally:
            held.release()

    @contextmanager
    def writing(self) -> Iterator[Desk]:
        """Open the desk as its only writer."""
        with self.holding() as held, closing(held.desk()) as desk:
            yield desk

    def list_id(self, named: str) -> str:
        """Return the list that was named, else the one that the desk is set to."""
        return named or read_settings(self.path).list_id
