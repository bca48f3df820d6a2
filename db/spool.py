"""Badges on their way to the hand: asked for, taken by a printer, printed, failed or unknown.

    queued ──take──▶ printing ──▶ printed   the printer says that it is out
      ▲                 │    ├──▶ sent      it left whole, and this printer says nothing
      │                 │    ├──▶ failed    it can never be printed as it stands
      ├──given back─────┘    └──▶ unknown   it broke off, or the desk died meanwhile
      ├──retry────────────────── failed, unknown         only somebody's word does this
      └──drop──▶ cancelled ◀──── failed, unknown         and this
                 printed   ◀──── unknown (came out), sent

A job goes to a printer once. `take` is committed before a byte leaves, so whoever dies while
printing leaves a job that is `printing`; at the next start that becomes `unknown` and asks. While
the printer itself is in trouble its jobs stay queued, in their order. A job belongs to the desk
whose copy holds it, and only the queue that it stands in may take it, so however many printers
there are, no two of them have it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from db import queues
from db.connection import Copy, writing
from db.records import BadgeJob, JobState, Mark, Rank

WENT = frozenset({JobState.SENT, JobState.PRINTED, JobState.UNKNOWN})

INTERRUPTED = "interrupted"  # the trouble of a job that was printing when the desk died


def ask(
    copy: Copy,
    registration: str,
    why: str,
    now: int,
    mark: Mark | None = None,
    *,
    rank: Rank = Rank.AT_THE_DESK,
    run: int | None = None,
    queue: str = "",
) -> int:
    """Queue a badge, inside the caller's transaction; `mark` is the check-in that it comes with."""
    cursor = copy.execute(
        """
        insert into badge_job
            (registration, why, state, asked_at, changed_at, origin, number, rank, run, queue)
        values
            (:registration, :why, 'queued', :now, :now, :origin, :number, :rank, :run, :queue)
        """,
        {
            "registration": registration,
            "why": why,
            "now": now,
            "origin": mark.origin if mark else None,
            "number": mark.number if mark else None,
            "rank": rank,
            "run": run,
            "queue": queue,
        },
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def take(copy: Copy, now: int, printer: str, queue: str = "") -> BadgeJob | None:
    """Give the first job of a queue to its printer; on disk when this returns."""
    with writing(copy):
        row = copy.execute(
            """
            update badge_job
            set state = 'printing', printer = :printer, attempts = attempts + 1,
                changed_at = :now, trouble = ''
            where id = (
                select id from badge_job indexed by badge_job_next
                where state = 'queued' and queue = :queue
                    and not exists (select 1 from badge_queue where name = :queue and paused)
                    and not exists (select 1 from badge_run where id = badge_job.run and paused)
                order by rank, id limit 1
            )
            returning id, registration, why, state, asked_at, changed_at, printer, attempts,
                trouble, queue, rank, run
            """,
            {"now": now, "printer": printer, "queue": queue},
        ).fetchone()
    return _job(row) if row else None


def finish(copy: Copy, job: BadgeJob, state: JobState, now: int, trouble: str = "") -> bool:
    """Say how the printing of a job ended, inside the caller's transaction.

    `queued` gives it back untouched. False when the job was not being printed.
    """
    ended = copy.execute(
        """
        update badge_job set state = :state, changed_at = :now, trouble = :trouble
        where id = :job and state = 'printing'
        """,
        {"job": job.id, "state": state.value, "now": now, "trouble": trouble},
    ).rowcount
    if ended and state in WENT:
        queues.used(copy, job.queue, whole=state is not JobState.UNKNOWN)
    return bool(ended)


def interrupted(copy: Copy, now: int, queue: str | None = None) -> int:
    """Before anything prints: nobody knows how far the badges came that were being printed.

    Return how many there are, of all queues or of one; inside the caller's transaction.
    """
    rows = copy.execute(
        """
        update badge_job set state = 'unknown', changed_at = :now, trouble = :why
        where state = 'printing' and (:queue is null or queue = :queue)
        returning queue
        """,
        {"now": now, "why": INTERRUPTED, "queue": queue},
    ).fetchall()
    for (name,) in rows:
        queues.used(copy, name, whole=False)
    return len(rows)


def retry(copy: Copy, job: int, now: int) -> bool:
    """Queue a failed or unknown job again because the operator says so."""
    return _turned(copy, job, JobState.QUEUED, now, (JobState.FAILED, JobState.UNKNOWN))


def came_out(copy: Copy, job: int, now: int) -> bool:
    """Take in that somebody has the badge in hand of which nobody knew."""
    return _turned(copy, job, JobState.PRINTED, now, (JobState.UNKNOWN, JobState.SENT))


def cancel(copy: Copy, job: int, now: int) -> bool:
    """Drop a job that no longer matters; one that is with the printer, or came out, stays."""
    droppable = (JobState.QUEUED, JobState.FAILED, JobState.UNKNOWN)
    return _turned(copy, job, JobState.CANCELLED, now, droppable)


def hasten(copy: Copy, job: int, rank: Rank = Rank.NEXT) -> bool:
    """Let a queued job go before those of a later rank; it waits for no run any more."""
    return bool(
        copy.execute(
            """
            update badge_job set rank = min(rank, :rank), run = null
            where id = :job and state = 'queued'
            """,
            {"job": job, "rank": rank},
        ).rowcount
    )


def move(copy: Copy, source: str, target: str) -> int:
    """Let another printer print all that is queued for one; return how many."""
    queues.open_queue(copy, target)
    return copy.execute(
        "update badge_job set queue = :target where queue = :source and state = 'queued'",
        {"source": source, "target": target},
    ).rowcount


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
        select id, registration, why, state, asked_at, changed_at, printer, attempts, trouble,
            queue, rank, run
        from badge_job order by id desc limit :limit
        """,
        {"limit": limit},
    )
    return tuple(_job(row) for row in rows)


def next_ones(copy: Copy, limit: int) -> tuple[BadgeJob, ...]:
    """Return the jobs still to print, in the order in which they will be."""
    rows = copy.execute(
        """
        select id, registration, why, state, asked_at, changed_at, printer, attempts, trouble,
            queue, rank, run
        from badge_job where state in ('printing', 'queued')
        order by state = 'queued', rank, id limit :limit
        """,
        {"limit": limit},
    )
    return tuple(_job(row) for row in rows)


def coming(copy: Copy, queue: str) -> BadgeJob | None:
    """Return the job that a printer will most likely take next."""
    row = copy.execute(
        """
        select id, registration, why, state, asked_at, changed_at, printer, attempts, trouble,
            queue, rank, run
        from badge_job where state = 'queued' and queue = :queue order by rank, id limit 1
        """,
        {"queue": queue},
    ).fetchone()
    return _job(row) if row else None


def doubtful(copy: Copy, limit: int) -> tuple[BadgeJob, ...]:
    """Return the jobs that failed, or may have, newest first."""
    rows = copy.execute(
        """
        select id, registration, why, state, asked_at, changed_at, printer, attempts, trouble,
            queue, rank, run
        from badge_job where state in ('failed', 'unknown') order by id desc limit :limit
        """,
        {"limit": limit},
    )
    return tuple(_job(row) for row in rows)


def over(copy: Copy, limit: int) -> tuple[BadgeJob, ...]:
    """Return the jobs that nobody waits for any more, the last one first."""
    rows = copy.execute(
        """
        select id, registration, why, state, asked_at, changed_at, printer, attempts, trouble,
            queue, rank, run
        from badge_job where state in ('sent', 'printed', 'cancelled')
        order by id desc limit :limit
        """,
        {"limit": limit},
    )
    return tuple(_job(row) for row in rows)


def get(copy: Copy, job: int) -> BadgeJob | None:
    """Return one job."""
    row = copy.execute(
        """
        select id, registration, why, state, asked_at, changed_at, printer, attempts, trouble,
            queue, rank, run
        from badge_job where id = :job
        """,
        {"job": job},
    ).fetchone()
    return _job(row) if row else None


def of(copy: Copy, registration: str) -> tuple[BadgeJob, ...]:
    """Return the jobs of one registration, oldest first."""
    rows = copy.execute(
        """
        select id, registration, why, state, asked_at, changed_at, printer, attempts, trouble,
            queue, rank, run
        from badge_job where registration = :registration order by id
        """,
        {"registration": registration},
    )
    return tuple(_job(row) for row in rows)


def printed_anywhere(copy: Copy, registration: str) -> bool:
    """Say whether the journal of any desk tells of a badge for somebody."""
    row = copy.execute(
        """
        select exists (
            select 1 from entry where registration = :registration and kind = 'BadgePrinted'
        )
        """,
        {"registration": registration},
    ).fetchone()
    return bool(row[0])


def with_badge(copy: Copy) -> frozenset[str]:
    """Return who has a badge, or one that is on its way or asks."""
    rows = copy.execute(
        """
        select registration from entry where kind = 'BadgePrinted'
        union
        select registration from badge_job where state not in ('failed', 'cancelled')
        """
    )
    return frozenset(row[0] for row in rows)


def states(copy: Copy) -> tuple[tuple[JobState, int], ...]:
    """Return how many jobs are in each state that has any."""
    rows = copy.execute("select state, count(*) from badge_job group by state order by state")
    return tuple((JobState(state), count) for state, count in rows)


def states_of(copy: Copy, queue: str) -> tuple[tuple[JobState, int], ...]:
    """Return the same for one queue."""
    rows = copy.execute(
        """
        select state, count(*) from badge_job where queue = :queue group by state order by state
        """,
        {"queue": queue},
    )
    return tuple((JobState(state), count) for state, count in rows)


def reprints(copy: Copy) -> int:
    """Return how many badges were asked for once more."""
    row = copy.execute("select count(*) from badge_job where why = 'reprint'").fetchone()
    return int(row[0])


def waiting(copy: Copy) -> int:
    """Return how many jobs are queued."""
    row = copy.execute("select count(*) from badge_job where state = 'queued'").fetchone()
    return int(row[0])


def _turned(copy: Copy, job: int, state: JobState, now: int, before: Iterable[JobState]) -> bool:
    known = get(copy, job)
    if known is None or known.state not in before:
        return False
    copy.execute(
        """
        update badge_job set state = :state, changed_at = :now, trouble = ''
        where id = :job
        """,
        {"job": job, "state": state.value, "now": now},
    )
    return True


def _job(row: Sequence[Any]) -> BadgeJob:
    values = list(row)
    values[STATE], values[RANK] = JobState(values[STATE]), Rank(values[RANK])
    return BadgeJob(*values)


STATE, RANK = 3, 10  # columns
