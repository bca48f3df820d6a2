"""Files that appear whole or not at all."""

import os
from pathlib import Path

import pytest

from checkin.drafts import draft


def test_a_file_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"before")
    with draft(path) as file:
        file.write(b"after")
        assert path.read_bytes() == b"before"
    assert path.read_bytes() == b"after"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_fails_leaves_the_one_before_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"before")
    with pytest.raises(ZeroDivisionError):
        write_half(path)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def write_half(path: Path) -> None:
    with draft(path) as file:
        file.write(b"half")
        raise ZeroDivisionError


def test_a_folder_that_is_not_there_is_told_by_the_name_that_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "no" / "list.csv"
    with pytest.raises(FileNotFoundError) as told, draft(path):
        pass
    assert told.value.filename == str(path)


def test_a_device_is_written_and_stays_a_device() -> None:
    with draft(Path(os.devnull)) as file:
        file.write(b"badge")
    assert not Path(os.devnull).is_file()
    assert Path(os.devnull).exists()
