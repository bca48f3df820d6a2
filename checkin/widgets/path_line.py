"""The line for a file's path: it completes what is typed from the folders that there are."""

import asyncio
import os
from collections.abc import Collection
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.suggester import Suggester
from textual.widgets import Input

from checkin.language import _, marked

LISTS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


class PathLine(Input):
    """Tab or → takes the completion; with none, Tab goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", marked("Complete"), show=False),
    ]

    def __init__(self, suffixes: Collection[str], *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(
            id=id,
            placeholder=_("Path of the file…"),
            suggester=_Paths(suffixes),
            select_on_focus=False,
        )

    @property
    def path(self) -> Path:
        """The path that is typed; quotes around it come from dragging a file here."""
        return Path(self.value.strip().strip("'\"")).expanduser()

    def action_complete(self) -> None:
        """Take the completion that is offered, or go on to what comes next."""
        before = self.value
        if self.cursor_position == len(before):
            self.action_cursor_right()
        if self.value == before:
            self.screen.focus_next()


class _Paths(Suggester):
    def __init__(self, suffixes: Collection[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._suffixes = suffixes

    async def get_suggestion(self, value: str) -> str | None:
        return await asyncio.to_thread(completed, value, self._suffixes)


def completed(typed: str, suffixes: Collection[str]) -> str | None:
    """Return the first path that begins so: a file of that kind, else a folder; None for none."""
    start, separator, name = typed.rpartition(os.sep)
    if not separator:
        return None
    try:
        inside = sorted(Path(start + separator).expanduser().iterdir())
    except (OSError, RuntimeError, ValueError):
        return None
    matching = [
        path
        for path in inside
        if path.name.startswith(name) and (name or not path.name.startswith("."))
    ]
    files = (path.name for path in matching if path.suffix.lower() in suffixes)
    folders = (path.name + separator for path in matching if path.is_dir())
    found = next(files, None) or next(folders, None)
    return None if found is None else start + separator + found
