"""The spool on the command line: everybody in advance, what is doubtful, the roll, two printers."""

import sys
from contextlib import closing
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from checkin.badge.sample import SAMPLE
from checkin.commands.press import pressroom
from checkin.opening import hold
from db import spool
from db.connection import writing
from db.records import JobState
from tests.desks import a_desk, ran


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return a_desk(tmp_path / "desk")


def names(folder: Path) -> list[str]:
    return sorted(path.stem.partition("-")[2].upper() for path in folder.glob("*.png"))


def end_as(desk: Path, state: JobState) -> int:
    """Let the first badge that waits end so."""
    held = hold(desk)
    with closing(held.desk()) as opened:
        job = spool.take(opened.copy, 1, "usb")
        assert job
        with writing(opened.copy):
            spool.finish(opened.copy, job, state, 2)
    held.release()
    return job.id


def test_everybody_expected_gets_a_badge_once(desk: Path) -> None:
    done = ran(desk, "print", "--all", "--by", "organisation", "--json").json
    assert (done["printed"], done["queued"]) == (3, 0)
    assert ran(desk, "print", "--all", "--json").json["printed"] == 0
    assert names(desk / "badges") == ["D-ALMEIDA-AWA", "LEFEVRE-HELENE", "OEUVRARD-ZOE"]
    assert "badge_job" in ran(desk, "scan", "AWA-2", "--json").json


def test_only_one_category_is_printed_when_asked_for(desk: Path) -> None:
    assert ran(desk, "print", "--all", "--category", "elu", "--json").json["printed"] == 1
    assert ran(desk, "print", "--all", "--category", "reine").code == 2
    assert ran(desk, "print", "--category", "elu").code == 2


def test_a_paused_desk_prints_nothing_until_it_goes_on(desk: Path) -> None:
    assert ran(desk, "badges", "--pause").code == 0
    ran(desk, "scan", "AWA-2")
    stopped = ran(desk, "print", "--watch")
    assert (stopped.code, "paused" in stopped.err) == (1, True)
    assert ran(desk, "badges", "--resume").code == 0
    assert ran(desk, "print", "--json").json["printed"] == 1


def test_a_doubtful_badge_is_settled_by_number(desk: Path) -> None:
    ran(desk, "scan", "AWA-2")
    job = str(end_as(desk, JobState.UNKNOWN))
    assert ran(desk, "badges", "--json").json["state"] == "unknown"
    assert ran(desk, "badges", "--came-out", job).code == 0
    assert ran(desk, "badges", "--came-out", job).code == 1
    assert ran(desk, "badges", "--json").json["state"] == "printed"

    ran(desk, "scan", "HELENE-1")
    job = str(end_as(desk, JobState.UNKNOWN))
    assert ran(desk, "badges", "--retry", job).code == 0
    assert ran(desk, "print", "--json").json["printed"] == 1
    assert ran(desk, "badges", "--retry", job, "--drop", job).code == 2


def test_labels_are_counted_from_the_roll_that_was_put_in(desk: Path) -> None:
    assert "not counted" in ran(desk, "roll").out
    assert ran(desk, "roll", "250", "--json").json == {"labels": 250, "roll": 250}
    ran(desk, "scan", "AWA-2")
    assert ran(desk, "print", "--json").json["labels"] == 249
    assert ran(desk, "roll", "--uncounted", "--json").json == {"labels": None, "roll": None}


def test_a_test_badge_and_a_ruler_are_printed_and_belong_to_nobody(desk: Path) -> None:
    assert ran(desk, "print", "--test").code == 0
    assert ran(desk, "print", "--ruler").code == 0
    assert names(desk / "badges") == ["RULER", "TEST"]
    assert "test badge" in ran(desk, "badges").out
    assert ran(desk, "verify").code == 0


def test_what_waits_moves_to_a_second_printer_and_comes_back_when_it_is_gone(
    desk: Path, tmp_path: Path
) -> None:
    spare = tmp_path / "spare"
    assert ran(desk, "printer", "folder", str(spare), "--name", "spare").code == 0
    assert ran(desk, "badges", "--to", "nowhere").code == 2
    ran(desk, "scan", "AWA-2")
    assert ran(desk, "badges", "--to", "spare").code == 0
    assert ran(desk, "print", "--json").json["queued"] == 0
    assert names(spare) == ["D-ALMEIDA-AWA"]

    ran(desk, "scan", "HELENE-1")
    ran(desk, "badges", "--to", "spare")
    assert ran(desk, "printer", "--name", "spare", "--remove").code == 0
    assert ran(desk, "print", "--json").json["printed"] == 1
    assert names(desk / "badges") == ["LEFEVRE-HELENE"]


def test_the_printer_is_set_and_shown(desk: Path) -> None:
    set_ = ran(desk, "printer", "network", "127.0.0.1:1", "--dots", "384", "--json").json
    assert set_ == {
        "kind": "network",
        "address": "127.0.0.1:1",
        "dots": 384,
        "dpi": 203,
        "length_mm": 100,
        "darkness": 0,
        "feed_mm": 0,
        "cutter_mm": 0,
        "answers": "auto",
        "speaks": "escpos",
        "label": "",
    }
    assert ran(desk, "printer", "--json").json == set_
    told = ran(desk, "printer", "--darkness", "2", "--cutter", "15", "--json").json
    assert told == {**set_, "darkness": 2, "cutter_mm": 15}


def test_a_label_printer_is_set_with_its_language_and_its_labels(desk: Path) -> None:
    brother = ran(desk, "printer", "file", "--speaks", "brother", "--label", "62x100")
    assert brother.out == "file  — 696 dots across, 300 to the inch, 93 mm long, brother 62x100\n"
    told = ran(desk, "printer", "--label", "62", "--json").json
    assert (told["speaks"], told["label"], told["dots"]) == ("brother", "62", 696)
    ran(desk, "scan", "HELENE-1")
    assert ran(desk, "print").code == 0
    assert (desk / "badges" / "badges.brother").read_bytes().startswith(b"\x1bia\x01\0\0")

    assert ran(desk, "printer", "--dots", "576").code == 1
    assert ran(desk, "printer", "--speaks", "zpl", "--label", "62").code == 2
    zebra = ran(desk, "printer", "--speaks", "zpl", "--json").json
    assert (zebra["speaks"], zebra["label"], zebra["dots"], zebra["dpi"]) == ("zpl", "", 832, 203)


def test_a_printer_that_is_not_where_it_is_said_to_be_is_told_at_once(desk: Path) -> None:
    wrong = ran(desk, "printer", "network", "printer.invalid")
    assert wrong.code == 0
    assert "how it is spelt" in wrong.err
    assert "no connection" in ran(desk, "printer", "network", "127.0.0.1:1").err
    assert not ran(desk, "printer").err


def test_without_the_extra_a_label_printer_cannot_be_set(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "zebrafy", None)
    refused = ran(desk, "printer", "file", "--speaks", "zpl")
    assert refused.code == 1
    assert "checkin[labels]" in refused.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["network"], 1),
        (["carrier-pigeon"], 2),
        (["--name", "spare"], 2),
        (["--remove"], 2),
        (["usb", "--dpi", "1"], 2),
    ],
)
def test_a_printer_that_means_nothing_is_refused(
    desk: Path, arguments: list[str], code: int
) -> None:
    assert ran(desk, "printer", *arguments).code == code
    assert ran(desk, "printer", "--json").json["kind"] == "folder"


def test_a_badge_drawn_ahead_is_drawn_anew_when_the_name_was_put_right(desk: Path) -> None:
    ran(desk, "scan", "--batch", given="HELENE-1\nAWA-2\n")
    held = hold(desk)
    with closing(held.desk()) as opened:
        (awa,) = [one.registration for one in opened.find("almeida")]

        def correct(_state: object) -> None:
            """Put the second name right while the first badge is out and the second drawn."""
            if opened.find("almeida"):
                opened.correct(awa.id, {"family_name": "Dupont"})

        pressroom(held, correct).empty()
    held.release()
    assert names(desk / "badges") == ["DUPONT-AWA", "LEFEVRE-HELENE"]


def test_a_badge_is_looked_at_in_the_terminal(desk: Path) -> None:
    done = ran(desk, "badge", "HELENE-1")

    rows = done.out.splitlines()
    assert done.code == 0
    assert max(map(len, rows)) == 72
    assert any(row == "█" * 72 for row in rows)  # the band
    assert "Hélène" in rows[-1]


def test_a_layout_is_looked_at_without_anybody(desk: Path, tmp_path: Path) -> None:
    picture = tmp_path / "badge.png"

    assert ran(desk, "badge", "--category", "elu", "--png", str(picture)).code == 0
    with Image.open(picture) as drawn:
        assert [found.text for found in zxingcpp.read_barcodes(drawn)] == [SAMPLE.code]
    assert ran(desk, "badge", "--category", "elus").code == 2
