"""Opening a desk's folder: one holder, any lookers, and one journal a desk, name and key."""

import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from checkin import jobs
from checkin.event import programme
from checkin.opening import explain, hold, look
from checkin.settings import Folder, SettingsTrouble, create_folder, read_settings, write_settings
from db import journal, spool
from db.connection import CopyDamaged, CopyInUse, CopyTrouble, WriterLock
from db.events import DeskOpened
from db.records import JobState, Outcome, Registration
from db.verify import verify


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    made = create_folder(tmp_path / "desk", programme())
    write_settings(made.path, replace(read_settings(made.path), desk="accueil-1"))
    yield made
    WriterLock(made.copy).release()  # nobody holds it any more


def origins(folder: Folder) -> list[DeskOpened | None]:
    desk = look(folder.path)
    found = [journal.presented(desk.copy, origin) for origin in journal.origins(desk.copy)]
    assert verify(desk.copy) == ()
    desk.close()
    return found


def test_a_folder_is_held_by_one_and_looked_at_by_others(folder: Folder) -> None:
    held = hold(folder.path)
    with pytest.raises(CopyInUse):
        hold(folder.path, patience=0.05)
    desk, reader, beside = held.desk(), held.reader(), look(folder.path)
    desk.walk_in(Registration("", "Zoé", "Lefèvre"), list_id="accueil")
    for other in (reader, beside):
        assert [one.registration.given_name for one in other.find("lefevre")] == ["Zoé"]
        assert other.pen is None
        other.close()
    desk.close()
    held.release()


def test_a_folder_can_be_looked_at_before_it_was_ever_opened(folder: Folder) -> None:
    desk = look(folder.path)
    assert desk.tally().expected == 0
    desk.close()


def test_the_same_desk_goes_on_with_its_journal(folder: Folder) -> None:
    for operator in ("", "Inès", "Omar"):
        held = hold(folder.path, operator=operator)
        assert held.pen.operator == operator
        held.release()
    assert [one.desk for one in origins(folder) if one] == ["accueil-1"]


def test_who_enters_somebody_is_written_down(folder: Folder) -> None:
    held = hold(folder.path, operator="Inès")
    desk = held.desk()
    assert desk.scan("X").outcome == Outcome.UNKNOWN
    *_, last = journal.read(desk.copy, held.pen.origin)
    assert (last.fields["by"], last.fields["ev"]) == ("Inès", "aict-2023")
    desk.close()
    held.release()


def test_a_desk_of_another_name_or_key_begins_a_journal_of_its_own(folder: Folder) -> None:
    hold(folder.path).release()
    write_settings(folder.path, replace(read_settings(folder.path), desk="salon"))
    hold(folder.path).release()
    folder.desk_key.write_bytes(secrets.token_bytes(32))
    hold(folder.path).release()
    known = [one for one in origins(folder) if one]
    assert sorted(one.desk for one in known) == ["accueil-1", "salon", "salon"]
    assert len({one.public_key for one in known}) == 2


def test_what_was_being_printed_when_the_desk_died_becomes_unknown_at_the_next_start(
    folder: Folder,
) -> None:
    held = hold(folder.path)
    desk = held.desk()
    job = jobs.reprint(desk, "p", reason="x")
    assert spool.take(desk.copy, 1, "printer")
    desk.close()
    held.release()
    desk = look(folder.path)
    assert [one.state for one in spool.jobs(desk.copy)] == [JobState.PRINTING]
    desk.close()
    held = hold(folder.path)
    desk = held.desk()
    assert [(one.id, one.state) for one in spool.jobs(desk.copy)] == [(job, JobState.UNKNOWN)]
    desk.close()
    held.release()


def test_a_damaged_copy_is_told_and_the_folder_let_go(folder: Folder) -> None:
    folder.copy.write_bytes(b"given_name;family_name\n" * 1000)
    for _ in range(2):
        with pytest.raises(CopyDamaged):
            hold(folder.path, patience=0)
        with pytest.raises(CopyDamaged):
            look(folder.path)


@pytest.mark.parametrize("key", ["desk_key", "tickets_key"])
def test_a_key_that_is_gone_or_too_short_is_told(folder: Folder, key: str) -> None:
    file: Path = getattr(folder, key)
    file.write_bytes(b"short")
    with pytest.raises(SettingsTrouble, match=file.name):
        hold(folder.path).desk()
    file.unlink()
    with pytest.raises(SettingsTrouble, match=file.name):
        hold(folder.path).desk()


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsTrouble, match="nowhere"):
        hold(tmp_path / "nowhere")


@pytest.mark.parametrize("trouble", CopyTrouble.__subclasses__())
def test_every_trouble_of_a_copy_has_a_sentence_with_its_place(
    trouble: type[CopyTrouble],
) -> None:
    sentence = explain(trouble("/data/checkin.db"))
    assert "/data/checkin.db" in sentence
    assert len(sentence.split()) > 5
