"""The verbs of the command line, each with what it answers, its JSON and its exit code."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from checkin.commands.entry import VERBS
from checkin.commands.troubles import unforeseen
from checkin.language import install
from db.events import REGISTRATION_FIELDS
from tests.desks import PEOPLE, a_desk, ran

PERSON = ["id", "code", "given_name", "family_name", "organisation", "function", "category"]
PERSON += ["country", "email", "status"]


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    install("en")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return a_desk(tmp_path / "desk")


def test_find_tells_who_a_text_means(desk: Path) -> None:
    (helene,) = ran(desk, "find", "LEFEVRE", "hel", "--json").json
    assert list(helene) == [*PERSON, "match", "present"]
    assert set(PERSON) < set(REGISTRATION_FIELDS)
    assert (helene["code"], helene["family_name"]) == ("HELENE-1", "Lefèvre")
    assert (helene["status"], helene["match"], helene["present"]) == ("confirmed", "prefix", False)
    assert ran(desk, "find", "hélène", "lefèvre", "--json").json[0]["match"] == "exact"


def test_find_shows_who_is_here(desk: Path) -> None:
    ran(desk, "scan", "HELENE-1")
    assert ran(desk, "find", "lefevre", "--json").json[0]["present"]
    assert not ran(desk, "find", "lefevre", "--list", "elus", "--json").json[0]["present"]
    assert ran(desk, "find", "lefevre").out.startswith("✓ Hélène LEFÈVRE — Ville de Lyon · Maire")


def test_find_shows_no_more_than_asked_for(desk: Path) -> None:
    assert len(ran(desk, "find", "ville", "--json").json) == 4
    assert len(ran(desk, "find", "ville", "--limit", "2", "--json").json) == 2


def test_finding_nobody_is_an_empty_answer_and_exit_code_1(desk: Path) -> None:
    nobody = ran(desk, "find", "nobody", "--json")
    assert (nobody.json, nobody.code) == ([], 1)
    assert ran(desk, "find", "nobody").code == 1


def test_find_in_a_batch_answers_line_by_line(desk: Path) -> None:
    done = ran(desk, "find", "--batch", given="lefevre\n\nnobody\nville dakar awa\n")
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert [[who["code"] for who in answer] for answer in answers] == [
        ["HELENE-1"],
        [],
        [],
        ["AWA-2"],
    ]


def test_find_needs_something_to_find(desk: Path) -> None:
    assert ran(desk, "find").code == 2


def test_scan_welcomes_whoever_holds_the_code(desk: Path) -> None:
    done = ran(desk, "scan", "helene 1", "--json")
    assert done.code == 0
    assert list(done.json) == ["outcome", "registration", "at", "desk", "badge_job"]
    assert list(done.json["registration"]) == PERSON
    assert (done.json["outcome"], done.json["desk"], done.json["badge_job"]) == (
        "welcome",
        "one",
        1,
    )
    assert done.json["at"][-6:] in ("+01:00", "+02:00")


@pytest.mark.parametrize(
    ("code", "arguments", "outcome"),
    [
        ("HELENE-1", [], "welcome"),
        ("JEAN-3", [], "unpaid"),
        ("JEAN-3", ["--reason", "pays tomorrow"], "welcome"),
        ("ZOE-4", [], "note"),
        ("ZOE-4", ["--note-read"], "welcome"),
        ("AWA-2", ["--list", "elus"], "not-on-list"),
        ("HELENE-1", ["--list", "elus"], "welcome"),
        ("HELENE-1", ["--list", "salon", "--exit"], "welcome"),
        ("7F3K9ABCDEFGH123", [], "unknown"),
        ("-", [], "unknown"),
    ],
)
def test_scan_says_how_a_code_stands_and_exits_with_0_only_for_a_welcome(
    desk: Path, code: str, arguments: list[str], outcome: str
) -> None:
    done = ran(desk, "scan", "--json", *arguments, "--", code)
    assert done.json["outcome"] == outcome
    assert done.code == (0 if outcome == "welcome" else 1)


def test_scan_says_when_and_where_somebody_came(desk: Path) -> None:
    came = ran(desk, "scan", "HELENE-1", "--json").json
    again = ran(desk, "scan", "HELENE-1", "--json").json
    assert (again["outcome"], again["at"], again["desk"]) == ("already-here", came["at"], "one")
    assert again["badge_job"] is None
    assert "here since" in ran(desk, "scan", "HELENE-1").out


def test_scan_in_a_batch_answers_each_line(desk: Path) -> None:
    strange = "x" * 100_000
    done = ran(desk, "scan", "--batch", given=f"HELENE-1\nHELENE-1\n\n🎫\0\n{strange}\nAWA-2\n")
    answers = [json.loads(line)["outcome"] for line in done.out.splitlines()]
    assert answers == ["welcome", "already-here", "unknown", "unknown", "unknown", "welcome"]
    assert done.code == 0
    assert ran(desk, "verify").code == 0


def test_scan_can_print_the_badges_too(desk: Path) -> None:
    assert ran(desk, "scan", "HELENE-1", "--print").code == 0
    ran(desk, "scan", "--batch", "--print", given="AWA-2\n")
    assert sorted(picture.name for picture in (desk / "badges").glob("*.png")) == [
        "0001-LEFEVRE-Helene.png",
        "0002-D-ALMEIDA-Awa.png",
    ]
    assert ran(desk, "print", "--json").json["printed"] == 0


def test_scan_takes_a_code_or_a_batch_and_not_both(desk: Path) -> None:
    assert ran(desk, "scan").code == 2
    assert ran(desk, "scan", "HELENE-1", "--batch").code == 2


def test_undo_takes_back_the_last_arrival(desk: Path) -> None:
    ran(desk, "scan", "--batch", given="HELENE-1\nAWA-2\n")
    undone = ran(desk, "undo", "--json").json
    assert list(undone) == ["registration", "list", "at", "desk"]
    assert (undone["registration"]["code"], undone["list"]) == ("AWA-2", "accueil")
    assert ran(desk, "undo").out == "The arrival of Hélène Lefèvre is undone.\n"
    done = ran(desk, "undo")
    assert (done.code, done.err) == (1, "Error: No arrival stands there to be undone.\n")


def test_undo_takes_back_the_arrival_of_one_person(desk: Path) -> None:
    ran(desk, "scan", "--batch", given="HELENE-1\nAWA-2\n")
    assert ran(desk, "undo", "helene-1", "--json").json["registration"]["code"] == "HELENE-1"
    assert ran(desk, "undo", "helene-1").code == 1
    assert ran(desk, "counts", "--json").json["present"] == 1


def test_undo_of_nobody_is_refused(desk: Path) -> None:
    done = ran(desk, "undo", "NOBODY")
    assert done.code == 1
    assert "Nobody has the code" in done.err


def test_a_walk_in_is_entered_and_found(desk: Path) -> None:
    said = ran(
        *(desk, "walk-in", "--given-name", " Ada ", "--family-name", "King"),
        *("--category", "Élue", "--json"),
    )
    assert said.code == 0
    assert said.json["outcome"] == "welcome"
    assert said.json["registration"]["given_name"] == "Ada"
    assert said.json["registration"]["category"] == "elu"
    assert ran(desk, "find", "king", "--json").json[0]["present"]


def test_a_walk_in_who_is_registered_already_is_asked_about(desk: Path) -> None:
    twin = ("walk-in", "--given-name", "helene", "--family-name", "LEFEVRE")
    done = ran(desk, *twin)
    assert done.code == 1
    assert "HELENE-1" in done.err
    assert ran(desk, *twin, "--anyway").code == 0
    assert len(ran(desk, "find", "lefevre", "--json").json) == 2


def test_a_walk_in_needs_a_name(desk: Path) -> None:
    assert ran(desk, "walk-in", "--organisation", "Ville de Lyon").code == 2


def test_a_correction_is_found_at_once(desk: Path) -> None:
    done = ran(
        desk, "correct", "AWA-2", "--set", "family_name=Dalmeida", "--set", "note=", "--json"
    )
    assert done.json["family_name"] == "Dalmeida"
    assert ran(desk, "find", "dalmeida awa", "--json").json[0]["code"] == "AWA-2"
    who = done.json["id"]
    assert (
        ran(desk, "correct", who, "--set", "status=blocked", "--json").json["status"] == "blocked"
    )
    assert ran(desk, "scan", "AWA-2", "--json").json["outcome"] == "blocked"


@pytest.mark.parametrize(
    ("code", "change", "exit_code"),
    [
        ("AWA-2", "family_name", 2),
        ("AWA-2", "id=1", 2),
        ("AWA-2", "status=perhaps", 2),
        ("NOBODY", "family_name=X", 1),
    ],
)
def test_a_correction_that_means_nothing_is_refused(
    desk: Path, code: str, change: str, exit_code: int
) -> None:
    assert ran(desk, "correct", code, "--set", change).code == exit_code


def test_nobody_loses_all_their_name(desk: Path) -> None:
    both = ("--set", "given_name=", "--set", "family_name= ")
    assert ran(desk, "correct", "AWA-2", *both).code == 2


def test_people_who_share_a_code_are_told_apart_by_id(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "desk", [replace(who, code="ORDER") for who in PEOPLE[:2]])
    ids = {who["id"] for who in ran(desk, "find", "ville", "--json").json}
    done = ran(desk, "undo", "ORDER")
    assert done.code == 1
    assert all(one in done.err for one in ids)
    assert ran(desk, "scan", "ORDER", "--json").json["outcome"] == "ambiguous"


def test_counts_tell_present_and_expected(desk: Path) -> None:
    ran(desk, "scan", "HELENE-1")
    assert ran(desk, "counts", "--json").json == {
        "expected": 4,
        "present": 1,
        "guessing": [],
        "lists": {
            "accueil": {"expected": 4, "present": 1},
            "elus": {"expected": 1, "present": 0},
            "salon": {"expected": 4, "present": 0},
        },
        "categories": {
            "technicien": {"expected": 3, "present": 0},
            "elu": {"expected": 1, "present": 1},
        },
        "countries": {
            "Sénégal": {"expected": 3, "present": 0},
            "France": {"expected": 1, "present": 1},
        },
    }
    assert ran(desk, "counts").out.startswith("Accueil: 1 here of 4 expected\n")


def test_the_desk_keeps_the_list_it_enters_people_on(desk: Path) -> None:
    assert ran(desk, "list", "elus").out.splitlines()[1].startswith("* elus")
    assert [one["chosen"] for one in ran(desk, "list", "--json").json] == [False, True, False]
    assert ran(desk, "scan", "AWA-2", "--json").json["outcome"] == "not-on-list"
    assert ran(desk, "scan", "AWA-2", "--list", "accueil").code == 0


def test_a_badge_goes_into_files(desk: Path, tmp_path: Path) -> None:
    picture, printed = tmp_path / "badge.png", tmp_path / "badge.bin"
    assert ran(desk, "badge", "HELENE-1", "--png", str(picture), "--bytes", str(printed)).code == 0
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert printed.read_bytes().endswith(b"\x1dVB\x00")
    assert ran(desk, "badge", "--png", str(picture)).code == 2
    assert ran(desk, "badge", "HELENE-1", "--png", str(tmp_path / "no" / "badge.png")).code == 1


def test_print_empties_the_spool_and_says_so(desk: Path) -> None:
    ran(desk, "scan", "--batch", given="HELENE-1\nAWA-2\n")
    assert ran(desk, "print", "--json").json == {
        "printer": "badges",
        "printed": 2,
        "queued": 0,
        "unknown": 0,
        "failed": 0,
        "paused": False,
        "labels": None,
        "trouble": None,
    }
    assert len(list((desk / "badges").glob("*.png"))) == 2
    assert ran(desk, "print", "--watch").out == "0 badges printed on badges\n"


def test_badges_wait_for_a_printer_in_trouble(desk: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone" / "badges.bin"
    gone.parent.touch()
    assert ran(desk, "printer", "file", str(gone)).code == 0
    ran(desk, "scan", "HELENE-1")
    done = ran(desk, "print")
    assert done.code == 1
    assert "1 waiting" in done.out
    assert "Badges cannot be written" in done.err
    gone.parent.unlink()
    gone.parent.mkdir()
    assert ran(desk, "print", "--watch").code == 0
    assert gone.stat().st_size > 10_000


def test_verify_proves_a_sound_copy(desk: Path) -> None:
    assert ran(desk, "verify", "--json").json == {"sound": True, "faults": [], "aside": []}
    assert ran(desk, "verify").out.startswith("The copy is sound")


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_verb_explains_itself_with_an_example(
    verb: str, language: str, tmp_path: Path
) -> None:
    done = ran(tmp_path, verb, "--lang", language, "--help")
    assert done.code == 0
    assert f"checkin {verb}" in done.out.split("\n\n")[-1]
    said = "Exemples" if language == "fr" else "Examples"
    assert said in done.out


def test_a_defect_of_ours_is_one_sentence_with_the_place_of_its_details(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    said = unforeseen(RuntimeError("boom"))
    log = tmp_path / "checkin" / "log" / "checkin.log"
    assert str(log) in said
    assert "boom" not in said
    assert "RuntimeError: boom" in log.read_text()
