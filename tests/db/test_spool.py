"""Badge jobs: given out once, in order, and never lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import queues, runs, spool
from db.connection import Copy, open_copy, writing
from db.records import BadgeJob, BadgeQueue, JobState, Mark, Rank


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Copy]:
    copy = open_copy(tmp_path / "checkin.db")
    yield copy
    copy.close()


def taken(copy: Copy) -> BadgeJob:
    job = spool.take(copy, now=2, printer="desk printer")
    assert job is not None
    return job


def test_jobs_are_taken_oldest_first_and_each_once(copy: Copy) -> None:
    first = spool.ask(copy, "a", "arrival", 1)
    second = spool.ask(copy, "b", "arrival", 1)

    assert [taken(copy).id, taken(copy).id] == [first, second]
    assert spool.take(copy, 3, "desk printer") is None


def test_a_taken_job_says_who_prints_it_and_how_often_it_was_tried(copy: Copy) -> None:
    job = spool.ask(copy, "a", "arrival", 1)
    spool.finish(copy, taken(copy), JobState.UNKNOWN, 3, "stopped")
    spool.retry(copy, job, 4)

    assert taken(copy) == BadgeJob(
        job, "a", "arrival", JobState.PRINTING, 1, 2, "desk printer", attempts=2
    )


def test_a_job_asked_for_in_a_transaction_that_fails_is_not_there(copy: Copy) -> None:
    def ask_and_stumble() -> None:
        with writing(copy):
            spool.ask(copy, "a", "arrival", 1)
            raise LookupError

    with pytest.raises(LookupError):
        ask_and_stumble()
    assert spool.jobs(copy) == ()


def test_another_connection_sees_that_a_job_is_taken_before_anything_is_printed(
    copy: Copy, tmp_path: Path
) -> None:
    spool.ask(copy, "a", "arrival", 1)
    taken(copy)

    other = open_copy(tmp_path / "checkin.db")
    assert spool.states(other) == ((JobState.PRINTING, 1),)
    other.close()


def test_what_was_printing_when_the_desk_died_is_unknown_and_not_printed_again(copy: Copy) -> None:
    spool.ask(copy, "a", "arrival", 1)
    spool.ask(copy, "b", "arrival", 1)
    taken(copy)

    assert spool.interrupted(copy, 9) == 1
    assert [job.state for job in spool.of(copy, "a")] == [JobState.UNKNOWN]
    assert taken(copy).registration == "b"


def test_a_printer_is_known_to_have_broken_off_until_a_badge_came_out_whole(copy: Copy) -> None:
    for name in "abc":
        spool.ask(copy, name, "arrival", 1)
    assert not queues.get(copy, "").broken

    spool.finish(copy, taken(copy), JobState.UNKNOWN, 3)
    assert queues.get(copy, "").broken
    assert not queues.get(copy, "another").broken

    spool.came_out(copy, 1, 4)
    spool.finish(copy, taken(copy), JobState.QUEUED, 4)
    assert queues.get(copy, "").broken, "somebody's word does not clear the printer"

    spool.finish(copy, taken(copy), JobState.SENT, 5)
    assert not queues.get(copy, "").broken


def test_a_badge_that_was_cut_off_leaves_its_printer_broken_off(copy: Copy) -> None:
    spool.ask(copy, "a", "arrival", 1)
    spool.ask(copy, "b", "arrival", 1, queue="second")
    taken(copy)
    spool.take(copy, 2, "the other", "second")

    assert spool.interrupted(copy, 3, "second") == 1
    assert queues.get(copy, "second").broken
    assert not queues.get(copy, "").broken
    assert [job.state for job in spool.of(copy, "a")] == [JobState.PRINTING]
    (cut,) = spool.of(copy, "b")
    assert (cut.state, cut.trouble) == (JobState.UNKNOWN, "interrupted")


def test_only_what_is_being_printed_can_be_finished(copy: Copy) -> None:
    job = spool.ask(copy, "a", "arrival", 1)

    asked = spool.get(copy, job)
    assert asked
    assert not spool.finish(copy, asked, JobState.PRINTED, 2)
    taken(copy)
    assert spool.finish(copy, asked, JobState.PRINTED, 3)
    assert not spool.finish(copy, asked, JobState.UNKNOWN, 4)
    assert spool.states(copy) == ((JobState.PRINTED, 1),)


@pytest.mark.parametrize("state", JobState)
def test_only_failed_and_unknown_jobs_are_queued_again(copy: Copy, state: JobState) -> None:
    job = spool.ask(copy, "a", "arrival", 1)
    copy.execute("update badge_job set state = :state", {"state": state.value})

    assert spool.retry(copy, job, 5) == (state in {JobState.FAILED, JobState.UNKNOWN})


@pytest.mark.parametrize("state", JobState)
def test_somebody_s_word_settles_what_the_printer_did_not_say(copy: Copy, state: JobState) -> None:
    job = spool.ask(copy, "a", "arrival", 1)
    copy.execute("update badge_job set state = :state", {"state": state.value})

    assert spool.came_out(copy, job, 5) == (state in {JobState.SENT, JobState.UNKNOWN})


@pytest.mark.parametrize("state", JobState)
def test_what_the_printer_has_or_had_cannot_be_cancelled(copy: Copy, state: JobState) -> None:
    job = spool.ask(copy, "a", "arrival", 1)
    copy.execute("update badge_job set state = :state", {"state": state.value})

    waits = state in {JobState.QUEUED, JobState.FAILED, JobState.UNKNOWN}
    assert spool.cancel(copy, job, 5) == waits


def test_an_annulled_arrival_takes_its_own_waiting_badge_along(copy: Copy) -> None:
    spool.ask(copy, "a", "arrival", 1, Mark("desk-1", 7))
    spool.ask(copy, "a", "reprint", 1)
    spool.ask(copy, "b", "arrival", 1, Mark("desk-2", 7))

    assert spool.cancel_for(copy, Mark("desk-1", 7), 2) == 1
    assert [job.state for job in spool.of(copy, "a")] == [JobState.CANCELLED, JobState.QUEUED]
    assert spool.waiting(copy) == 2


def test_the_newest_jobs_come_first_and_no_more_than_asked(copy: Copy) -> None:
    for name in "abc":
        spool.ask(copy, name, "arrival", 1)

    assert [job.registration for job in spool.jobs(copy, 2)] == ["c", "b"]


def test_who_stands_at_the_desk_goes_before_a_group_and_a_group_before_the_rest(
    copy: Copy,
) -> None:
    run = runs.begin(copy, "Lyon", 1)
    for name, rank in (("c", 3), ("b", 2), ("a", 1), ("d", 3), ("e", 2)):
        spool.ask(copy, name, "group", 1, rank=Rank(rank), run=run if rank == 2 else None)
    spool.hasten(copy, 4)

    assert [job.registration for job in spool.next_ones(copy, 9)] == ["d", "a", "b", "e", "c"]
    assert [taken(copy).registration for _ in range(5)] == ["d", "a", "b", "e", "c"]


def test_a_job_given_back_keeps_its_place(copy: Copy) -> None:
    spool.ask(copy, "a", "arrival", 1)
    spool.ask(copy, "b", "arrival", 1)
    spool.finish(copy, taken(copy), JobState.QUEUED, 3, "paper-out")

    assert [taken(copy).registration for _ in range(2)] == ["a", "b"]


def test_a_printer_takes_from_its_own_queue_alone(copy: Copy) -> None:
    spool.ask(copy, "a", "arrival", 1)
    spool.ask(copy, "b", "arrival", 1, queue="second")

    mine = spool.take(copy, 2, "the other", "second")
    assert mine
    assert mine.registration == "b"
    assert spool.take(copy, 2, "the other", "second") is None
    assert taken(copy).registration == "a"


def test_what_waits_moves_to_another_printer_and_what_prints_stays(copy: Copy) -> None:
    for name in "abc":
        spool.ask(copy, name, "arrival", 1)
    taken(copy)

    assert spool.move(copy, "", "second") == 2
    assert spool.take(copy, 3, "desk printer") is None
    moved = spool.take(copy, 3, "the other", "second")
    assert moved
    assert moved.registration == "b"
    assert dict(spool.states_of(copy, "")) == {JobState.PRINTING: 1}


def test_the_badges_of_a_printer_that_is_no_longer_there_go_to_the_usual_one(copy: Copy) -> None:
    spool.ask(copy, "a", "arrival", 1)
    spool.move(copy, "", "second")
    queues.load(copy, "second", 10)

    assert queues.close_others(copy, ("", "third")) == 1
    assert queues.get(copy, "second") == BadgeQueue("second")
    assert taken(copy).registration == "a"


def test_a_paused_printer_takes_nothing_until_it_goes_on(copy: Copy) -> None:
    spool.ask(copy, "a", "arrival", 1)
    queues.pause(copy, "", paused=True)
    assert spool.take(copy, 2, "desk printer") is None

    queues.pause(copy, "", paused=False)
    assert taken(copy).registration == "a"


def test_a_paused_run_lets_others_pass_and_who_is_hastened_leaves_it(copy: Copy) -> None:
    run = runs.begin(copy, "Lyon", 1)
    job = spool.ask(copy, "a", "group", 1, run=run)
    spool.ask(copy, "b", "group", 1, run=run)
    spool.ask(copy, "c", "arrival", 1)
    runs.pause(copy, run, paused=True)
    assert taken(copy).registration == "c"
    assert spool.take(copy, 2, "desk printer") is None

    spool.hasten(copy, job)
    assert taken(copy).registration == "a"
    runs.pause(copy, run, paused=False)
    assert taken(copy).registration == "b"


def test_a_run_tells_how_far_it_is_and_drops_what_is_left(copy: Copy) -> None:
    run = runs.begin(copy, "Lyon", 1)
    for name in "abcd":
        spool.ask(copy, name, "group", 1, run=run)
    spool.finish(copy, taken(copy), JobState.PRINTED, 2)
    taken(copy)
    (told,) = runs.unfinished(copy)
    assert (told.title, told.size, told.done, told.waiting) == ("Lyon", 4, 1, 3)

    assert runs.cancel(copy, run, 3) == 2
    left = runs.get(copy, run)
    assert left
    assert (left.size, left.done, left.waiting) == (2, 1, 1)


def test_labels_are_counted_down_for_each_badge_that_took_one(copy: Copy) -> None:
    for name in "abcd":
        spool.ask(copy, name, "arrival", 1)
    queues.load(copy, "", 2)
    spool.finish(copy, taken(copy), JobState.QUEUED, 2)
    assert queues.get(copy, "").labels == 2

    for state in (JobState.PRINTED, JobState.UNKNOWN, JobState.SENT):
        spool.finish(copy, taken(copy), state, 3)
    assert (queues.get(copy, "").labels, queues.get(copy, "").roll) == (0, 2)

    queues.load(copy, "", None)
    spool.finish(copy, taken(copy), JobState.PRINTED, 4)
    assert queues.get(copy, "").labels is None
