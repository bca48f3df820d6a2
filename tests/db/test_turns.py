"""Several threads that write to one file take turns, in the order in which they came."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db import turns
from db.connection import Copy, CopyInUse, open_copy, writing, writing_by_turns
from db.turns import Turns


def noted(copy: Copy) -> list[str]:
    return [name for (name,) in copy.execute("select name from remembered order by rowid")]


def note(copy: Copy, name: str) -> None:
    copy.execute("insert into remembered values (:name, '1')", {"name": name})


def until_wanted(queue: Turns) -> None:
    waited = threading.Event()
    while not queue.wanted:
        waited.wait(0.001)


def test_the_connections_of_a_file_share_its_turns(tmp_path: Path) -> None:
    with closing(open_copy(tmp_path / "a.db")) as one, closing(open_copy(tmp_path / "a.db")) as two:
        assert one.turns is two.turns
        with closing(open_copy(tmp_path / "b.db")) as other:
            assert other.turns is not one.turns


def test_a_scan_comes_in_between_two_steps_of_a_long_import(tmp_path: Path) -> None:
    file = tmp_path / "checkin.db"

    def scan() -> None:
        with closing(open_copy(file)) as mine, writing(mine):
            note(mine, "scan")

    with closing(open_copy(file)) as copy:
        scanning = threading.Thread(target=scan)

        def steps() -> Iterator[int]:
            for number in range(4):
                note(copy, f"step {number}")
                if number == 1:
                    scanning.start()
                    until_wanted(copy.turns)
                yield number

        assert list(writing_by_turns(copy, steps())) == [1, 3]
        scanning.join()
        assert noted(copy) == ["step 0", "step 1", "scan", "step 2", "step 3"]


def test_a_step_that_fails_is_undone_and_lets_the_next_one_write(tmp_path: Path) -> None:
    with closing(open_copy(tmp_path / "checkin.db")) as copy:

        def steps() -> Iterator[None]:
            note(copy, "half done")
            yield
            raise LookupError

        with pytest.raises(LookupError):
            list(writing_by_turns(copy, steps()))
        with writing(copy):
            note(copy, "next")
        assert noted(copy) == ["next"]


def test_who_waits_in_vain_is_told_and_leaves_the_queue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    with closing(open_copy(tmp_path / "a.db")) as one, closing(open_copy(tmp_path / "a.db")) as two:
        with writing(one), pytest.raises(CopyInUse), writing(two):
            pass
        assert not one.turns.wanted
        with writing(two):
            note(two, "now")
