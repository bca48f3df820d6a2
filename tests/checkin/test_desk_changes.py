"""The desk's verbs that change what was: undo, walk in, correct, reprint; all or nothing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from checkin import jobs, tickets
from checkin.desk import Desk, Rule
from db import arrivals, spool
from db.connection import CopyTrouble, CopyUnwritable, writing
from db.events import CheckInAnnulled, RegistrationCorrected
from db.records import (
    JobState,
    Mark,
    Match,
    Outcome,
    Registration,
)
from tests.journals import DOORS, HOUR, everything
from tests.welcome import EVENT, KEY, Welcome, genuine, here, opened

__all__ = ["here"]  # the fixture of the tests below


def test_undoing_takes_the_arrival_back_and_the_badge_that_still_waits(here: Welcome) -> None:
    verdict = here.desk.scan("A1")
    assert verdict.mark
    zoe = here.named("Zoé")
    undone = here.desk.annul(verdict.mark, reason="mauvaise personne")
    assert undone
    assert (undone.registration, undone.name, undone.mark) == (
        *(zoe.id, "Zoé Lefèvre"),
        verdict.mark,
    )
    assert here.states(zoe.id) == [JobState.CANCELLED]
    assert here.desk.latest() == ()
    assert here.desk.annul(verdict.mark) is None
    assert here.desk.annul(Mark("nobody", 1)) is None
    assert here.desk.annul(Mark(here.below.origin, 1)) is None
    assert here.desk.scan("A1").badge_job == 2


def test_a_badge_that_was_printed_is_not_printed_again_after_an_undo(here: Welcome) -> None:
    verdict = here.desk.scan("A1")
    job = spool.take(here.desk.copy, DOORS, "printer")
    assert job
    spool.finish(here.desk.copy, job, JobState.PRINTED, DOORS)
    assert verdict.mark
    here.desk.annul(verdict.mark)
    assert here.desk.scan("A1").badge_job is None


def test_undoing_the_last_undoes_what_this_desk_did_last_and_nobody_elses(
    here: Welcome, tmp_path: Path
) -> None:
    there = opened(tmp_path, "accueil-2")
    there.below.absorb(here.below.journal())
    here.desk.scan("A1")
    here.desk.admit(here.named("Jean").id)
    here.below.watch.now += HOUR
    there.below.watch.now = here.below.watch.now + HOUR
    there.desk.scan("C3", rule=Rule(reason="payé"))
    here.below.absorb(there.below.journal())
    assert here.desk.latest()[0].name == "Ana Costa"
    undone = [here.desk.annul_last() for _ in range(3)]
    assert [one.name if one else None for one in undone] == ["Jean Martin", "Zoé Lefèvre", None]
    assert [one.name for one in here.desk.latest()] == ["Ana Costa"]
    there.desk.close()


def test_an_arrival_at_another_desk_can_be_undone_here(here: Welcome, tmp_path: Path) -> None:
    there = opened(tmp_path, "accueil-2")
    there.below.absorb(here.below.journal())
    mark = there.desk.scan("A1").mark
    assert mark
    here.below.absorb(there.below.journal())
    undone = here.desk.annul(mark)
    assert undone
    assert undone.desk == "accueil-2"
    there.below.absorb(here.below.journal())
    assert there.desk.latest() == here.desk.latest() == ()
    there.desk.close()


def test_a_walk_in_is_registered_let_in_found_and_printed(here: Welcome) -> None:
    draft = Registration("", "Aïcha", "d’Almeida", organisation="Porto-Novo", country="BJ")
    assert here.desk.lookalikes(draft) == ()
    said = here.desk.walk_in(draft)
    who = said.registration
    assert who
    assert (said.outcome, who.name) == (Outcome.WELCOME, "Aïcha d’Almeida")
    assert here.states(who.id) == [JobState.QUEUED]
    assert [one.registration for one in here.desk.find("dalmeida aic")] == [who]
    assert here.desk.lookalikes(draft) == (who,)
    assert tickets.read(KEY, EVENT.slug, who.code).standing == tickets.TicketStanding.GENUINE
    assert here.desk.scan(who.code).outcome == Outcome.ALREADY_HERE


def test_walk_ins_each_have_a_ticket_of_their_own(here: Welcome) -> None:
    seen = {here.desk.walk_in(Registration("", "Jo", f"N{n}")).registration for n in range(20)}
    assert len({one.code for one in seen if one}) == len({one.id for one in seen if one}) == 20
    assert here.desk.share().present == 20


def test_a_correction_shows_at_once_and_prints_one_badge(here: Welcome) -> None:
    here.desk.scan("A1")
    zoe = here.named("Zoé")
    taken = spool.take(here.desk.copy, DOORS, "printer")
    assert taken
    corrected = here.desk.correct(zoe.id, {"family_name": "Lefebvre", "function": "Maire"})
    assert corrected == replace(zoe, family_name="Lefebvre", function="Maire")
    here.desk.correct(zoe.id, {"function": "Adjointe"})
    assert here.states(zoe.id) == [JobState.PRINTING, JobState.QUEUED]
    assert [one.match for one in here.desk.find("lefevre")] == [Match.FUZZY]
    assert [one.registration.function for one in here.desk.find("lefebvre")] == ["Adjointe"]
    assert here.happened()[-1] == RegistrationCorrected(zoe.id, {"function": "Adjointe"})


def test_a_reprint_is_written_down_with_its_reason(here: Welcome) -> None:
    zoe = here.named("Zoé")
    job = jobs.reprint(here.desk, zoe.id, reason="badge abîmé")
    assert [(one.id, one.why) for one in spool.jobs(here.desk.copy)] == [(job, "reprint")]
    assert (entry := here.below.journal()[-1]).kind == "BadgeAsked"
    assert "badge abîmé" in entry.body


def test_badges_can_be_given_up_and_tried_again(here: Welcome) -> None:
    zoe = here.named("Zoé")
    job = jobs.reprint(here.desk, zoe.id, reason="x")
    jobs.cancel(here.desk, job)
    assert here.states(zoe.id) == [JobState.CANCELLED]
    jobs.retry(here.desk, job)
    assert here.states(zoe.id) == [JobState.CANCELLED]


BIG = "x" * 3000


def long_winded(here: Welcome) -> Desk:
    """The same desk, whose operator's name fills pages."""
    assert here.desk.pen
    return replace(here.desk, pen=replace(here.desk.pen, operator=BIG))


VERBS: dict[str, Callable[[Welcome, Mark], object]] = {
    "scan": lambda here, _: here.desk.scan("A1", rule=Rule(reason=BIG)),
    "walk in": lambda here, _: here.desk.walk_in(Registration("", "Aïcha", companions=BIG)),
    "correct": lambda here, _: long_winded(here).correct(here.named("Zoé").id, {"note": "!"}),
    "reprint": lambda here, _: jobs.reprint(here.desk, here.named("Zoé").id, reason=BIG),
    "annul": lambda here, mark: here.desk.annul(mark, reason=BIG),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_that_meets_a_full_disk_leaves_nothing_behind(here: Welcome, verb: str) -> None:
    mark = here.desk.scan("C3", rule=Rule(reason="payé")).mark
    assert mark
    before = everything(here.desk.copy), here.below.journal(), spool.jobs(here.desk.copy)
    (pages,) = here.desk.copy.execute("pragma page_count").fetchone()
    here.desk.copy.execute(f"pragma max_page_count = {pages}")
    with pytest.raises(CopyUnwritable):
        VERBS[verb](here, mark)
    assert (everything(here.desk.copy), here.below.journal(), spool.jobs(here.desk.copy)) == before
    here.desk.copy.execute("pragma max_page_count = 1000000")
    assert here.desk.scan("A1").outcome == Outcome.WELCOME


def test_a_check_in_whose_badge_cannot_be_asked_for_did_not_happen(here: Welcome) -> None:
    before = everything(here.desk.copy), here.below.journal()
    here.desk.copy.executescript(
        """
        create temp trigger jam before insert on main.badge_job begin
            select raise(abort, 'database or disk is full');
        end;
        """
    )
    with pytest.raises(CopyTrouble):
        here.desk.scan("A1")
    here.desk.copy.execute("drop trigger temp.jam")
    assert (everything(here.desk.copy), here.below.journal()) == before
    assert here.desk.scan("A1").badge_job == 1


def test_two_desks_that_were_apart_show_the_conflict_and_both_badges(
    here: Welcome, tmp_path: Path
) -> None:
    there = opened(tmp_path, "accueil-2")
    there.below.absorb(here.below.journal())
    here.desk.scan("A1")
    there.below.watch.now += HOUR
    there.desk.scan("A1")
    for one, other in ((here, there), (there, here)):
        one.below.absorb(other.below.journal())
        person = one.desk.person(here.named("Zoé").id)
        assert person
        (presence,) = person.presences
        assert (presence.conflict, presence.first.desk, presence.last.desk) == (
            *(True, "accueil-1"),
            "accueil-2",
        )
    there.desk.close()


def test_annulments_name_whom_the_check_in_named(here: Welcome) -> None:
    mark = here.desk.scan(genuine()).mark
    assert mark
    here.desk.annul(mark)
    annulled = here.happened()[-1]
    assert isinstance(annulled, CheckInAnnulled)
    assert annulled.registration == f"ticket:{genuine()}"
    with writing(here.desk.copy):
        assert arrivals.standing_at(here.desk.copy, mark) is None


def test_what_is_typed_is_kept_without_controls_and_no_longer_than_a_badge_bears(
    here: Welcome,
) -> None:
    draft = Registration("", "\x1b]0;P\x07Ann", "B" * 20_000, organisation="a\nb")
    who = here.desk.walk_in(draft).registration
    assert who
    assert (who.given_name, len(who.family_name), who.organisation) == ("]0;PAnn", 200, "a b")
    zoe = here.desk.correct(here.named("Zoé").id, {"function": "\x1b[31m" + "x" * 5000})
    assert zoe
    assert (zoe.function[:4], len(zoe.function)) == ("[31m", 200)
