"""The numbers on the dashboard, from the projections."""

from collections.abc import Sequence

from db import arrivals, spool
from db.connection import Copy
from db.entries import Entry
from db.events import ScanRefused
from db.records import CheckInList, Refusal, Share, Tally

# Who may still come: the organisers count on them.
EXPECTED = "registration.status in ('confirmed', 'pending', 'unpaid') and not registration.missing"

SLOT = 5 * 60 * 1000  # ms of arrivals in one column of the plot


def tally(copy: Copy, lists: Sequence[CheckInList], list_id: str) -> Tally:
    """Return one picture of the numbers; categories and countries are those of `list_id`."""
    shares = tuple(share_of(copy, listing) for listing in lists)
    chosen = next((share for share in shares if share.key == list_id), Share(list_id, 0, 0))
    refused, refusals = _refusals(copy, 8)
    return Tally(
        list_id=list_id,
        expected=chosen.expected,
        present=chosen.present,
        lists=shares,
        categories=_shares(copy, BY_CATEGORY, list_id),
        countries=_shares(copy, BY_COUNTRY, list_id),
        rate=_rate(copy, list_id),
        arrivals=arrivals.latest(copy, list_id, 8),
        refusals=refusals,
        refused=refused,
        jobs=spool.states(copy),
    )


def share_of(copy: Copy, listing: CheckInList) -> Share:
    """Return how many are expected on a list, and how many are there."""
    (present,) = copy.execute(
        "select count(*) from presence where list = :list and here", {"list": listing.id}
    ).fetchone()
    return Share(listing.id, _expected(copy, listing), present)


def _expected(copy: Copy, listing: CheckInList) -> int:
    if listing.session is not None:
        question = f"""
            select category, count(*) from choice
            join registration on registration.id = choice.registration
            where choice.session = :session and {EXPECTED} and told <> ''
            group by category
        """  # noqa: S608 - the condition is ours
    else:
        question = f"""
            select category, count(*) from registration where {EXPECTED} and told <> ''
            group by category
        """  # noqa: S608 - the condition is ours
    return sum(
        count
        for category, count in copy.execute(question, {"session": listing.session})
        if listing.categories is None or category in listing.categories
    )


BY_CATEGORY = f"""
    select category, sum({EXPECTED}), sum(coalesce(here, 0))
    from registration
    left join presence on presence.registration = registration.id and presence.list = :list
    where told <> '' group by category order by 2 desc, 1
"""  # noqa: S608 - the condition is ours

BY_COUNTRY = BY_CATEGORY.replace("category", "country")


def _shares(copy: Copy, question: str, list_id: str) -> tuple[Share, ...]:
    return tuple(
        Share(key, expected, present)
        for key, expected, present in copy.execute(question, {"list": list_id})
        if expected or present
    )


def _rate(copy: Copy, list_id: str) -> tuple[tuple[int, int], ...]:
    rows = copy.execute(
        """
        select at / :slot * :slot, count(*) from presence
        where list = :list and entries > 0 group by 1 order by 1
        """,
        {"list": list_id, "slot": SLOT},
    )
    return tuple((start, count) for start, count in rows)


def _refusals(copy: Copy, limit: int) -> tuple[int, tuple[Refusal, ...]]:
    (count,) = copy.execute("select count(*) from entry where kind = 'ScanRefused'").fetchone()
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
    return count, tuple(
        Refusal(entry.at, desk, entry.event.outcome, (name or "").strip(), entry.event.read)
        for body, signature, desk, name in rows
        if isinstance((entry := Entry(body, signature)).event, ScanRefused)
    )
