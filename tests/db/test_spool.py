"""Badge jobs: given out once, in order, and never lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import spool
from db.connection import Copy, open_copy, writing
from db.records import BadgeJob, JobState, Mark


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
    spool.finish(copy, taken(copy).id, JobState.UNKNOWN, 3, "stopped")
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


def test_a_printer_whose_last_badge_is_unknown_is_known_to_have_broken_off(copy: Copy) -> None:
    spool.ask(copy, "a", "arrival", 1)
    spool.ask(copy, "b", "arrival", 1)
    assert not spool.broke_off(copy, "desk printer")

    spool.finish(copy, taken(copy).id, JobState.UNKNOWN, 3)
    assert spool.broke_off(copy, "desk printer")
    assert not spool.broke_off(copy, "another")

    spool.finish(copy, taken(copy).id, JobState.SENT, 4)
    assert not spool.broke_off(copy, "desk printer")


def test_only_what_is_being_printed_can_be_finished(copy: Copy) -> None:
    job = spool.ask(copy, "a", "arrival", 1)

    assert not spool.finish(copy, job, JobState.PRINTED, 2)
    taken(copy)
    assert spool.finish(copy, job, JobState.PRINTED, 3)
    assert not spool.finish(copy, job, JobState.UNKNOWN, 4)
    assert spool.states(copy) == ((JobState.PRINTED, 1),)


@pytest.mark.parametrize("state", JobState)
def test_only_failed_and_unknown_jobs_are_queued_again(copy: Copy, state: JobState) -> None:
    job = spool.ask(copy, "a", "arrival", 1)
    copy.execute("update badge_job set state = :state", {"state": state.value})

    assert spool.retry(copy, job, 5) == (state in {JobState.FAILED, JobState.UNKNOWN})


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
