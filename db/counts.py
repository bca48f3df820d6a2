"""The numbers on the dashboard, from the projections."""

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence

from db import arrivals, conflicts, spool
from db.connection import Copy
from db.entries import Entry
from db.events import ScanRefused
from db.records import CheckInList, Guessing, Outcome, Refusal, Share, Tally

SLOT = 5 * 60 * 1000  # ms of arrivals in one column of the plot

MINUTE = 60 * 1000  # ms
MANY = 8  # codes that open nothing, read at one desk within a minute: no queue brings so many
LOOKED_AT = 400  # newest refusals among which guessing is looked for

# What somebody hears who tries codes.
OPENED_NOTHING = frozenset(
    {
        Outcome.UNKNOWN,
        Outcome.FORGED,
        Outcome.OTHER_EVENT,
        Outcome.REVOKED,
        Outcome.REPLACED,
    }
)

Pair = tuple[str, str]  # category, country
CATEGORY, COUNTRY = 0, 1


def tally(copy: Copy, lists: Sequence[CheckInList], list_id: str) -> Tally:
    """Return one picture of the numbers; categories and countries are those of `list_id`."""
    shares = tuple(share_of(copy, listing) for listing in lists)
    chosen = next(listing for listing in lists if listing.id == list_id)
    share = next(share for share in shares if share.key == list_id)
    expected, present = _expected(copy, chosen), _present(copy, list_id)
    newest = _refusals(copy, LOOKED_AT)
    return Tally(
        list_id=list_id,
        expected=share.expected,
        present=share.present,
        lists=shares,
        categories=_shares(CATEGORY, expected, present),
        countries=_shares(COUNTRY, expected, present),
        rate=rate_of(copy, list_id),
        arrivals=arrivals.latest(copy, list_id, 8),
        refusals=newest[:8],
        refused=_refused(copy),
        guessing=guessing(newest),
        jobs=spool.states(copy),
        conflicts=conflicts.unresolved(copy),
    )


def share_of(copy: Copy, listing: CheckInList) -> Share:
    """Return how many are expected on a list, and how many are there."""
    expected = sum(_expected(copy, listing).values())
    return Share(listing.id, expected, arrivals.inside(copy, listing.id))


def guessing(refusals: Sequence[Refusal]) -> tuple[Guessing, ...]:
    """Return the newest minute of each desk in which too many codes opened nothing."""
    by_desk: dict[str, list[int]] = {}
    for one in refusals:
        if one.outcome in OPENED_NOTHING and one.read:
            by_desk.setdefault(one.desk, []).append(one.at)
    found = (_guessing_at(desk, sorted(times)) for desk, times in by_desk.items())
    return tuple(sorted((one for one in found if one), key=lambda one: -one.at))


def _guessing_at(desk: str, times: Sequence[int]) -> Guessing | None:
    for last in range(len(times) - 1, MANY - 2, -1):
        if times[last - MANY + 1] > times[last] - MINUTE:
            first = bisect_right(times, times[last] - MINUTE)
            return Guessing(desk, last + 1 - first, times[last])
    return None


def _expected(copy: Copy, listing: CheckInList) -> Mapping[Pair, int]:
    """Return how many of each category and country the list is meant for."""
    categories = None if listing.categories is None else json.dumps(sorted(listing.categories))
    rows = copy.execute(
        """
        select category, country, people from headcount
        where session = :session  -- '' is the event
            and (:categories is null or category in (select value from json_each(:categories)))
        """,
        {"session": listing.session or "", "categories": categories},
    )
    return {(category, country): people for category, country, people in rows}


def _present(copy: Copy, list_id: str) -> Mapping[Pair, int]:
    """Return how many of each category and country stand on the list."""
    rows = copy.execute(
        """
        select category, country, count(*)
        from presence join registration on registration.id = presence.registration
        where list = :list and here group by category, country
        """,
        {"list": list_id},
    )
    return {(category, country): count for category, country, count in rows}


def _shares(
    part: int, expected: Mapping[Pair, int], present: Mapping[Pair, int]
) -> tuple[Share, ...]:
    """Sum up by one part of the pairs, the largest first."""
    due, here = Counter[str](), Counter[str]()
    for pair, count in expected.items():
        due[pair[part]] += count
    for pair, count in present.items():
        here[pair[part]] += count
    shares = [Share(key, due[key], here[key]) for key in {*due, *here}]
    return tuple(sorted(shares, key=lambda share: (-share.expected, share.key)))


def rate_of(copy: Copy, list_id: str) -> tuple[tuple[int, int], ...]:
    """Return how many came onto a list in each slot, by the slot's start (ms)."""
    rows = copy.execute(
        """
        select at / :slot * :slot, count(*) from presence
        where list = :list and entries > 0 group by 1 order by 1
        """,
        {"list": list_id, "slot": SLOT},
    )
    return tuple((start, count) for start, count in rows)


def _refused(copy: Copy) -> int:
    (count,) = copy.execute("select count(*) from entry where kind = 'ScanRefused'").fetchone()
    return int(count)


def refused_by(copy: Copy) -> tuple[tuple[Outcome, int], ...]:
    """Count the attempts that were turned away by what was said, the most frequent first."""
    rows = copy.execute(
        """
        select json_extract(body, '$.d.outcome') as outcome, count(*) from entry
        where kind = 'ScanRefused' group by outcome order by 2 desc, 1
        """
    )
    known = {outcome.value: outcome for outcome in Outcome}
    return tuple((known[word], count) for word, count in rows.fetchall() if word in known)


def _refusals(copy: Copy, limit: int) -> tuple[Refusal, ...]:
    rows = copy.execute(
        """
        select entry.body, entry.signature, desk.name, given_name || ' ' || family_name
        from entry
        join desk on desk.origin = entry.origin
        left join registration on registration.id = entry.registration
        where kind = 'ScanRefused' order by entry.clock desc limit :limit
        """,
        {"limit": limit},
    )
    return tuple(
        Refusal(entry.at, desk, entry.event.outcome, (name or "").strip(), entry.event.read)
        for body, signature, desk, name in rows
        if isinstance((entry := Entry(body, signature)).event, ScanRefused)
    )
