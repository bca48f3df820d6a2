"""Pure: the decision table of outcomes, in the order in which the checks are made."""

from dataclasses import dataclass
from enum import StrEnum

from db.records import CheckInList, Direction, Outcome, Presence, Registration, Status


class Ticket(StrEnum):
    """What a code that was read is worth on its own, before anybody is looked up by it."""

    KNOWN = "known"
    REVOKED = "revoked"
    REPLACED = "replaced"
    GENUINE = "genuine"
    FORGED = "forged"
    OTHER_EVENT = "other-event"
    STRANGE = "strange"


@dataclass(frozen=True, slots=True)
class Attempt:
    """Everything that decides one attempt to pass; `now` in milliseconds since the epoch.

    `presence` is where the person stands on this list, `inside` how many stand on it now.
    `reason` is why staff admit against a rule. `told` is what the registration system itself says
    of the person at this list; our rules give way to it.
    """

    listing: CheckInList
    now: int
    ticket: Ticket = Ticket.KNOWN
    candidates: int = 1
    registration: Registration | None = None
    presence: Presence | None = None
    inside: int = 0
    direction: Direction = Direction.ENTRY
    note_read: bool = False
    reason: str = ""
    told: Outcome | None = None


WORTHLESS = {
    Ticket.FORGED: Outcome.FORGED,
    Ticket.OTHER_EVENT: Outcome.OTHER_EVENT,
    Ticket.REVOKED: Outcome.REVOKED,
    Ticket.REPLACED: Outcome.REPLACED,
}

REFUSED_STATUS = {
    Status.CANCELLED: Outcome.CANCELLED,
    Status.WAITING: Outcome.WAITING,
    Status.PENDING: Outcome.PENDING,
    Status.UNPAID: Outcome.UNPAID,
}

# What no reason of the staff can turn into a welcome.
FINAL = frozenset(
    {
        Outcome.FORGED,
        Outcome.OTHER_EVENT,
        Outcome.REVOKED,
        Outcome.REPLACED,
        Outcome.BLOCKED,
        Outcome.UNKNOWN,
        Outcome.AMBIGUOUS,
    }
)

# What is said without anybody being turned away: the volunteer has something to do first.
UNFINISHED = frozenset({Outcome.NOTE, Outcome.AMBIGUOUS})

ADMITTED = frozenset({Outcome.WELCOME, Outcome.UNKNOWN_GENUINE})


def decide(attempt: Attempt) -> Outcome:  # noqa: PLR0911 - one line of the table each
    """Return the outcome of the first line of the table that holds."""
    who = attempt.registration
    if attempt.ticket in WORTHLESS:  # a code that opens nothing, whoever holds it
        return WORTHLESS[attempt.ticket]
    if attempt.candidates > 1:  # several people share what was read
        return Outcome.AMBIGUOUS
    if who is None:  # a genuine ticket is admitted under its number, anything else is unknown
        return _without_registration(attempt)
    if who.status is Status.BLOCKED:  # the organisers' word is final
        return Outcome.BLOCKED
    refused = _by_rule(attempt, who) if attempt.told is None else _as_told(attempt.told)
    if refused is not None and not attempt.reason:
        return refused
    if who.note and not attempt.note_read and attempt.direction is Direction.ENTRY:
        return Outcome.NOTE  # read before the door opens
    return Outcome.WELCOME


def expected_on(listing: CheckInList, who: Registration) -> bool:
    """Say whether the list is meant for this person: for all, a category, or a session's people."""
    if listing.categories is not None and who.category not in listing.categories:
        return False
    return listing.session is None or listing.session in who.sessions


def _without_registration(attempt: Attempt) -> Outcome:
    if attempt.ticket is not Ticket.GENUINE:  # it may be known where it was sold
        return _as_told(attempt.told or Outcome.UNKNOWN) or Outcome.UNKNOWN
    already = _already_here(attempt)
    return Outcome.ALREADY_HERE if already and not attempt.reason else Outcome.UNKNOWN_GENUINE


def _by_rule(attempt: Attempt, who: Registration) -> Outcome | None:  # noqa: PLR0911 - as decide
    if who.status in REFUSED_STATUS:  # cancelled, waiting, pending, unpaid
        return REFUSED_STATUS[who.status]
    if not expected_on(attempt.listing, who):  # expected elsewhere
        return Outcome.NOT_ON_LIST
    if attempt.direction is Direction.EXIT:  # hours, capacity and repetition stop nobody leaving
        return None
    if _already_here(attempt):  # an entry stands, and one is allowed
        return Outcome.ALREADY_HERE
    if not is_open(attempt.listing, attempt.now):  # before the doors open or after they close
        return Outcome.LIST_CLOSED
    if attempt.listing.capacity is not None and attempt.inside >= attempt.listing.capacity:
        return Outcome.LIST_FULL  # every place is taken
    return None


def _as_told(told: Outcome) -> Outcome | None:
    return None if told is Outcome.WELCOME else told


def _already_here(attempt: Attempt) -> bool:
    """On a list with exits, being inside counts; elsewhere, ever having entered does."""
    stands = attempt.presence
    if stands is None or attempt.listing.many_entries or attempt.direction is Direction.EXIT:
        return False
    return stands.here if attempt.listing.exits else stands.entries > 0


def is_open(listing: CheckInList, now: int) -> bool:
    """Say whether people may be entered at that time; a list without hours is always open."""
    return not listing.hours or any(opens <= now < closes for opens, closes in listing.hours)
