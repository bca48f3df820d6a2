"""Take an organiser's list in: read it, compare it with who is known, journal what is new."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from checkin import export
from checkin.desk import Desk
from checkin.intake import Incoming, read, write_rejects
from checkin.settings import Folder, Settings, write_settings
from db import importing
from db.connection import translated, writing
from db.importing import Changes

READING = 0.4  # of the progress; the rest is the writing

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Import:
    """What came of a list; `rejects_file` is None when there is nothing to look at."""

    incoming: Incoming
    changes: Changes
    rejects_file: Path | None = None


def plan(
    desk: Desk,
    path: Path,
    settings: Settings,
    mapping: Mapping[str, str],
    progress: Progress,
    *,
    partial: bool = False,
) -> Import:
    """Read a list and say what it would change; nothing is written.

    Of a `partial` list nobody is missing because it does not name them.
    """
    incoming = read(
        path,
        desk.event,
        mapping,
        settings.columns,
        lambda share: progress(share * READING),
    )
    if any(map(export.is_ours, incoming.headings)):
        people = tuple(export.without_ours(incoming.registrations))
        incoming = replace(incoming, registrations=people)
    changes = importing.compare(desk.copy, incoming.source, incoming.registrations, desk.ticket_for)
    return Import(incoming, replace(changes, missing=()) if partial else changes)


def take_in(
    desk: Desk,
    path: Path,
    folder: Folder,
    settings: Settings,
    mapping: Mapping[str, str],
    progress: Progress = lambda _share: None,
    *,
    partial: bool = False,
) -> Import:
    """Take a list in, all of it or nothing; keep its rejects, its columns and their mapping."""
    planned = plan(desk, path, settings, mapping, progress, partial=partial)
    rejects = _keep_rejects(planned.incoming, folder)
    with translated(folder.copy), writing(desk.copy):
        assert desk.pen is not None
        counted = _Counted(len(planned.changes.new) + len(planned.changes.updated), progress)
        importing.take_in(desk.copy, desk.pen, planned.changes, counted.add)
        export.remember(desk.copy, export.columns_of(planned.incoming, desk))
    if mapping:
        kept = {**settings.columns, **mapping}
        write_settings(folder.path, replace(settings, columns=kept))
    progress(1.0)
    return replace(planned, rejects_file=rejects)


def _keep_rejects(incoming: Incoming, folder: Folder) -> Path | None:
    if not incoming.rejects:
        return None
    folder.rejects.mkdir(mode=0o700, exist_ok=True)
    when = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    path = folder.rejects / f"{Path(incoming.source).stem}-{when}.csv"
    write_rejects(path, incoming.rejects, incoming.headings)
    return path


class _Counted:
    """How much of the writing is done."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._total = max(total, 1)
        self._done = 0
        self._progress = progress

    def add(self, people: int) -> None:
        self._done += people
        self._progress(READING + (1 - READING) * self._done / self._total)
