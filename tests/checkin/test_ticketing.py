"""Tickets given, replaced, revoked, and their secret rotated; and what other desks make of it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from checkin import tickets
from db.entries import Entry, canonical, signed, signing_key
from db.events import RegistrationsImported, TicketKeyRotated
from db.records import JobState, Outcome, Registration
from tests.desks import HELENE, a_desk, ran
from tests.journals import row
from tests.welcome import LIST, Welcome, genuine, here

__all__ = ["here"]  # the fixture of the tests below


def carried(source: Path, target: Path) -> None:
    """Bring one desk what another knows."""
    file = source.parent / "desk.checkin"
    assert ran(source, "share", str(file)).code == 0
    assert ran(target, "join", str(file)).code == 0


@pytest.fixture
def desks(tmp_path: Path) -> tuple[Path, Path]:
    """Two desks that know of one another."""
    one, two = a_desk(tmp_path / "one"), tmp_path / "two"
    ran(one, "share", str(tmp_path / "first.checkin"))
    ran(two, "join", str(tmp_path / "first.checkin"), "--desk", "two")
    carried(two, one)
    return one, two


def test_who_came_without_a_code_is_given_one_that_later_lists_do_not_take_away(
    here: Welcome,
) -> None:
    from checkin import ticketing

    bare = Registration("bare", "Aya", "Sow")
    here.below.append(RegistrationsImported("autre.csv", (bare,)))
    assert ticketing.give(here.desk) == 1
    code = here.named("Aya").code
    assert here.desk.scan(code).outcome is Outcome.WELCOME
    assert ticketing.give(here.desk) == 0
    changes = here.below.take_in([*LIST, row("Aya", "Sow")], "autre.csv")
    assert not changes.new
    assert here.named("Aya").code == code


def test_a_list_that_goes_on_naming_the_old_code_changes_nothing(here: Welcome) -> None:
    from checkin import ticketing

    zoe = here.named("Zoé")
    fresh = ticketing.replace(here.desk, zoe.id, "perdu")
    changes = here.below.take_in(LIST)
    assert (changes.new, changes.updated, changes.missing) == ((), (), ())
    assert here.desk.scan("A1").outcome is Outcome.REPLACED
    assert here.desk.scan(fresh).registration == replace(zoe, code=fresh)


def test_a_revoked_and_a_replaced_ticket_are_refused_at_the_other_desk(
    desks: tuple[Path, Path],
) -> None:
    one, two = desks
    assert ran(one, "tickets", "revoke", "HELENE-1", "--reason", "published").code == 0
    fresh = ran(one, "tickets", "replace", "AWA-2", "--json").json["code"]
    assert ran(two, "tickets", "check", "HELENE-1").code == 0
    carried(one, two)
    for code, outcome in (("HELENE-1", "revoked"), ("AWA-2", "replaced"), (fresh, "welcome")):
        said = ran(two, "scan", code, "--json")
        assert (said.json["outcome"], said.code) == (outcome, 0 if outcome == "welcome" else 1)
        assert ran(two, "tickets", "check", code, "--json").json["ticket"] in (outcome, "known")
    assert ran(two, "verify").code == 0
    assert ran(two, "find", "lefevre", "--json").json[0]["given_name"] == HELENE.given_name


def test_a_code_nobody_has_can_be_revoked(desks: tuple[Path, Path]) -> None:
    one, two = desks
    ticket = ran(one, "walk-in", "--family-name", "King", "--json").json["registration"]["code"]
    ran(two, "tickets", "revoke", ticket)
    assert ran(two, "scan", ticket, "--json").json["outcome"] == "revoked"


def test_a_new_secret_reaches_every_desk_but_the_stolen_one(desks: tuple[Path, Path]) -> None:
    one, two = desks
    before = ran(two, "walk-in", "--family-name", "Before", "--json").json["registration"]["code"]
    assert ran(one, "scan", before, "--json").json["outcome"] == "unknown-genuine"
    done = ran(one, "tickets", "rotate", "--without", "two", "--json").json
    assert done == {"desks": ["one"], "reissued": 0}
    late = ran(two, "walk-in", "--family-name", "Late", "--json").json["registration"]["code"]
    assert ran(one, "tickets", "check", late, "--json").json["ticket"] == "revoked"
    assert ran(one, "tickets", "check", "HELENE-1", "--json").json["ticket"] == "known"
    assert ran(one, "tickets", "rotate", "--without", "nobody").code == 2


@pytest.mark.parametrize(("option", "worth"), [("--keep-older", "genuine"), (None, "revoked")])
def test_older_tickets_stay_genuine_as_the_organiser_says(
    desks: tuple[Path, Path], option: str | None, worth: str
) -> None:
    one, two = desks
    old = ran(one, "walk-in", "--family-name", "Old", "--json").json["registration"]["code"]
    ran(two, "tickets", "rotate", *((option,) if option else ()))
    assert ran(two, "tickets", "check", old, "--json").json["ticket"] == worth
    new = ran(two, "walk-in", "--family-name", "New", "--json").json["registration"]["code"]
    file = one.parent / "rotation.jsonl"
    assert ran(two, "share", str(file)).code == 0
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    head = json.loads(lines[0]["body"])
    head["tickets_key"] = head["tickets_key"][:64]  # the new secret comes sealed in the journal
    kept = [line for line in lines[1:] if "WalkedIn" not in line["body"]]
    bodies = [Entry(line["body"], b"") for line in kept]
    head["tops"] = {one.mark.origin: [one.mark.number, one.digest] for one in bodies}
    again = signed(signing_key((two / "desk.key").read_bytes()), canonical(head))
    lines = [{"body": again.body, "signature": again.signature.hex()}, *kept]
    file.write_text("\n".join(map(json.dumps, lines)) + "\n")
    ran(one, "join", str(file))
    assert ran(one, "tickets", "check", new, "--json").json["ticket"] == "genuine"


def test_all_tickets_are_sent_anew_when_the_list_was_stolen_too(desks: tuple[Path, Path]) -> None:
    one, two = desks
    assert ran(one, "tickets", "rotate", "--reissue", "--json").json["reissued"] == 4
    carried(one, two)
    assert ran(two, "scan", "HELENE-1", "--json").json["outcome"] == "replaced"
    code = ran(two, "find", "lefevre", "--json").json[0]["code"]
    assert ran(two, "scan", code, "--json").json["outcome"] == "welcome"
    assert ran(two, "verify").code == 0


def test_who_came_before_their_registration_gets_the_badge_when_it_arrives(here: Welcome) -> None:
    code = genuine()
    assert here.desk.scan(code).badge_job is None
    here.below.take_in([*LIST, row("Nina", "Faye", code=code)])
    assert here.states(here.named("Nina").id) == [JobState.QUEUED]
    here.below.take_in([*LIST, row("Nina", "Faye-Sow", code=code)])
    assert here.states(here.named("Nina").id) == [JobState.QUEUED]


def test_who_was_undone_meanwhile_gets_none(here: Welcome) -> None:
    said = here.desk.scan(genuine())
    assert said.mark
    here.desk.annul(said.mark)
    here.below.take_in([*LIST, row("Nina", "Faye", code=genuine())])
    assert here.states(here.named("Nina").id) == []


def test_many_codes_tried_at_one_desk_are_noticed_and_a_queue_is_not(here: Welcome) -> None:
    for number in range(7):
        here.desk.scan(f"ZZZ{number}")
    assert here.desk.tally().guessing == ()
    here.desk.scan("ZZZ9")
    (guessing,) = here.desk.tally().guessing
    assert (guessing.desk, guessing.count) == ("accueil-1", 8)


def test_the_counts_tell_of_somebody_who_tries_codes(desks: tuple[Path, Path]) -> None:
    one, _two = desks
    assert ran(one, "counts", "--json").json["guessing"] == []
    for number in range(8):
        ran(one, "scan", f"NOBODY-{number}")
    (guess,) = ran(one, "counts", "--json").json["guessing"]
    assert (guess["desk"], guess["codes"]) == ("one", 8)
    assert "8 codes tried" in ran(one, "counts").out


def test_a_desk_without_the_newest_secret_never_calls_its_tickets_forged(here: Welcome) -> None:
    assert not here.desk.lacks_secret()
    other = tickets.issue(bytes(32), here.desk.event.slug, 7)
    assert here.desk.scan(other).outcome is Outcome.FORGED
    here.below.append(TicketKeyRotated("0" * 16, {}, keeps_older=True))
    assert here.desk.lacks_secret()
    said = here.desk.scan(other)
    assert (said.outcome, said.unproven) == (Outcome.UNKNOWN, True)
    assert not here.desk.scan("ZZZ").unproven
