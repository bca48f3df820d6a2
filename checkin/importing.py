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
from db.connection import translated, writing, writing_by_turns
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
    """Take a list in; keep its rejects, its columns and their mapping.

    The desk goes on meanwhile. Where it breaks off, the same list once more brings the rest in.
    """
    planned = plan(desk, path, settings, mapping, progress, partial=partial)
    rejects = _keep_rejects(planned.incoming, folder)
    total = len(planned.changes.new) + len(planned.changes.updated)
    with translated(folder.copy):
        assert desk.pen is not None
        steps = importing.blocks_taken_in(desk.copy, desk.pen, planned.changes)
        for people in writing_by_turns(desk.copy, steps):
            progress(READING + (1 - READING) * people / max(total, 1))
        with writing(desk.copy):
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
