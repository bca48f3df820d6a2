"""The verbs of badges: what staff can do, what is written down of it, and who prints what."""

from dataclasses import replace
from pathlib import Path

import pytest

from checkin import jobs
from checkin.badge import Paper, badge_of
from checkin.badge.cells import within
from checkin.desk import Rule
from checkin.wording import milliseconds
from db import queues, spool
from db.connection import writing
from db.events import BadgeAsked, BadgePrinted
from db.records import BadgeJob, JobState, Outcome, Rank
from tests.badges import HELENE, aict
from tests.journals import DOORS
from tests.welcome import Welcome, here, opened

__all__ = ["here"]  # the fixture of the tests below


def printed(here: Welcome, state: JobState = JobState.PRINTED) -> BadgeJob:
    """Let the first badge that waits end so."""
    job = spool.take(here.desk.copy, DOORS, "usb")
    assert job
    with writing(here.desk.copy):
        spool.finish(here.desk.copy, job, state, DOORS)
    return job


def waiting(here: Welcome) -> list[str]:
    names = {one.id: one.given_name for one in map(here.named, ("Zoé", "Luc", "Ana", "Bo"))}
    return [names[job.registration] for job in spool.next_ones(here.desk.copy, 99)]


def test_a_badge_that_somebody_has_in_hand_is_printed_and_written_down(here: Welcome) -> None:
    here.desk.scan("A1")
    job = printed(here, JobState.UNKNOWN)

    assert jobs.came_out(here.desk, job.id)
    zoe = here.named("Zoé").id
    assert here.happened()[-1] == BadgePrinted(zoe, job.id, "usb", confirmed=True)
    assert here.states(zoe) == [JobState.PRINTED]
    assert not jobs.came_out(here.desk, job.id)


def test_a_badge_that_did_not_come_out_is_printed_again_and_written_down(here: Welcome) -> None:
    here.desk.scan("A1")
    job = printed(here, JobState.UNKNOWN)

    assert jobs.retry(here.desk, job.id, reason="illisible")
    zoe = here.named("Zoé").id
    assert here.happened()[-1] == BadgeAsked(zoe, "illisible")
    assert here.states(zoe) == [JobState.QUEUED]


def test_everybody_expected_gets_a_badge_in_advance_and_nobody_a_second(here: Welcome) -> None:
    here.desk.scan("A1")
    due = jobs.due(here.desk)
    assert "Zoé" not in [who.given_name for who in due]
    assert "Ana" not in [who.given_name for who in due], "who has not paid is not expected"
    assert "Luc" in [who.given_name for who in due]

    run = jobs.print_in_advance(here.desk, due, "à l’avance")
    jobs.print_in_advance(here.desk, due, "à l’avance", run)
    assert len(spool.next_ones(here.desk.copy, 99)) == 1 + len(due)
    assert jobs.due(here.desk) == ()


@pytest.mark.parametrize("order", jobs.ORDERS)
def test_badges_in_advance_come_in_the_order_asked_for(here: Welcome, order: str) -> None:
    due = jobs.due(here.desk, by=order)
    keys = [
        who.family_name if order == "name" else (who.organisation, who.family_name) for who in due
    ]
    assert keys == sorted(keys)
    assert len(due) == 4


def test_who_comes_while_their_badge_waits_in_advance_goes_first(here: Welcome) -> None:
    jobs.print_in_advance(here.desk, jobs.due(here.desk), "à l’avance")
    verdict = here.desk.scan("A1")

    first = spool.next_ones(here.desk.copy, 1)[0]
    assert (verdict.badge_job, first.registration) == (first.id, here.named("Zoé").id)
    assert first.rank is Rank.AT_THE_DESK
    assert here.states(here.named("Zoé").id) == [JobState.QUEUED]


def test_who_has_a_badge_from_before_needs_none_at_arrival(here: Welcome) -> None:
    jobs.print_in_advance(here.desk, [here.named("Zoé")], "à l’avance")
    printed(here)

    verdict = here.desk.scan("A1")
    assert (verdict.outcome, verdict.badge_job, verdict.badge_ready) == (
        Outcome.WELCOME,
        None,
        True,
    )


def test_a_badge_that_another_desk_printed_is_not_printed_here(
    here: Welcome, tmp_path: Path
) -> None:
    there = opened(tmp_path, "accueil-2")
    there.below.absorb(here.below.journal())
    here.desk.scan("A1")
    job = printed(here, JobState.UNKNOWN)
    jobs.came_out(here.desk, job.id)
    there.below.absorb(here.below.journal())

    verdict = there.desk.scan("A1", rule=Rule(reason="perdu"))
    assert (verdict.badge_job, verdict.badge_ready) == (None, True)
    assert here.named("Zoé").id not in [who.id for who in jobs.due(there.desk)]
    there.desk.close()


def test_a_delegation_s_badges_wait_behind_whoever_stands_at_the_desk(here: Welcome) -> None:
    together = [here.named("Zoé").id, here.named("Bo").id, here.named("Ana").id]
    verdicts = here.desk.admit_together(together, "Lyon", rule=Rule())
    assert [one.outcome for one in verdicts] == [
        *(Outcome.WELCOME, Outcome.BLOCKED),
        Outcome.UNPAID,
    ]
    here.desk.scan("B2", rule=Rule(note_read=True))

    assert waiting(here) == ["Luc", "Zoé"]
    (run,) = jobs.unfinished(here.desk)
    assert (run.title, run.size) == ("Lyon", 1)


def test_a_note_of_a_delegation_must_be_read_one_by_one(here: Welcome) -> None:
    together = [here.named("Zoé").id, here.named("Luc").id]
    first = here.desk.admit_together(together, "Lyon")
    assert [one.outcome for one in first] == [Outcome.WELCOME, Outcome.NOTE]
    (luc,) = here.desk.admit_together(together[1:], "Lyon", notes_read=frozenset(together[1:]))
    assert luc.outcome is Outcome.WELCOME


def test_a_test_of_the_printer_is_nobody_s_badge_and_goes_first(here: Welcome) -> None:
    here.desk.scan("A1")
    job = jobs.try_printer(here.desk, "ruler")

    first = spool.next_ones(here.desk.copy, 1)[0]
    assert (first.id, first.registration, first.why) == (job, jobs.NOBODY, "ruler")
    assert jobs.named(here.desk)[0][1] is None


def test_staff_pause_move_load_and_hasten(here: Welcome) -> None:
    here.desk.scan("A1")
    here.desk.scan("B2", rule=Rule(note_read=True))
    assert waiting(here) == ["Zoé", "Luc"]
    jobs.hasten(here.desk, 2)
    assert waiting(here) == ["Luc", "Zoé"]

    jobs.pause(here.desk, paused=True)
    assert spool.take(here.desk.copy, DOORS, "usb") is None
    assert jobs.move(here.desk, "", "spare") == 2
    assert spool.take(here.desk.copy, DOORS, "other", "spare")

    jobs.load(here.desk, 250, queue="spare")
    assert queues.get(here.desk.copy, "spare").labels == 250


def test_a_correction_takes_the_place_of_a_badge_that_could_not_be_drawn(here: Welcome) -> None:
    here.desk.scan("A1")
    printed(here, JobState.FAILED)
    zoe = here.named("Zoé").id
    here.desk.correct(zoe, {"function": "Maire"})

    assert here.states(zoe) == [JobState.CANCELLED, JobState.QUEUED]


def test_a_badge_is_seen_as_it_is_printed_with_the_sessions_still_to_come(here: Welcome) -> None:
    desk = replace(here.desk, event=aict())
    at = milliseconds(max(one.end for one in aict().sessions if one.id in HELENE.sessions)) - 1

    seen = jobs.looks(desk, HELENE, Paper(), at, 60, 60)
    nobodys = replace(HELENE, code="0" * len(HELENE.code))
    assert seen == within(badge_of(nobodys, aict(), Paper(), at=at).upright, 60, 60)
    assert seen != jobs.looks(desk, HELENE, Paper(), 0, 60, 60)
