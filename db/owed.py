"""Badges for people who came on a genuine ticket before their registration was here.

Each is owed by the laptop that let the person in; it is queued in the very transaction in which
the registration arrives, however it arrives.
"""

from db import arrivals, spool
from db.connection import Copy
from db.records import JobState, Mark

# A badge in one of these states is in somebody's hand, or may be: another one must be asked for.
ON_ITS_WAY = frozenset(
    {JobState.QUEUED, JobState.PRINTING, JobState.SENT, JobState.PRINTED, JobState.UNKNOWN}
)


def owe(copy: Copy, subject: str, mark: Mark, at: int) -> None:
    """Remember that whoever holds a ticket gets a badge; inside the caller's transaction."""
    copy.execute(
        """
        insert or replace into badge_owed (subject, origin, number, at)
        values (:subject, :origin, :number, :at)
        """,
        {"subject": subject, "origin": mark.origin, "number": mark.number, "at": at},
    )


def cancel(copy: Copy, mark: Mark) -> None:
    """Owe nothing for a check-in that was annulled."""
    copy.execute(
        "delete from badge_owed where origin = :origin and number = :number",
        {"origin": mark.origin, "number": mark.number},
    )


def settle(copy: Copy, subject: str, registration: str) -> int | None:
    """Queue what is owed to a ticket, now that its registration is here; return the job if any."""
    row = copy.execute(
        "delete from badge_owed where subject = :subject returning origin, number, at",
        {"subject": subject},
    ).fetchone()
    if row is None:
        return None
    origin, number, at = row
    mark = Mark(origin, number)
    if arrivals.standing_at(copy, mark) is None:  # undone meanwhile, at whatever desk
        return None
    if any(job.state in ON_ITS_WAY for job in spool.of(copy, registration)):
        return None
    return spool.ask(copy, registration, "arrival", at, mark)
