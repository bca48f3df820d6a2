"""Whatever goes wrong becomes one sentence and an exit code, never a traceback on the screen."""

import errno
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from checkin.event import EventTrouble, UnknownList
from checkin.language import _
from checkin.opening import explain
from checkin.settings import SettingsTrouble
from db.connection import CopyTrouble, translated

NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


@contextmanager
def told(place: Path, troubles: Sequence[type[Exception]] = ()) -> Iterator[None]:
    """Turn troubles that have a sentence into refusals: exit code 1, or 2 for wrong use."""
    own: tuple[type[Exception], ...] = (EventTrouble, SettingsTrouble, *troubles)
    try:
        with translated(place / "checkin.db"):
            yield
    except UnknownList as trouble:
        raise click.BadParameter(str(trouble), param_hint="--list") from trouble
    except CopyTrouble as trouble:
        raise click.ClickException(explain(trouble)) from trouble
    except own as trouble:
        raise click.ClickException(str(trouble)) from trouble
    except OSError as trouble:
        if trouble.errno == errno.EPIPE or trouble.filename is None:
            raise
        sentence = _("{file} cannot be used: {reason}.")
        if trouble.errno in NO_ROOM:
            sentence = _("The disk is full: {file} was not written. Make room on it and try again.")
        said = sentence.format(file=trouble.filename, reason=trouble.strerror)
        raise click.ClickException(said) from trouble


def unforeseen(trouble: Exception) -> str:
    """Keep the details of a defect of ours for whoever mends it, and say where they are."""
    file = _kept("".join(traceback.format_exception(trouble)))
    if file is None:
        return _("Something unforeseen happened: {trouble}.").format(trouble=repr(trouble))
    sentence = _("Something unforeseen happened; what was done before is kept. Details: {file}")
    return sentence.format(file=file)


def _kept(details: str) -> Path | None:
    from platformdirs import user_log_path

    file = user_log_path("checkin", appauthor=False) / "checkin.log"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(details + "\n")
    except OSError:
        return None
    return file
