"""Where a verb works: the desk's folder, opened for reading or held for writing."""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import click

from checkin.desk import Desk
from checkin.language import _
from checkin.opening import OpenFolder, explain, hold, look
from checkin.settings import read_settings
from db.connection import CopyShort


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
    def holding(self, *, asking: bool = False) -> Iterator[OpenFolder]:
        """Hold the folder against other writers; whether to go on with a short copy is asked."""
        try:
            held = hold(self.path)
        except CopyShort as short:
            if not asking or not (sys.stdin.isatty() and sys.stderr.isatty()):
                raise
            click.echo(explain(short), err=True)
            question = _("To go on without them, in a new journal, type “yes”")
            answer = click.prompt(question, default="", show_default=False, err=True)
            if answer.strip().lower() != _("yes"):
                raise click.Abort from short
            held = hold(self.path, anew=True)
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
