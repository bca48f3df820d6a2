"""What of the journals pretix was told: the journals are the queue, here stands what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from db.connection import Copy
from db.entries import Entry
from db.records import Mark


class UploadState(StrEnum):
    """How far one entry came on its way up."""

    DONE = "done"  # pretix has it
    OURS = "ours"  # nothing that pretix keeps
    LATER = "later"  # pretix broke down over it: tried again after the others
    REFUSED = "refused"  # somebody must settle it
    LEFT = "left"  # somebody decided to leave it so


@dataclass(frozen=True, slots=True)
class Upload:
    """One entry that was tried; `said` is why it was refused, `at` when (ms)."""

    entry: Entry
    state: UploadState
    said: str
    at: int


def waiting(copy: Copy, now: int, limit: int) -> tuple[Entry, ...]:
    """Return what pretix was not told yet, the oldest first; what it broke down over comes last."""
    rows = copy.execute(
        """
        select body, signature from entry
        left join pretix_upload using (origin, number)
        where kind in ('CheckedIn', 'CheckInAnnulled', 'ScanRefused', 'BadgePrinted')
            and (state is null or (state = 'later' and pretix_upload.at <= :now))
        order by state is not null, clock, origin, number limit :limit
        """,
        {"now": now, "limit": limit},
    )
    return tuple(Entry(*row) for row in rows.fetchall())


def count(copy: Copy) -> dict[UploadState | None, int]:
    """Count the entries by what came of them; None are those not yet tried."""
    rows = copy.execute(
        """
        select state, count(*) from entry
        left join pretix_upload using (origin, number)
        where kind in ('CheckedIn', 'CheckInAnnulled', 'ScanRefused', 'BadgePrinted')
        group by state
        """
    )
    return {UploadState(state) if state else None: number for state, number in rows.fetchall()}


def keep(
    copy: Copy, mark: Mark, state: UploadState, at: int, said: str = "", tries: int = 0
) -> None:
    """Remember what came of an entry; for one that is to be tried later, `at` is when."""
    copy.execute(
        """
        insert or replace into pretix_upload (origin, number, state, at, said, tries)
        values (:origin, :number, :state, :at, :said, :tries)
        """,
        {
            "origin": mark.origin,
            "number": mark.number,
            "state": state.value,
            "at": at,
            "said": said,
            "tries": tries,
        },
    )


def tries(copy: Copy, mark: Mark) -> int:
    """Return how often pretix broke down over an entry."""
    row = copy.execute(
        "select tries from pretix_upload where origin = :origin and number = :number",
        {"origin": mark.origin, "number": mark.number},
    ).fetchone()
    return int(row[0]) if row else 0


def refused(copy: Copy) -> Iterator[Upload]:
    """Yield what somebody must settle, the oldest first."""
    rows = copy.execute(
        """
        select body, signature, state, said, pretix_upload.at from pretix_upload
        join entry using (origin, number) where state = 'refused' order by clock
        """
    )
    for body, signature, state, said, at in rows.fetchall():
        yield Upload(Entry(body, signature), UploadState(state), said, at)


def settle(copy: Copy, mark: Mark, now: int, *, again: bool) -> bool:
    """Send a refused entry again, or leave it so; False when it was not refused any more."""
    settled = copy.execute(
        """
        update pretix_upload set state = :state, at = :now, tries = tries + 1
        where origin = :origin and number = :number and state = 'refused'
        """,
        {
            "origin": mark.origin,
            "number": mark.number,
            "now": now,
            "state": (UploadState.LATER if again else UploadState.LEFT).value,
        },
    )
    return bool(settled.rowcount)
