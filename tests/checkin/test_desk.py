"""The desk's verbs, over a real copy and the shipped programme: find, scan, admit, count."""

from dataclasses import replace
from pathlib import Path

import pytest

from checkin import tickets
from checkin.desk import Desk, Rule
from checkin.event import UnknownList
from db import arrivals, spool
from db.connection import open_copy
from db.events import CheckedIn, ScanRefused
from db.records import (
    CheckInList,
    Direction,
    JobState,
    Mark,
    Outcome,
    Verdict,
)
from tests.journals import DOORS, HOUR, row
from tests.welcome import EVENT, KEY, LIST, Welcome, genuine, here

__all__ = ["here"]  # the fixture of the tests below


def test_a_scan_lets_somebody_in_and_asks_for_their_badge(here: Welcome) -> None:
    verdict = here.desk.scan("a-1")
    zoe = here.named("Zoé")
    assert verdict == Verdict(
        Outcome.WELCOME,
        "accueil",
        zoe,
        at=here.below.journal()[-1].at,
        desk="accueil-1",
        badge_job=1,
        mark=Mark(here.below.origin, 3),
        read="a-1",
    )
    assert here.happened()[-1] == CheckedIn(zoe.id, "accueil", code="a-1")
    assert here.states(zoe.id) == [JobState.QUEUED]
    assert [one.name for one in here.desk.latest()] == ["Zoé Lefèvre"]


def test_what_the_verdict_says_is_on_disk_when_it_is_said(here: Welcome, tmp_path: Path) -> None:
    here.desk.scan("A1")
    other = open_copy(tmp_path / "accueil-1.db", read_only=True)
    assert arrivals.on_list(other, here.named("Zoé").id, "accueil")
    assert spool.waiting(other) == 1
    other.close()


def test_who_is_already_here_is_told_since_when_and_where_and_gets_no_second_badge(
    here: Welcome,
) -> None:
    first = here.desk.scan("A1")
    again = here.desk.admit(here.named("Zoé").id)
    assert (again.outcome, again.at, again.desk) == (
        *(Outcome.ALREADY_HERE, first.at),
        "accueil-1",
    )
    assert (again.mark, again.badge_job) == (None, None)
    assert len(spool.jobs(here.desk.copy)) == 1
    assert isinstance(here.happened()[-1], ScanRefused)


def test_staff_let_somebody_in_again_with_a_reason_and_without_another_badge(here: Welcome) -> None:
    first = here.desk.scan("A1")
    again = here.desk.scan("A1", rule=Rule(reason="badge oublié"))
    assert (again.outcome, again.badge_job) == (Outcome.WELCOME, first.badge_job)
    assert len(spool.jobs(here.desk.copy)) == 1
    person = here.desk.person(here.named("Zoé").id)
    assert person
    assert [presence.entries for presence in person.presences] == [2]
    assert len(person.jobs) == 1


def test_only_the_arrivals_list_brings_a_badge(here: Welcome) -> None:
    assert here.desk.scan("A1", list_id="ouvert").badge_job is None
    assert here.desk.scan("A1").badge_job == 1


@pytest.mark.parametrize(
    ("code", "outcome", "with_a_reason"),
    [
        ("C3", Outcome.UNPAID, Outcome.WELCOME),
        ("D4", Outcome.BLOCKED, Outcome.BLOCKED),
        ("ZZZZ", Outcome.UNKNOWN, Outcome.UNKNOWN),
        ("", Outcome.UNKNOWN, Outcome.UNKNOWN),
        ("E5", Outcome.AMBIGUOUS, Outcome.AMBIGUOUS),
        (tickets.issue(KEY, "autre", 7), Outcome.OTHER_EVENT, Outcome.OTHER_EVENT),
        (tickets.issue(bytes(32), EVENT.slug, 7), Outcome.FORGED, Outcome.FORGED),
    ],
)
def test_a_refusal_is_told_and_written_down_and_a_reason_overrules_some(
    here: Welcome, code: str, outcome: Outcome, with_a_reason: Outcome
) -> None:
    said = here.desk.scan(code)
    assert (said.outcome, said.badge_job, said.mark) == (outcome, None, None)
    if outcome is not Outcome.AMBIGUOUS:
        about = said.registration.id if said.registration else ""
        assert here.happened()[-1] == ScanRefused(about, "accueil", outcome, code)
    assert here.desk.scan(code, rule=Rule(reason="délégation")).outcome == with_a_reason


def test_of_several_people_behind_a_code_one_is_chosen_and_nothing_is_written_before(
    here: Welcome,
) -> None:
    before = here.below.journal()
    said = here.desk.scan("E5")
    assert {one.organisation for one in said.candidates} == {"Nice", "Nantes"}
    assert said.registration is None
    assert here.below.journal() == before
    assert here.desk.admit(said.candidates[1].id).outcome == Outcome.WELCOME


def test_a_note_is_shown_until_it_was_read_and_is_no_refusal(here: Welcome) -> None:
    before = here.below.journal()
    assert here.desk.scan("B2").outcome == Outcome.NOTE
    assert here.below.journal() == before
    assert here.desk.scan("B2", rule=Rule(note_read=True)).outcome == Outcome.WELCOME
    assert here.happened()[-1] == CheckedIn(
        here.named("Luc").id, "accueil", code="B2", note_read=True
    )


def test_lists_have_their_people_hours_and_places(here: Welcome) -> None:
    assert here.desk.scan("A1", list_id="atelier-2").outcome == Outcome.NOT_ON_LIST
    assert here.desk.scan("A1", list_id="atelier-1").outcome == Outcome.LIST_CLOSED
    here.below.watch.now = DOORS + 12 * HOUR
    assert here.desk.scan("A1", list_id="pot-cloture").outcome == Outcome.LIST_CLOSED
    with pytest.raises(UnknownList):
        here.desk.scan("A1", list_id="plage")
    full = replace(EVENT, lists=(*EVENT.lists, CheckInList("salle", "Salle", capacity=1)))
    small = replace(here.desk, event=full)
    assert small.scan("A1", list_id="salle").outcome == Outcome.WELCOME
    assert small.admit(here.named("Jean").id, list_id="salle").outcome == Outcome.LIST_FULL


def test_going_out_and_in_again_is_written_down(here: Welcome) -> None:
    out = Rule(direction=Direction.EXIT)
    said = [
        here.desk.scan("A1", list_id="hall", rule=rule).outcome
        for rule in (Rule(), Rule(), out, Rule())
    ]
    assert said == [
        *(Outcome.WELCOME, Outcome.ALREADY_HERE),
        *(Outcome.WELCOME, Outcome.WELCOME),
    ]
    assert here.desk.share(list_id="hall").present == 1
    here.desk.scan("A1", list_id="hall", rule=out)
    assert here.desk.share(list_id="hall").present == 0


def test_a_genuine_ticket_without_a_registration_is_let_in_and_completed_by_the_list(
    here: Welcome,
) -> None:
    code = genuine()
    said = here.desk.scan(tickets.readable(code).lower())
    assert (said.outcome, said.registration, said.badge_job) == (
        *(Outcome.UNKNOWN_GENUINE, None),
        None,
    )
    assert said.mark
    assert [one.name for one in here.desk.latest()] == [code]
    assert here.desk.scan(code).outcome == Outcome.ALREADY_HERE
    here.below.take_in([*LIST, row("Nina", "Faye", code=code)])
    (arrival,) = here.desk.latest()
    assert (arrival.name, arrival.registration) == ("Nina Faye", here.named("Nina").id)
    again = here.desk.scan(code)
    assert (again.outcome, again.at) == (Outcome.ALREADY_HERE, said.at)
    undone = here.desk.annul(said.mark)
    assert undone
    assert (undone.name, undone.registration) == ("Nina Faye", here.named("Nina").id)
    assert here.desk.latest() == ()
    assert here.desk.scan(code).outcome == Outcome.WELCOME


def test_the_ticket_of_an_earlier_list_no_longer_opens(here: Welcome) -> None:
    zoe = here.named("Zoé")
    here.below.take_in([replace(LIST[0], code="A9"), *LIST[1:]])
    said = here.desk.scan("A1", rule=Rule(reason="vieux billet"))
    assert (said.outcome, said.registration) == (Outcome.REPLACED, replace(zoe, code="A9"))
    assert here.happened()[-1] == ScanRefused(zoe.id, "accueil", Outcome.REPLACED, "A1")
    assert here.desk.scan("A9").outcome == Outcome.WELCOME


def test_what_is_chosen_but_no_longer_there_is_unknown(here: Welcome) -> None:
    assert here.desk.admit("nobody").outcome == Outcome.UNKNOWN
    assert here.desk.person("nobody") is None
    assert here.desk.correct("nobody", {"family_name": "X"}) is None


@pytest.mark.parametrize(
    "read",
    [
        *("\udcff", "\0", "🙂", "'; drop table", "-" * 9),
        pytest.param("A1" * 1_000_000, id="endless"),
    ],
)
def test_whatever_a_scanner_sends_is_answered(here: Welcome, read: str) -> None:
    assert here.desk.scan(read).outcome == Outcome.UNKNOWN
    assert len(here.below.journal()[-1].body) < 2000
    here.desk.understand([read])


def test_the_tally_is_of_the_lists_of_the_event(here: Welcome) -> None:
    here.desk.scan("A1")
    here.desk.scan("ZZZZ")
    tally = here.desk.tally()
    assert (tally.list_id, tally.expected, tally.present, tally.refused) == ("accueil", 5, 1, 1)
    assert [share.key for share in tally.lists] == [one.id for one in EVENT.lists]
    assert here.desk.tally(list_id="hall").present == 0


def test_a_desk_opened_for_reading_writes_nothing(here: Welcome, tmp_path: Path) -> None:
    before = here.below.journal()
    reader = Desk(EVENT, open_copy(tmp_path / "accueil-1.db", read_only=True), None, KEY)
    assert [one.registration.given_name for one in reader.find("lef")] == ["Zoé"]
    assert reader.share().expected == 5
    with pytest.raises(AssertionError, match="for reading"):
        reader.scan("A1")
    reader.close()
    assert here.below.journal() == before
