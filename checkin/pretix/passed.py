"""Pure: who passed at doors that are not ours, by what pretix lists against our journals."""

from collections.abc import Iterable, Mapping, Sequence

from db.entries import Entry
from db.events import CheckedIn, CheckInAnnulled
from db.positions import Passing
from db.records import Direction, Mark

Key = tuple[str, Direction, int]  # our list, the way, and when (ms): one passage of somebody


def door(passing: Passing) -> str:
    """Return what a door of pretix is called on our screens."""
    return f"pretix {passing.device}" if passing.device else "pretix"


def key_of(entry: Entry, event: CheckedIn) -> Key:
    """Return by what pretix' list knows a check-in of our journals."""
    return event.list_id, event.direction, event.at or entry.at


def news(
    entries: Iterable[Entry], passings: Sequence[Passing], lists: Mapping[int, str]
) -> tuple[tuple[Passing, ...], tuple[Entry, ...]]:
    """Return what somebody did elsewhere that is not written down yet, and what was undone there.

    `lists` has ours by the number of theirs; what is on no list of ours is nothing to us.
    """
    entries = tuple(entries)
    undone = {
        Mark(entry.event.origin, entry.event.number)
        for entry in entries
        if isinstance(entry.event, CheckInAnnulled)
    }
    ours = [(entry, entry.event) for entry in entries if isinstance(entry.event, CheckedIn)]
    written = {key_of(entry, event) for entry, event in ours}
    theirs = {
        (lists[one.list], one.direction, one.at): one for one in passings if one.list in lists
    }
    new = tuple(one for key, one in theirs.items() if key not in written)
    gone = tuple(
        entry
        for entry, event in ours
        if event.door and entry.mark not in undone and key_of(entry, event) not in theirs
    )
    return tuple(sorted(new, key=lambda one: one.at)), gone
