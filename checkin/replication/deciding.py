"""Pure: what to do about a stream, and what to make of the other desks."""

from collections.abc import Iterable
from enum import Enum, auto

from checkin.replication.health import Health, Seen
from checkin.replication.link import StreamState
from db.peers import Stream

AWAY = 15_000  # ms without a word
SKEW = 30_000  # ms by which clocks may differ before somebody must set one
RESEND = 15.0  # seconds after which what was not read back is sent again
WINDOW = 1000  # entries under way at most
BLOCK = 500  # entries sent together, and messages read together
MANY = 1000  # entries from which on all-or-nothing blocks are quicker


class Step(Enum):
    """How to go on with a stream."""

    RESUME = auto()  # behind the last message that was read
    START_OVER = auto()  # its history is another one: read all, and send what it lacks


def step(known: Stream, state: StreamState, digest_at_cursor: str | None) -> Step:
    """Decide how to go on; `digest_at_cursor` is of the message that now stands at the cursor."""
    if known.cursor == 0:
        return Step.RESUME
    if state.last < known.cursor:
        return Step.START_OVER  # an older store was put back
    if digest_at_cursor != known.digest:
        return Step.START_OVER  # put back, and written on by others
    return Step.RESUME


def is_next(cursor: int, sequences: Iterable[int]) -> bool:
    """Say whether these messages go on from the cursor without a hole."""
    return all(number == cursor + place for place, number in enumerate(sequences, 1))


def is_away(seen: Seen, now: int) -> bool:
    """Say whether a desk has been silent for too long."""
    return now - seen.heard_at > AWAY


def skew(seen: Seen) -> int:
    """Return by how many ms a desk's clock is ahead of ours, 0 while that does not matter."""
    ahead = seen.health.at - seen.heard_at
    return ahead if abs(ahead) > SKEW else 0


def differs(ours: Health, other: Health) -> bool:
    """Say whether a desk that has read the same journals knows other people than this one."""
    return (
        ours.journals == other.journals
        and not (ours.behind or other.behind)
        and (ours.people != other.people or (ours.roster != other.roster and _known(ours, other)))
    )


def _known(ours: Health, other: Health) -> bool:
    return bool(ours.roster and other.roster)


def lacking(ours: Health, other: Health) -> dict[str, int]:
    """Return how many entries of each journal another desk has that are not here."""
    return {
        origin: top - ours.tops.get(origin, 0)
        for origin, top in other.tops.items()
        if top > ours.tops.get(origin, 0)
    }
