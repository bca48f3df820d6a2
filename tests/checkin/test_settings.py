"""The desk's folder and the settings in it."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.event import programme
from checkin.settings import (
    Folder,
    PrinterSettings,
    ScannerSettings,
    Settings,
    SettingsTrouble,
    create_folder,
    default_desk,
    default_folder,
    read_settings,
    write_settings,
)

posix = pytest.mark.skipif(os.name != "posix", reason="modes of files exist on POSIX systems only")
texts = st.text(st.characters(codec="utf-8"))


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_new_folder_holds_the_event_secrets_and_settings(tmp_path: Path) -> None:
    folder = create_folder(tmp_path / "far" / "desk", programme())
    assert folder.event.read_text(encoding="utf-8") == programme()
    assert len(folder.desk_key.read_bytes()) == 32
    assert len(folder.tickets_key.read_bytes()) == 32
    assert folder.desk_key.read_bytes() != folder.tickets_key.read_bytes()
    assert read_settings(folder.path).printer == PrinterSettings()
    assert folder.badges.is_dir()
    assert folder.rejects.is_dir()
    assert folder.is_complete


@posix
def test_a_new_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    tmp_path.joinpath("open").mkdir(mode=0o755)
    folder = create_folder(tmp_path / "open", programme())
    assert mode(folder.path) == 0o700
    for secret in (folder.desk_key, folder.tickets_key, folder.settings, folder.event):
        assert mode(secret) == 0o600


def test_a_folder_that_is_a_desks_already_is_left_alone(tmp_path: Path) -> None:
    key = create_folder(tmp_path, programme()).desk_key.read_bytes()
    with pytest.raises(SettingsTrouble, match="already"):
        create_folder(tmp_path, programme())
    assert Folder(tmp_path).desk_key.read_bytes() == key


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    tmp_path.joinpath("thesis.odt").touch()
    with pytest.raises(SettingsTrouble, match=r"thesis\.odt"):
        create_folder(tmp_path, programme())
    assert [item.name for item in tmp_path.iterdir()] == ["thesis.odt"]


def test_a_folder_whose_making_was_interrupted_is_completed_with_the_same_key(
    tmp_path: Path,
) -> None:
    first = create_folder(tmp_path, programme())
    key = first.desk_key.read_bytes()
    first.event.unlink()
    tmp_path.joinpath(".event.toml-x1y2").touch()
    assert create_folder(tmp_path, programme()).desk_key.read_bytes() == key


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    tmp_path.joinpath("file").touch()
    for place in (tmp_path / "file", tmp_path / "file" / "desk"):
        with pytest.raises(SettingsTrouble, match="cannot be written"):
            create_folder(place, programme())


@given(desk=texts.filter(str.strip), operator=texts, address=texts, heading=texts.filter(str.strip))
def test_settings_are_read_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, desk: str, operator: str, address: str, heading: str
) -> None:
    folder = tmp_path_factory.mktemp("desk")
    settings = Settings(
        desk=desk,
        language="en",
        theme="dark",
        list_id="accueil",
        operator=operator,
        printer=PrinterSettings("network", address, dots=384, dpi=180, length_mm=62),
        scanners=ScannerSettings(serial=address, camera=operator, keys="auto"),
        columns={"given_name": heading},
    )
    write_settings(folder, settings)
    assert read_settings(folder) == settings


def test_settings_are_replaced_as_a_whole_and_leave_nothing_behind(tmp_path: Path) -> None:
    folder = create_folder(tmp_path, programme())
    before = {item.name for item in tmp_path.iterdir()}
    write_settings(tmp_path, replace(read_settings(tmp_path), desk="Poste 2"))
    assert read_settings(tmp_path).desk == "Poste 2"
    assert {item.name for item in tmp_path.iterdir()} == before
    if os.name == "posix":
        assert mode(folder.settings) == 0o600


def test_settings_that_cannot_be_written_are_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsTrouble, match="cannot be written"):
        write_settings(tmp_path / "gone", Settings(desk="Poste 1"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('desk = "a"\ntheme = "drak"', "Did you mean dark?"),
        ('desk = "a"\n[printer]\nkind = "usbb"', "line 3: printer.kind is"),
        ('desk = "a"\nopeartor = "b"', "Did you mean operator?"),
        ('desk = "a', "desk.toml, line 1: this is not valid TOML"),
        ("", "desk is missing"),
    ],
)
def test_a_fault_in_the_settings_is_told_with_its_line_or_key(
    tmp_path: Path, text: str, told: str
) -> None:
    Folder(tmp_path).settings.write_text(text)
    with pytest.raises(SettingsTrouble) as trouble:
        read_settings(tmp_path)
    assert told in str(trouble.value)


def test_a_folder_that_is_no_desks_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SettingsTrouble, match="checkin init"):
        read_settings(tmp_path)


@pytest.mark.parametrize(
    ("hostname", "desk"),
    [("Accueil-3.local", "accueil-3"), ("PC de Zoé", "pc-de-zoe"), ("", "desk"), ("???", "desk")],
)
def test_a_desk_is_first_named_after_its_laptop(hostname: str, desk: str) -> None:
    assert default_desk(hostname) == desk


def test_the_usual_folder_is_one_of_the_users_own() -> None:
    assert default_folder().name == "checkin"
    assert default_folder().is_absolute()
