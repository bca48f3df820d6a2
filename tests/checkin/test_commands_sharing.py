"""Two laptops that know of each other by a file, and the demo."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from checkin.event import parse_event
from checkin.language import install
from tests.desks import a_desk, ran, run


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    install("en")


def test_a_second_desk_joins_by_a_file_and_both_come_to_know_the_same(tmp_path: Path) -> None:
    one, two = a_desk(tmp_path / "one"), tmp_path / "two"
    file = tmp_path / "desk.checkin"
    ran(one, "scan", "HELENE-1")
    assert ran(one, "share", str(file)).code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    joined = ran(two, "join", str(file), "--desk", "two", "--json").json
    assert joined == {"taken": 3, "waiting": 0, "refused": 0}
    again = ran(two, "scan", "HELENE-1", "--json").json
    assert (again["outcome"], again["desk"]) == ("already-here", "one")
    assert ran(two, "scan", "AWA-2", "--json").json["desk"] == "two"

    back = tmp_path / "back.checkin"
    ran(two, "share", str(back))
    assert ran(one, "join", str(back), "--json").json["taken"] == 3
    assert ran(one, "join", str(back), "--json").json["taken"] == 0
    assert ran(one, "counts", "--json").json == ran(two, "counts", "--json").json
    assert ran(one, "verify").code == ran(two, "verify").code == 0


def test_a_ticket_of_one_desk_is_genuine_at_the_other(tmp_path: Path) -> None:
    one, two = a_desk(tmp_path / "one"), tmp_path / "two"
    ran(one, "share", str(tmp_path / "desk.checkin"))
    ran(two, "join", str(tmp_path / "desk.checkin"))
    ticket = ran(one, "walk-in", "--family-name", "King", "--json").json["registration"]["code"]
    assert ran(two, "scan", ticket, "--json").json["outcome"] == "unknown-genuine"
    assert ran(two, "undo", ticket, "--json").json["registration"] is None
    stranger = a_desk(tmp_path / "stranger")
    assert ran(stranger, "scan", ticket, "--json").json["outcome"] == "forged"


def test_a_desk_that_was_only_made_takes_on_what_it_joins(tmp_path: Path) -> None:
    one, two = a_desk(tmp_path / "one"), tmp_path / "two"
    file = tmp_path / "desk.checkin"
    ran(one, "share", str(file))
    (tmp_path / "event.toml").write_text((one / "event.toml").read_text())
    assert ran(two, "init", str(two), "--event", str(tmp_path / "event.toml")).code == 0
    assert ran(two, "join", str(file)).code == 0
    assert (two / "tickets.key").read_bytes() == (one / "tickets.key").read_bytes()
    assert (two / "desk.key").read_bytes() != (one / "desk.key").read_bytes()


def test_the_demo_is_made_once_and_found_again(tmp_path: Path) -> None:
    demo = tmp_path / "demo"
    made = ("demo", "--participants", "60", "--no-open")
    assert ran(demo, *made).code == 0
    counted = ran(demo, "counts", "--json").json
    assert 45 <= counted["expected"] <= 60
    assert counted["present"] == 3
    assert ran(demo, *made).code == 0
    assert ran(demo, "counts", "--json").json == counted
    assert ran(demo, "verify").code == 0
    assert ran(demo, "demo", "--no-open").code == 1


def test_the_demo_welcomes_at_any_hour_of_today(tmp_path: Path) -> None:
    demo = tmp_path / "demo"
    ran(demo, "demo", "--participants", "60", "--no-open")
    event = parse_event((demo / "event.toml").read_text(), "event.toml")
    assert event.check_in_list("").hours == ()
    assert event.sessions[0].start.year > 2023
    free = next(
        one
        for one in ran(demo, "find", "--limit", "60", "e", "--json").json
        if one["status"] == "confirmed" and not one["present"]
    )
    assert ran(demo, "scan", free["code"], "--note-read").code == 0


def test_the_same_seed_gives_the_same_people(tmp_path: Path) -> None:
    people = []
    for name, seed in (("a", "1"), ("b", "1"), ("c", "2")):
        ran(tmp_path / name, "demo", "--participants", "30", "--seed", seed, "--no-open")
        found = ran(tmp_path / name, "find", "--limit", "30", "ville", "--json").json
        people.append({(one["given_name"], one["family_name"]) for one in found})
    assert people[0] == people[1] != people[2]


def test_a_real_desk_is_never_made_a_demo(tmp_path: Path) -> None:
    real, empty = a_desk(tmp_path / "real"), a_desk(tmp_path / "empty", ())
    event = (real / "event.toml").read_bytes()
    for desk in (real, empty):
        assert ran(desk, "demo", "--no-open").code == 1
        assert (desk / "event.toml").read_bytes() == event


def test_the_usual_demo_stands_beside_the_usual_desk(tmp_path: Path) -> None:
    home = {"XDG_DATA_HOME": str(tmp_path)}
    assert run("demo", "--participants", "30", "--no-open", environment=home).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["checkin-demo-30-1"]
