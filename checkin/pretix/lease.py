"""Pure: which of the desks that are joined talks to pretix.

Of the living ones that can, it is the one whose name comes first: each desk finds the same from
what it hears of the others, and when that one falls silent the next one takes over.
"""

from collections.abc import Iterable

from checkin.replication import Seen

SILENT = 17_000  # ms without a word, three beats and a little, until a desk counts as gone


def holder(ours: str, *, able: bool, others: Iterable[Seen], now: int) -> str:
    """Return the name of the desk that talks to pretix; empty when none can."""
    living = [
        seen.health.desk
        for seen in others
        if seen.health.pretix and now - seen.heard_at <= SILENT and seen.health.desk != ours
    ]
    return min([*living, *([ours] if able else [])], default="")
