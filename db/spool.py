"""Badges on their way to the hand: asked for, taken by a printer, printed, failed or unknown.

A job goes to a printer once. `take` is committed before a byte leaves, so whoever dies while
printing leaves a job that is `printing`; at the next start that becomes `unknown`, and only the
operator's word queues it again. While the printer itself is in trouble its jobs stay queued. A job
fails when it can never be printed as it stands; it does not hold up those behind it.
"""

from collections.abc import Sequence
from typing import Any

from db.connection import Copy, writing
from db.records import BadgeJob, JobState, Mark


def ask(copy: Copy, registration: str, why: str, now: int, mark: Mark | None = None) -> int:
    """Queue a badge, inside the caller's transaction; `mark` is the check-in that it comes with."""
    cursor = copy.execute(
        """
        insert into badge_job (registration, why, state, asked_at, changed_at, origin, number)
        values (:registration, :why, 'queued', :now, :now, :origin, :number)
        """,
        {
            "registration": registration,
            "why": why,
            "now": now,
            "origin": mark.origin if mark else None,
            "number": mark.number if mark else None,
        },
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def take(copy: Copy, now: int, printer: str) -> BadgeJob | None:
    """Give the oldest queued job to a printer; on disk when this returns."""
    with writing(copy):
        row = copy.execute(
            """
            update badge_job
            set state = 'printing', printer = :printer, attempts = attempts + 1,
                changed_at = :now, trouble = ''
            where id = (select min(id) from badge_job where state = 'queued')
            returning id, registration, why, state, asked_at, changed_at, printer, attempts, trouble
            """,
            {"now": now, "printer": printer},
        ).fetchone()
    return _job(row) if row else None


def finish(copy: Copy, job: int, state: JobState, now: int, trouble: str = "") -> bool:
    """Say how the printing of a job ended, inside the caller's transaction.

    `queued` gives it back untouched. False when the job was not being printed.
    """
    cursor = copy.execute(
        """
        update badge_job set state = :state, changed_at = :now, trouble = :trouble
        where id = :job and state = 'printing'
        """,
        {"job": job, "state": state.value, "now": now, "trouble": trouble},
    )
    return bool(cursor.rowcount)


def interrupted(copy: Copy, now: int) -> int:
    """At start-up: nobody knows how far the jobs came that were being printed; return how many."""
    cursor = copy.execute(
        "update badge_job set state = 'unknown', changed_at = :now where state = 'printing'",
        {"now": now},
    )
    return cursor.rowcount


def broke_off(copy: Copy, printer: str) -> bool:
    """Say whether the last badge of a printer was never known to be whole."""
    row = copy.execute(
        """
        select state = 'unknown' from badge_job
        where printer = :printer and state in ('unknown', 'sent', 'printed')
        order by changed_at desc, id desc limit 1
        """,
        {"printer": printer},
    ).fetchone()
    return bool(row and row[0])


def retry(copy: Copy, job: int, now: int) -> bool:
    """Queue a failed or unknown job again because the operator says so."""
    cursor = copy.execute(
        """
        update badge_job set state = 'queued', changed_at = :now, trouble = ''
        where id = :job and state in ('failed', 'unknown')
        """,
        {"job": job, "now": now},
    )
    return bool(cursor.rowcount)


def cancel(copy: Copy, job: int, now: int) -> bool:
    """Drop a job that no longer matters; one that is with the printer, or came out, stays."""
    cursor = copy.execute(
        """
        update badge_job set state = 'cancelled', changed_at = :now
        where id = :job and state in ('queued', 'failed', 'unknown')
        """,
        {"job": job, "now": now},
    )
    return bool(cursor.rowcount)


def cancel_for(copy: Copy, mark: Mark, now: int) -> int:
    """Drop what an annulled check-in had asked for and no printer has taken; return how many."""
    cursor = copy.execute(
        """
        update badge_job set state = 'cancelled', changed_at = :now
        where origin = :origin and number = :number and state = 'queued'
        """,
        {"origin": mark.origin, "number": mark.number, "now": now},
    )
    return cursor.rowcount


def jobs(copy: Copy, limit: int = 50) -> tuple[BadgeJob, ...]:
    """Return the newest jobs, newest first."""
    rows = copy.execute(
        """
        select id, registration, why, state, asked_at, changed_at, printer, attempts, trouble
        from badge_job order by id desc limit :limit
        """,
        {"limit": limit},
    )
    return tuple(_job(row) for row in rows)


def doubtful(copy: Copy, limit: int) -> tuple[BadgeJob, ...]:
    """Return the jobs that failed, or may have, newest first."""
    rows = copy.execute(
        """
        select id, registration, why, state, asked_at, changed_at, printer, attempts, trouble
        from badge_job where state in ('failed', 'unknown') order by id desc limit :limit
        """,
        {"limit": limit},
    )
    return tuple(_job(row) for row in rows)


def of(copy: Copy, registration: str) -> tuple[BadgeJob, ...]:
    """Return the jobs of one registration, oldest first."""
    rows = copy.execute(
        """
        select id, registration, why, state, asked_at, changed_at, printer, attempts, trouble
        from badge_job where registration = :registration order by id
        """,
        {"registration": registration},
    )
    return tuple(_job(row) for row in rows)


def states(copy: Copy) -> tuple[tuple[JobState, int], ...]:
    """Return how many jobs are in each state that has any."""
    rows = copy.execute("select state, count(*) from badge_job group by state order by state")
    return tuple((JobState(state), count) for state, count in rows)


def waiting(copy: Copy) -> int:
    """Return how many jobs are queued."""
    row = copy.execute("select count(*) from badge_job where state = 'queued'").fetchone()
    return int(row[0])


def _job(row: Sequence[Any]) -> BadgeJob:
    id_, registration, why, state, *rest = row
    return BadgeJob(id_, registration, why, JobState(state), *rest)
