"""Opening a copy: one writer, any readers, and a clear word about a file that is no good."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from db.connection import (
    Copy,
    CopyDamaged,
    CopyInUse,
    CopyMissing,
    CopyNewer,
    CopyOlder,
    CopyTrouble,
    CopyUnwritable,
    WriterLock,
    open_copy,
    open_for_others,
    reading,
    secure,
    translated,
    writing,
)
from db.migrations import migrations
from tests.journals import desk, person, row


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "checkin.db"


@pytest.fixture
def copy(place: Path) -> Iterator[Copy]:
    copy = open_copy(place)
    yield copy
    copy.close()


def remember(copy: Copy, name: str) -> None:
    copy.execute("insert into remembered (name, value) values (:name, '1')", {"name": name})


def remembered(copy: Copy) -> list[str]:
    return [name for (name,) in copy.execute("select name from remembered order by name")]


def test_a_new_copy_is_safe_on_disk_and_keeps_its_promises(copy: Copy) -> None:
    asked = ("journal_mode", "synchronous", "foreign_keys")
    assert [copy.execute(f"pragma {name}").fetchone()[0] for name in asked] == ["wal", 2, 1]


def test_opening_again_changes_nothing(copy: Copy, place: Path) -> None:
    remember(copy, "mapping")
    schema = copy.schema
    again = open_copy(place)
    assert (again.schema, remembered(again)) == (schema, ["mapping"])
    again.close()


def test_what_is_written_before_an_error_is_not_there_after_it(copy: Copy) -> None:
    def stumble() -> None:
        with writing(copy):
            remember(copy, "half")
            raise LookupError

    with pytest.raises(LookupError):
        stumble()
    with writing(copy):
        remember(copy, "whole")
    assert remembered(copy) == ["whole"]


def test_a_transaction_that_cannot_be_committed_leaves_the_copy_usable(copy: Copy) -> None:
    def write_what_hangs_in_the_air() -> None:
        with writing(copy):
            copy.execute("pragma defer_foreign_keys = on")
            copy.execute("insert into ticket values ('A', 'A', 'nobody')")

    with pytest.raises(CopyDamaged), translated("checkin.db"):
        write_what_hangs_in_the_air()
    with writing(copy):
        remember(copy, "after")
    assert copy.execute("select count(*) from ticket").fetchone() == (0,)
    assert remembered(copy) == ["after"]


def test_a_reader_beside_a_writer_sees_what_was_committed_and_nothing_else(
    copy: Copy, place: Path
) -> None:
    reader = open_copy(place, read_only=True)
    with writing(copy):
        remember(copy, "a")
        assert remembered(reader) == []
    assert remembered(reader) == ["a"]
    with reading(reader):
        assert remembered(reader) == ["a"]
        remember(copy, "b")
        assert remembered(reader) == ["a"]
    assert remembered(reader) == ["a", "b"]
    reader.close()


def test_a_reader_cannot_write(copy: Copy, place: Path) -> None:
    remember(copy, "a")
    reader = open_copy(place, read_only=True)
    with pytest.raises(CopyUnwritable), translated(place):
        remember(reader, "b")
    reader.close()


def test_two_connections_that_write_wait_for_each_other_then_say_so(
    copy: Copy, place: Path
) -> None:
    other = open_copy(place)
    other.execute("pragma busy_timeout = 10")
    with writing(copy), pytest.raises(CopyInUse), translated(place):
        other.execute("begin immediate")
    other.close()


HOLDER = """
import sys
from pathlib import Path
from db.connection import WriterLock
lock = WriterLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.readline()
"""


def test_a_second_process_is_told_until_the_first_is_gone(place: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(place)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as first:
        assert first.stdout
        assert first.stdout.readline() == b"held\n"
        with pytest.raises(CopyInUse):
            WriterLock(place, patience=0.05)
        first.kill()
    WriterLock(place, patience=5).release()


def test_a_lock_let_go_can_be_taken_again(place: Path) -> None:
    for _ in range(2):
        lock = WriterLock(place)
        with pytest.raises(CopyInUse):
            WriterLock(place, patience=0)
        lock.release()


def test_a_reader_needs_a_copy(place: Path) -> None:
    with pytest.raises(CopyMissing, match=r"checkin\.db"):
        open_copy(place, read_only=True)
    assert not place.exists()


def test_a_folder_that_is_not_there_is_a_place_nobody_can_write_to(tmp_path: Path) -> None:
    with pytest.raises(CopyUnwritable):
        open_copy(tmp_path / "nowhere" / "checkin.db")
    (tmp_path / "file").touch()
    with pytest.raises(CopyUnwritable):
        WriterLock(tmp_path / "file" / "checkin.db")


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    "content",
    [b"given_name;family_name\nZo\xc3\xa9;Lef\xc3\xa8vre\n" * 100, bytes(range(256)) * 32],
)
def test_a_file_that_is_no_database_is_told_and_left_as_it_was(
    place: Path, content: bytes, read_only: bool
) -> None:
    place.write_bytes(content)
    with pytest.raises(CopyDamaged):
        open_copy(place, read_only=read_only)
    assert place.read_bytes() == content


def filled(folder: Path) -> Path:
    """Return the file of a copy with some people, closed and in one piece."""
    full = desk(folder)
    full.take_in([row(f"Zoé{n}", "Lefèvre", organisation=f"Ville {n}") for n in range(300)])
    full.close()
    return folder / "accueil-1.db"


@pytest.mark.parametrize("kept", [0.05, 0.5, 0.95])
def test_a_truncated_copy_is_told(tmp_path: Path, kept: float) -> None:
    file = filled(tmp_path)
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(CopyDamaged):
        open_copy(file)


def test_a_copy_with_damaged_pages_is_told(tmp_path: Path) -> None:
    file = filled(tmp_path)
    content = bytearray(file.read_bytes())
    for start in range(3 * 4096, len(content), 4 * 4096):
        content[start : start + 64] = b"\xff" * 64
    file.write_bytes(content)
    with pytest.raises(CopyDamaged):
        open_copy(file)


def test_a_copy_of_a_newer_version_is_told_and_left_alone(copy: Copy, place: Path) -> None:
    copy.execute(
        """
        insert into _sqlite_migrations (migration_set, name, applied_at)
        values ('checkin', 'm999_the_future', '2030-01-01')
        """
    )
    for read_only in (False, True):
        with pytest.raises(CopyNewer):
            open_copy(place, read_only=read_only)


def test_a_copy_of_an_older_version_is_told_to_a_reader_and_brought_up_by_a_writer(
    place: Path,
) -> None:
    with closing(Copy(place)) as older:
        migrations.apply(older, stop_before=[step.name for step in migrations.pending(older)][-1])
    with pytest.raises(CopyOlder):
        open_copy(place, read_only=True)
    open_copy(place).close()
    open_copy(place, read_only=True).close()


def test_somebody_elses_database_is_not_mistaken_for_a_copy(place: Path) -> None:
    other = Database(place)
    other["entry"].insert({"recipe": "tarte"})  # type: ignore[union-attr] # it is a table
    other.close()
    with pytest.raises(CopyTrouble):
        open_copy(place)


def test_a_full_disk_is_told_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    full = desk(tmp_path)
    (pages,) = full.copy.execute("pragma page_count").fetchone()
    full.copy.execute(f"pragma max_page_count = {pages}")
    with pytest.raises(CopyUnwritable), translated(tmp_path):
        full.take_in([person(f"Zoé{n}", "Lefèvre", id="") for n in range(500)])
    full.copy.execute("pragma max_page_count = 100000")
    assert len(full.journal()) == 1
    full.take_in([row("Zoé", "Lefèvre")])
    assert len(full.journal()) == 2
    full.close()


def test_what_comes_from_others_waits_for_the_disk_when_it_is_secured(tmp_path: Path) -> None:
    path = tmp_path / "checkin.db"
    with closing(open_for_others(path)) as copy:
        assert copy.execute("pragma synchronous").fetchone() == (1,)
        with writing(copy):
            copy.execute("insert into remembered values ('seen', '1')")
        written = path.stat().st_mtime_ns, path.read_bytes()
        secure(copy)
        assert (path.stat().st_mtime_ns, path.read_bytes()) != written
