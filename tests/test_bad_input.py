"""Bad input of every kind: a sentence, exit code 1 or 2, no traceback, and nothing lost."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from db.entries import signed, signing_key
from tests.desks import PEOPLE, Ran, a_desk, command, run, surroundings
from tests.lists import write_xlsx

GOOD = "Prénom;Nom;Organisme\nAda;King;Ville de Lyon\n"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_desk(tmp_path_factory.mktemp("whole") / "desk")


@pytest.fixture
def desk(whole: Path, tmp_path: Path) -> Path:
    """A desk of its own for each test."""
    return Path(shutil.copytree(whole, tmp_path / "desk"))


def refused(done: Ran, *words: str, code: int = 1) -> None:
    """Check that a verb was refused in one clear sentence."""
    assert done.code == code, done
    assert done.out == ""
    assert "Traceback" not in done.err
    assert done.err.splitlines()[-1].startswith("Error: ")
    for word in words:
        assert word in done.err


def people(desk: Path) -> int:
    """Count who is expected."""
    done = run("counts", "--data", desk, "--json")
    assert done.code == 0, done.err
    return int(done.json["expected"])


def binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 40)


def renamed_workbook(path: Path) -> None:
    workbook = path.with_suffix(".xlsx")
    write_xlsx(workbook, PEOPLE)
    workbook.rename(path)


LISTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing file": (lambda path: path, "There is no file"),
    "empty file": (lambda path: path.touch(), "is empty"),
    "blank file": (lambda path: path.write_text("\n\n \n"), "is empty"),
    "folder": (lambda path: path.mkdir(), "is a folder"),
    "binary file": (binary, "binary file"),
    "workbook called CSV": (renamed_workbook, "rename it"),
    "header only": (lambda path: path.write_text("Prénom;Nom;Organisme\n"), "nobody below"),
    "no name column": (
        lambda path: path.write_text("Ville;Taille\nLyon;12\nMetz;13\n"),
        "No column of list.csv says what people are called",
    ),
    "two columns of one name": (
        lambda path: path.write_text("Prénom;Nom;Nom\nAda;King;Queen\n"),
        "both called “Nom”",
    ),
}


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_that_is_none_is_refused(desk: Path, tmp_path: Path, kind: str) -> None:
    make, words = LISTS[kind]
    path = tmp_path / "list.csv"
    make(path)
    refused(run("import", "--data", desk, path, "--json"), words)
    assert people(desk) == 4


def test_a_list_that_breaks_off_leaves_nothing_behind(desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(GOOD + 'Zoé;Petit;"Ville de Metz\n' + "Jean;Petit;Ville de Lille\n" * 20_000)
    done = run("import", "--data", desk, path, "--json")
    assert "Traceback" not in done.err
    if done.code == 0:
        assert done.json["rows"] == done.json["new"] + done.json["rejected"]
    else:
        refused(done, "list.csv")
        assert people(desk) == 4


BROKEN_EVENTS = {
    "no TOML": ('slug = "x\nname = ', "line 1"),
    "a missing key": ('slug = "x"\n', "is missing"),
    "a wrong value": ('timezone = "Mars/Olympus"\n', "line 1: timezone is"),
    "an unknown key": ('slug = "x"\nnmae = "X"\n', "nmae"),
    "not text": ("\udcff\udcfe", "UTF-8"),
}


@pytest.mark.parametrize("kind", BROKEN_EVENTS)
def test_a_broken_event_makes_no_desk(tmp_path: Path, kind: str) -> None:
    text, words = BROKEN_EVENTS[kind]
    event = tmp_path / "event.toml"
    event.write_text(text, encoding="utf-8", errors="surrogateescape")
    refused(run("init", tmp_path / "desk", "--event", event), words)
    assert not (tmp_path / "desk").exists()


@pytest.mark.parametrize("file", ["event.toml", "desk.toml"])
def test_a_description_that_was_damaged_later_is_named(desk: Path, file: str) -> None:
    whole = (desk / file).read_text()
    (desk / file).write_text(whole + "\n[[lists\n")
    for verb in (["find", "lefevre"], ["scan", "HELENE-1"], ["import", "list.csv"], []):
        refused(run("--data", desk, *verb), file, "line")
    (desk / file).write_text(whole)
    assert people(desk) == 4


@pytest.mark.parametrize("file", ["desk.key", "tickets.key"])
def test_a_key_that_is_gone_or_cut_is_named(desk: Path, file: str) -> None:
    (desk / file).write_bytes(b"short")
    refused(run("scan", "--data", desk, "HELENE-1"), file)
    (desk / file).unlink()
    refused(run("scan", "--data", desk, "HELENE-1"), file)


@pytest.mark.parametrize(
    "verb",
    [["scan", "HELENE-1"], ["scan", "--batch"], ["find", "x"], ["counts"], ["undo"], ["list"]],
)
def test_an_unknown_list_is_refused_with_those_there_are(desk: Path, verb: list[str]) -> None:
    named = ["nowhere"] if verb == ["list"] else ["--list", "nowhere"]
    refused(run(*verb, "--data", desk, *named), "“nowhere”", "accueil, elus, salon", code=2)


@pytest.mark.parametrize(
    "arguments",
    [["fnid", "x"], ["find", "--limit", "many", "x"], ["scan", "--fast"], ["import"], ["badge"]],
)
def test_wrong_use_is_told_with_the_way_to_the_help(desk: Path, arguments: list[str]) -> None:
    refused(run("--data", desk, *arguments), "--help", code=2)


def test_a_folder_that_is_no_desk_is_refused(tmp_path: Path) -> None:
    refused(run("find", "x", "--data", tmp_path / "nothing"), "checkin init")
    refused(run("scan", "x", "--data", tmp_path), "checkin init")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("precious")
    refused(run("init", tmp_path), "thesis.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_folder_below_a_file_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("precious")
    refused(run("init", tmp_path / "file" / "desk"), "cannot be written")
    refused(run("find", "x", "--data", tmp_path / "file" / "desk"))
    assert (tmp_path / "file").read_text() == "precious"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for a desk and little more."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("only root may mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_takes_nothing_in_by_half(small_disk: Path, tmp_path: Path) -> None:
    desk = a_desk(small_disk / "desk")
    path = tmp_path / "list.csv"
    path.write_text(GOOD + "".join(f"A{n};Petit;Ville {n}\n" for n in range(20_000)))
    refused(run("import", "--data", desk, path, "--json"), "free some space")
    assert people(desk) == 4
    assert run("verify", "--data", desk).code == 0


def test_a_disk_that_became_read_only_is_told(small_disk: Path) -> None:
    desk = a_desk(small_disk / "desk")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    refused(run("scan", "--data", desk, "HELENE-1"), str(desk))
    refused(run("init", small_disk / "other"), "cannot be written")
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert people(desk) == 4
    assert run("scan", "--data", desk, "HELENE-1").code == 0


def test_a_second_process_may_read_and_not_write(desk: Path) -> None:
    with subprocess.Popen(
        command("scan", "--batch", "--data", desk),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=surroundings(),
    ) as first:
        assert first.stdin is not None
        assert first.stdout is not None
        first.stdin.write(b"HELENE-1\n")
        first.stdin.flush()
        assert b"welcome" in first.stdout.readline()
        for verb in (["scan", "AWA-2"], ["import", "list.csv"]):
            refused(run("--data", desk, *verb), "already open in another window")
        assert run("find", "lefevre", "--data", desk, "--json").json[0]["present"]
        first.stdin.write(b"AWA-2\n")
        first.stdin.flush()
        assert b"welcome" in first.stdout.readline()
        first.stdin.close()
        assert first.wait(10) == 0
    assert run("counts", "--data", desk, "--json").json["present"] == 2
    assert run("verify", "--data", desk).code == 0


def overwritten(copy: Path) -> None:
    """Four pages in the middle become noise."""
    with copy.open("r+b") as file:
        file.seek(copy.stat().st_size // 2 // 4096 * 4096)
        file.write(bytes(range(256)) * 64)


def truncated(copy: Path) -> None:
    os.truncate(copy, copy.stat().st_size // 2)


def text(copy: Path) -> None:
    copy.write_text("these are not the registrations you look for\n" * 100)


@pytest.mark.parametrize("damage", [overwritten, truncated, text])
def test_a_damaged_copy_is_told_and_kept(desk: Path, damage: Callable[[Path], None]) -> None:
    copy = desk / "checkin.db"
    damage(copy)
    before = copy.read_bytes()
    for verb in (["find", "lefevre"], ["scan", "HELENE-1"], ["counts"], ["verify"], ["undo"]):
        refused(run("--data", desk, *verb), "is damaged", "Keep the file")
    assert copy.read_bytes() == before


def test_a_file_of_another_event_or_of_nothing_is_not_joined(desk: Path, tmp_path: Path) -> None:
    other = a_desk(tmp_path / "other", ())
    assert run("share", tmp_path / "other.checkin", "--data", other).code == 0
    refused(run("join", tmp_path / "other.checkin", "--data", desk), "another event")
    refused(run("join", tmp_path / "missing.checkin", "--data", desk), "missing.checkin")
    (tmp_path / "no.checkin").write_text("[1, 2]\n")
    refused(run("join", tmp_path / "no.checkin", "--data", desk), "checkin share")
    assert people(desk) == 4


def test_a_shared_file_that_was_cut_off_is_not_taken_by_half(desk: Path, tmp_path: Path) -> None:
    file = tmp_path / "desk.checkin"
    assert run("share", file, "--data", desk).code == 0
    lines = file.read_bytes().splitlines(keepends=True)
    for cut in (b"".join(lines[:-1]), b"".join(lines)[:-40], b"".join(lines)[:-1] + b"]\n"):
        file.write_bytes(cut)
        new = tmp_path / f"new-{len(cut)}"
        refused(run("join", file, "--data", new), "damaged or incomplete")
        assert not new.exists()


def test_a_shared_file_whose_head_was_changed_is_refused(desk: Path, tmp_path: Path) -> None:
    file, new = tmp_path / "desk.checkin", tmp_path / "new"
    assert run("share", file, "--data", desk).code == 0
    head, *others = file.read_text().splitlines(keepends=True)
    for changed in (head.replace("Rencontres", "Rencontre"), others[0]):
        file.write_text(changed + "".join(others))
        assert run("join", file, "--data", new).code == 1
        assert not new.exists()
    plain = json.loads(head)
    forged = signed(signing_key(bytes(32)), plain["body"])
    file.write_text(
        json.dumps({**plain, "signature": forged.signature.hex()}) + "\n" + "".join(others)
    )
    refused(run("join", file, "--data", new), "was changed after a desk wrote it")
    assert not new.exists()


def test_a_terminal_that_hangs_up_leaves_no_trace_of_an_error(desk: Path) -> None:
    with subprocess.Popen(
        command("find", "--batch", "--data", desk),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=surroundings(),
    ) as finder:
        assert finder.stdin is not None
        assert finder.stdout is not None
        assert finder.stderr is not None
        finder.stdout.close()
        finder.stdin.write(b"lefevre\n" * 10)
        finder.stdin.close()
        assert finder.stderr.read() == b""
        assert finder.wait(10) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Unix")
def test_an_interrupted_batch_ends_quietly(desk: Path) -> None:
    import signal

    with subprocess.Popen(
        command("scan", "--batch", "--data", desk),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=surroundings(),
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - a shell may have had it ignored
    ) as scanner:
        assert scanner.stdin is not None
        assert scanner.stdout is not None
        assert scanner.stderr is not None
        scanner.stdin.write(b"HELENE-1\n")
        scanner.stdin.flush()
        scanner.stdout.readline()
        scanner.send_signal(signal.SIGINT)
        assert scanner.wait(10) == 130
        assert scanner.stderr.read().strip() == b""
    assert run("counts", "--data", desk, "--json").json["present"] == 1
