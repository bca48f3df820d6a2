"""A hub in a process of its own lets a blank laptop become a desk with nothing but a code."""

import json
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from checkin import membership
from checkin.membership import Kind
from checkin.settings import Folder, create_folder, read_settings
from tests.desks import EVENT
from tests.hubs import free_port

CHECKIN = (sys.executable, "-m", "checkin", "--lang", "en")


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*CHECKIN, *map(str, words)], capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Path]:
    """A desk's folder whose hub runs."""
    folder = tmp_path / "laptop"
    create_folder(folder, EVENT)
    (folder / "hub").mkdir()
    (folder / "hub" / "hub.toml").write_text(f'listen = "127.0.0.1:{free_port()}"\n')
    with subprocess.Popen(
        [*CHECKIN, "hub", "--data", str(folder)], stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert "desks call 127.0.0.1" in running.stdout.readline()
        yield folder
        running.terminate()


def test_a_blank_laptop_becomes_a_desk_with_nothing_but_the_code(
    laptop: Path, tmp_path: Path
) -> None:
    with subprocess.Popen(
        [*CHECKIN, "hub", "add", "hall-2", "--data", str(laptop)], stdout=subprocess.PIPE, text=True
    ) as adding:
        assert adding.stdout is not None
        shown = re.search(r"--hub (\S+) --code (\S+)", adding.stdout.readline())
        assert shown is not None
        joined = run(*("join", "--hub", shown[1], "--code", shown[2]), "--data", tmp_path / "new")
        assert joined.returncode == 0, joined.stderr
        assert adding.wait(10) == 0
    new, old = Folder(tmp_path / "new"), Folder(laptop)
    member = membership.read(new.path)
    assert member is not None
    assert (member.desk, member.event) == ("hall-2", "rencontres")
    assert read_settings(new.path).desk == "hall-2"
    assert new.event.read_text() == old.event.read_text()
    assert new.tickets_key.read_bytes() == old.tickets_key.read_bytes()
    assert stat.S_IMODE(new.membership.stat().st_mode) == 0o600
    desks = json.loads(run("hub", "desks", "--json", "--data", laptop).stdout)
    own = membership.read(laptop)
    assert own is not None
    assert desks == [
        {"desk": name, "kind": "desk", "connected": False} for name in (own.desk, "hall-2")
    ]


def test_a_file_does_the_same_and_a_removed_desk_is_listed_no_more(
    laptop: Path, tmp_path: Path
) -> None:
    file = tmp_path / "hall-3.desk"
    assert run("hub", "add", "hall-3", "--file", file, "--data", laptop).returncode == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    joined = run("join", file, "--data", tmp_path / "new", "--json")
    assert json.loads(joined.stdout)["desk"] == "hall-3"
    assert run("hub", "remove", "hall-3", "--data", laptop).returncode == 0
    told = json.loads(run("hub", "desks", "--json", "--data", laptop).stdout)
    assert "hall-3" not in {one["desk"] for one in told}
    assert run("hub", "remove", "hall-3", "--data", laptop).returncode == 1


def test_an_organisers_laptop_gets_no_ticket_key(laptop: Path, tmp_path: Path) -> None:
    file = tmp_path / "office.desk"
    run("hub", "add", "office", "--figures", "--file", file, "--data", laptop)
    plain = json.loads(file.read_bytes())
    assert plain["tickets_key"] == ""
    assert plain["member"]["kind"] == Kind.FIGURES


def test_another_desk_is_made_ready_to_be_the_hub(laptop: Path, tmp_path: Path) -> None:
    spare, second = tmp_path / "hub.spare", tmp_path / "second"
    create_folder(second, EVENT)
    assert run("hub", "spare", spare, "--data", laptop).returncode == 0
    assert stat.S_IMODE(spare.stat().st_mode) == 0o600
    taken = run("hub", "take", spare, "--data", second)
    assert taken.returncode == 0, taken.stderr
    assert (second / "hub" / "ca.pem").read_bytes() == (laptop / "hub" / "ca.pem").read_bytes()
    assert run("hub", "spare", spare, "--data", second).returncode == 1


def test_wrong_use_is_told(tmp_path: Path) -> None:
    assert run("join", "--hub", "127.0.0.1", "--data", tmp_path).returncode == 2
    assert run("hub", "desks", "--data", tmp_path / "none").returncode == 1
