"""Small things that are told once and kept."""

from pathlib import Path

from db import memory
from db.connection import open_copy, writing


def test_what_is_remembered_is_recalled_by_whoever_opens_the_copy(tmp_path: Path) -> None:
    copy = open_copy(tmp_path / "checkin.db")
    assert memory.recall(copy, "columns") is None
    with writing(copy):
        memory.remember(copy, "columns", [["Prénom", "given_name"]])
        memory.remember(copy, "columns", [["Nom", "family_name"], ["Régime", ""]])
    copy.close()
    again = open_copy(tmp_path / "checkin.db", read_only=True)
    assert memory.recall(again, "columns") == [["Nom", "family_name"], ["Régime", ""]]
    again.close()
