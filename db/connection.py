"""Open the local copy: pragmas, migrations, integrity, one writer at a time."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout
from sqlite_utils import Database

from db import turns
from db.pretix_schema import migrations  # all of them
from db.turns import Turns


class Copy(Database):
    """One connection to the copy; those that write to the same file take turns."""

    turns: Turns


T = TypeVar("T")

AT_ONCE = 24  # steps in one transaction while nobody else wants to write
SUFFICIENT_SQLITE = (3, 38, 0)  # STRICT tables and JSON built in

PRAGMAS = (
    "pragma foreign_keys = on",
    "pragma busy_timeout = 2000",
    "pragma temp_store = memory",
    "pragma cache_size = -32768",  # KiB; with the usual 2 MB a long list spills at every entry
)
WRITER_PRAGMAS = ("pragma journal_mode = wal", "pragma synchronous = full")


class CopyTrouble(Exception):
    """The local copy cannot be used; the class says why, the argument where."""


class CopyMissing(CopyTrouble):
    """There is no file."""


class CopyDamaged(CopyTrouble):
    """The file is not a database, or no longer a sound one."""


class CopyInUse(CopyTrouble):
    """Another process holds the file."""


class CopyUnwritable(CopyTrouble):
    """The disk refuses: no right to write, or no room left."""


class EntryTooLong(CopyTrouble):
    """What was to be written down is longer than the other desks take; nothing was."""


class CopyShort(CopyTrouble):
    """The file lacks entries that this desk wrote: it was emptied, or lost what was beside it."""


class CopyNewer(CopyTrouble):
    """A newer version of this program made the file."""


class CopyOlder(CopyTrouble):
    """An older version made the file, and who only reads cannot bring it up to date."""


class WriterLock:
    """Held by the one process that may write; it falls with the process, however that ends."""

    def __init__(self, path: Path, *, patience: float = 2.0) -> None:
        self._lock = FileLock(f"{path}.lock", mode=0o600)
        try:
            self._lock.acquire(timeout=patience)
        except Timeout as error:
            raise CopyInUse(str(path)) from error
        except OSError as error:
            raise CopyUnwritable(str(path)) from error

    def release(self) -> None:
        self._lock.release()


def open_copy(path: Path, *, read_only: bool = False, checked: bool = False) -> Copy:
    """Return the connection to the copy at `path`; a writer makes the file and its schema.

    `checked` says that this process has already seen that the file is sound.
    """
    if read_only and not path.exists():
        raise CopyMissing(str(path))
    with translated(path):
        connection = _connect(path, read_only=read_only)
        try:
            return _prepared(connection, path, read_only=read_only, checked=checked)
        except BaseException:
            connection.close()
            raise


def open_for_others(path: Path) -> Copy:
    """Return a connection for what comes from other desks, and can be read from them again.

    It does not wait for the disk at each commit, only at `secure` and with the desk's own writing:
    what a power cut takes goes with the place up to which the others were read.
    """
    copy = open_copy(path, checked=True)
    copy.execute("pragma synchronous = normal")
    copy.execute("pragma wal_autocheckpoint = 16000")  # pages; many of them change again and again
    return copy


def secure(copy: Copy) -> None:
    """Wait until the disk has all that was committed, unless somebody is reading."""
    copy.execute("pragma wal_checkpoint(passive)")


@contextmanager
def writing(copy: Copy) -> Iterator[None]:
    """All or nothing: commit what the block does, or leave the copy as it was."""
    if not copy.turns.take():
        raise CopyInUse("checkin.db")
    try:
        copy.execute("begin immediate")
        try:
            yield
            copy.commit()
        except BaseException:
            copy.rollback()
            raise
    finally:
        copy.turns.give()


def writing_by_turns(copy: Copy, steps: Iterable[T]) -> Iterator[T]:
    """Run through steps that write much, and yield what the last one gave at each commit.

    Each step is all or nothing; whoever else wants to write need only wait for one of them.
    """
    following = iter(steps)
    done: list[T] = []
    while True:
        with writing(copy):
            for step in islice(following, AT_ONCE):
                done = [step]
                if copy.turns.wanted:
                    break
        if not done:
            return
        yield done.pop()


@contextmanager
def reading(copy: Copy) -> Iterator[None]:
    """Everything the block reads is of one moment, whatever others write meanwhile."""
    copy.execute("begin")
    try:
        yield
    finally:
        copy.rollback()


@contextmanager
def translated(path: Path | str) -> Iterator[None]:
    """Turn the database library's errors into the troubles of this module."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _trouble_of(str(error))(str(path)) from error
    except sqlite3.DatabaseError as error:
        raise CopyDamaged(str(path)) from error


def _trouble_of(said: str) -> type[CopyTrouble]:
    if "locked" in said or "busy" in said:
        return CopyInUse
    if any(word in said for word in ("readonly", "unable to open", "full", "disk I/O")):
        return CopyUnwritable
    return CopyDamaged


def _connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    if sqlite3.sqlite_version_info < SUFFICIENT_SQLITE:
        raise CopyNewer(f"SQLite {sqlite3.sqlite_version}")
    mode = "ro" if read_only else "rwc"
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )


def _prepared(
    connection: sqlite3.Connection, path: Path, *, read_only: bool, checked: bool
) -> Copy:
    copy = Copy(connection, recursive_triggers=False, execute_plugins=False)
    copy.turns = turns.of_file(path)
    for pragma in PRAGMAS if read_only else (*PRAGMAS, *WRITER_PRAGMAS):
        copy.execute(pragma)
    _refuse_other_version(copy, path, read_only=read_only)
    if not read_only:
        migrations.apply(copy)
    if not checked:
        _refuse_damaged(copy, path)
    return copy


def _refuse_other_version(copy: Copy, path: Path, *, read_only: bool) -> None:
    ours = {migration.name for migration in migrations._migrations}
    theirs = {migration.name for migration in migrations.applied(copy)}
    if theirs - ours:
        raise CopyNewer(str(path))
    if read_only and theirs and ours - theirs:
        raise CopyOlder(str(path))


def _refuse_damaged(copy: Copy, path: Path) -> None:
    found = copy.execute("pragma quick_check(1)").fetchone()[0]
    if found != "ok":
        raise CopyDamaged(str(path))
