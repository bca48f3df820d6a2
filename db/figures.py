"""The numbers that may be told to whom no person is shown: by list, by time, by desk."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from db import counts
from db.connection import Copy
from db.counts import SLOT
from db.records import CheckInList, Share

LATELY = 3  # slots that make up the pace

Rate = tuple[tuple[int, int], ...]  # the start of each slot (ms) with its arrivals, in order


@dataclass(frozen=True, slots=True)
class Figures:
    """One frozen picture: `rates` by list, `desks` with their arrivals in the last slots."""

    at: int
    lists: tuple[Share, ...] = ()
    rates: Mapping[str, Rate] = field(default_factory=dict)
    desks: tuple[tuple[str, int], ...] = ()


def figures(copy: Copy, lists: Sequence[CheckInList], now: int) -> Figures:
    """Return the numbers of all lists, and none of whom they count."""
    return Figures(
        at=now,
        lists=tuple(counts.share_of(copy, one) for one in lists),
        rates={one.id: rate for one in lists if (rate := counts.rate_of(copy, one.id))},
        desks=_by_desk(copy, lists, _since(now)),
    )


def lately(rate: Rate, now: int) -> int:
    """Return how many came in the last slots, the one that runs among them."""
    return sum(came for start, came in rate if _since(now) <= start <= now)


def forecast(share: Share, rate: Rate, now: int) -> int | None:
    """Return when (ms) all are here, if they go on coming as in the last slots.

    None while nobody comes, and when nobody is missing.
    """
    came, missing = lately(rate, now), share.expected - share.present
    if came <= 0 or missing <= 0:
        return None
    return now + missing * max(1, now - _since(now)) // came


def _since(now: int) -> int:
    return (now // SLOT - LATELY + 1) * SLOT


def _by_desk(copy: Copy, lists: Sequence[CheckInList], since: int) -> tuple[tuple[str, int], ...]:
    desks = Counter[str]()
    for listing in lists:
        rows = copy.execute(
            """
            select json_extract(first, '$.desk'), count(*) from presence
            where list = :list and entries > 0 and at >= :since group by 1
            """,
            {"list": listing.id, "since": since},
        )
        desks.update(dict(rows.fetchall()))
    return tuple(sorted(desks.items()))
