"""The command line as a process: its languages, its places, and what stands for itself."""

import os
import subprocess
import sys
from pathlib import Path

from tests.desks import a_desk, run, surroundings


def test_the_language_is_said_before_the_verb_or_after_it_or_by_the_locale(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "desk")
    said = {
        run("--data", desk, "--lang", "fr", "counts").out,
        run("--data", desk, "counts", "--lang", "fr").out,
        run("--data", desk, "counts", environment={"LC_ALL": "fr_FR.UTF-8"}).out,
        run("--data", desk, "counts", environment={"LC_ALL": "C"}).out,
    }
    assert len(said) == 1
    assert said != {run("--data", desk, "counts").out}


def test_wrong_use_is_told_in_french_too() -> None:
    said = run("trouver", environment={"LC_ALL": "fr_FR.UTF-8"})
    assert said.code == 2
    assert "Erreur" in said.err


def test_the_folder_is_said_before_the_verb_or_after_it_or_by_the_environment(
    tmp_path: Path,
) -> None:
    desk = a_desk(tmp_path / "desk")
    asked = ("find", "lefevre", "--json")
    nowhere, here = {"CHECKIN_DATA": "/nowhere"}, {"CHECKIN_DATA": str(desk)}
    assert run("--data", desk, *asked, environment=nowhere).json[0]["code"] == "HELENE-1"
    assert run(*asked, "--data", desk, environment=nowhere).json[0]["code"] == "HELENE-1"
    assert run(*asked, environment=here).json[0]["code"] == "HELENE-1"
    assert run(*asked, environment=nowhere).code == 1


def test_a_new_desk_is_ready_for_the_event_that_is_shipped(tmp_path: Path) -> None:
    assert run("init", tmp_path / "desk", "--desk", "hall 1").code == 0
    assert (tmp_path / "desk").stat().st_mode & 0o777 == 0o700
    lists = run("list", "--data", tmp_path / "desk", "--json").json
    assert lists[0] == {"id": "accueil", "title": "Accueil des participants", "chosen": True}
    assert run("counts", "--data", tmp_path / "desk", "--json").json["expected"] == 0


def test_names_come_out_whole_in_any_locale(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "desk")
    for locale in ("C", "POSIX", "en_GB.ISO-8859-1"):
        done = run("find", "lefevre", "--data", desk, "--json", environment={"LC_ALL": locale})
        assert done.json[0]["given_name"] == "Hélène"
    given = "Lefèvre\nOEuvrard\n".encode()
    done = run("find", "--batch", "--data", desk, given=given, environment={"LC_ALL": "C"})
    assert "Hélène" in done.out
    assert "Œuvrard" in done.out
    assert run("find", "--batch", "--data", desk, given=b"\xff\xfe\n").out == "[]\n"
    latin = os.fsdecode(b"Andr\xe9")
    entered = run("walk-in", "--given-name", latin, "--family-name", "Roux", "--data", desk)
    assert entered.code == 0, entered.err
    assert "Andr? ROUX" in entered.out


def test_light_verbs_load_no_heavy_library(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "desk")
    for verb in (["find", "lefevre"], ["scan", "HELENE-1"], ["counts"]):
        script = (
            "import sys; from checkin.commands.entry import answer; code = answer();"
            "heavy = {'textual', 'PIL', 'escpos', 'qrcode', 'python_calamine', 'xlsxwriter'};"
            "print(sorted(heavy & set(sys.modules)))"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, *verb, "--data", str(desk)],
            capture_output=True,
            env=surroundings(),
            check=True,
        )
        assert done.stdout.decode().splitlines()[-1] == "[]"
