"""Pure: the journal entries of one registration, in any order, -> where they stand on each list."""

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from db.entries import Entry
from db.events import CheckedIn, CheckInAnnulled
from db.records import Direction, Mark, Passage, Presence


def presences(
    registration: str, entries: Iterable[Entry], desks: dict[str, str]
) -> tuple[Presence, ...]:
    """Fold entries into one presence a list that the person ever entered and was not undone on.

    `desks` names the desk of each origin. Repeated entries and their order change nothing.
    """
    distinct = {entry.mark: entry for entry in entries}
    standing = sorted(
        _standing(distinct, desks), key=lambda item: (item[0], item[1].clock, item[1].mark)
    )
    return tuple(
        _presence(registration, list_id, tuple(passage for _, passage in passages))
        for list_id, passages in groupby(standing, key=lambda item: item[0])
    )


def passages(entries: Iterable[Entry], desks: dict[str, str], list_id: str) -> tuple[Passage, ...]:
    """Return each passage onto one list or off it that was not undone, in order.

    Without a list, those of every list.
    """
    distinct = {entry.mark: entry for entry in entries}
    found = (passage for one, passage in _standing(distinct, desks) if list_id in (one, ""))
    return tuple(sorted(found, key=lambda passage: (passage.clock, passage.mark)))


def _standing(entries: dict[Mark, Entry], desks: dict[str, str]) -> Iterator[tuple[str, Passage]]:
    annulled = {
        Mark(entry.event.origin, entry.event.number)
        for entry in entries.values()
        if isinstance(entry.event, CheckInAnnulled)
    }
    for mark, entry in entries.items():
        event = entry.event
        if isinstance(event, CheckedIn) and mark not in annulled:
            desk = event.door or desks.get(mark.origin, mark.origin)
            at = event.at or entry.at
            yield (
                event.list_id,
                Passage(entry.clock, mark, event.direction, at, desk, event.reason),
            )


def _presence(registration: str, list_id: str, passages: tuple[Passage, ...]) -> Presence:
    entries = [one for one in passages if one.direction is Direction.ENTRY]
    first = entries[0] if entries else passages[0]
    return Presence(
        registration=registration,
        list_id=list_id,
        here=passages[-1].direction is Direction.ENTRY,
        entries=len(entries),
        first=first,
        last=passages[-1],
        conflict=_conflict(passages),
    )


def _conflict(passages: tuple[Passage, ...]) -> bool:
    """Say whether two desks let the person in, one after the other, neither knowing of it.

    An entry that staff gave a reason for was a decision, and so is one after an exit.
    """
    return any(
        before.direction is after.direction is Direction.ENTRY
        and (before.mark.origin, before.desk) != (after.mark.origin, after.desk)
        and not after.reason
        for before, after in pairwise(passages)
    )
