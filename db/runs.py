"""Badges asked for together: how far they are, and all of them paused, resumed or dropped."""

from db.connection import Copy
from db.records import BadgeRun, JobState


def begin(copy: Copy, title: str, now: int) -> int:
    """Open a run, inside the caller's transaction; its badges are asked for with its number."""
    cursor = copy.execute(
        "insert into badge_run (title, asked_at) values (:title, :now)",
        {"title": title, "now": now},
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def get(copy: Copy, run: int) -> BadgeRun | None:
    """Return one run."""
    row = copy.execute(
        "select id, title, asked_at, paused from badge_run where id = :run", {"run": run}
    ).fetchone()
    return _run(copy, row) if row else None


def unfinished(copy: Copy) -> tuple[BadgeRun, ...]:
    """Return the runs that still have badges to print, oldest first."""
    rows = copy.execute(
        """
        select id, title, asked_at, paused from badge_run
        where exists (
            select 1 from badge_job where run = badge_run.id and state in ('queued', 'printing')
        )
        order by id
        """
    )
    return tuple(_run(copy, row) for row in rows.fetchall())


def pause(copy: Copy, run: int, *, paused: bool) -> None:
    """Let the badges of a run wait while others pass, or go on."""
    copy.execute(
        "update badge_run set paused = :paused where id = :run", {"run": run, "paused": paused}
    )


def cancel(copy: Copy, run: int, now: int) -> int:
    """Drop what no printer has taken of a run; return how many."""
    return copy.execute(
        """
        update badge_job set state = 'cancelled', changed_at = :now
        where run = :run and state = 'queued'
        """,
        {"run": run, "now": now},
    ).rowcount


def _run(copy: Copy, row: tuple[int, str, int, int]) -> BadgeRun:
    id_, title, asked_at, paused = row
    states = copy.execute(
        "select state, count(*) from badge_job where run = :run group by state order by state",
        {"run": id_},
    )
    return BadgeRun(
        id_,
        title,
        asked_at,
        bool(paused),
        tuple((JobState(state), count) for state, count in states),
    )
