"""Pure: what an entry of a journal means as something that pretix is told."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from checkin.pretix.answers import REASONS, UNKNOWN_REASON
from checkin.pretix.catalogue import Question
from checkin.pretix.plain import written
from db.entries import Entry
from db.events import BadgePrinted, CheckedIn, CheckInAnnulled, ScanRefused
from db.positions import Place
from db.records import Direction

SOURCE = "checkin"
TICKET = "ticket:"
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Whereto:
    """An event of pretix: its organizer, its name there, and its list for each of ours.

    `questions` has what it asks at the desk by its words, once that was read.
    """

    organizer: str
    event: str
    lists: Mapping[str, int]
    questions: Mapping[str, Question] = field(default_factory=dict)

    @property
    def at_event(self) -> str:
        """The path of everything that belongs to the event."""
        return f"organizers/{self.organizer}/events/{self.event}/"

    def answers(self, said: Mapping[str, str]) -> dict[str, str]:
        """Return what somebody answered, as it goes with a check-in."""
        asked = ((self.questions.get(one), text) for one, text in said.items())
        return {str(one.id): one.meant(text) for one, text in asked if one}

    @property
    def redeem(self) -> str:
        """The path of check-ins."""
        return f"organizers/{self.organizer}/checkinrpc/redeem/"

    @property
    def annul(self) -> str:
        """The path of annulments."""
        return f"organizers/{self.organizer}/checkinrpc/annul/"


@dataclass(frozen=True, slots=True)
class Saying:
    """What is sent where."""

    path: str
    body: Mapping[str, Any]


def nonce(origin: str, at: int, subject: str, list_id: str, direction: Direction) -> str:
    """Return the name under which pretix knows a passage, from what was known before it was made.

    Whoever sends it, and however often, it is the same.
    """
    whole = "\n".join((origin, str(at), subject, list_id, direction.value))
    return hashlib.sha256(whole.encode()).hexdigest()[:32]


def nonce_of(entry: Entry) -> str:
    """Return the nonce of a check-in or a refusal in a journal; of one attempt it is the same."""
    event = entry.event
    assert isinstance(event, CheckedIn | ScanRefused)
    way = event.direction if isinstance(event, CheckedIn) else Direction.ENTRY
    return nonce(entry.mark.origin, entry.at, event.registration, event.list_id, way)


def redeeming(
    to: Whereto,
    list_id: str,
    secret: str,
    direction: Direction,
    nonce: str,
    at: int,
    *,
    force: bool,
    said: Mapping[str, str] = NOTHING,
) -> Saying:
    """Return a check-in with what was `said` to questions at the desk, as the desk words them.

    With `force` pretix keeps it whatever it thinks of it.
    """
    body = {
        "lists": [to.lists[list_id]],
        "secret": secret,
        "type": direction.value,
        "nonce": nonce,
        "datetime": written(at),
        "force": force,
        "ignore_unpaid": force,
        "questions_supported": False,
        "answers": to.answers(said),
    }
    return Saying(to.redeem, body)


def saying(
    to: Whereto,
    entry: Entry,
    place: Place | None,
    undone: Entry | None,
    said: Mapping[str, str] = NOTHING,
) -> Saying | None:
    """Return what pretix is told of an entry; None for what it does not keep.

    `place` is by what pretix knows whom the entry is about, `undone` the check-in it annuls,
    `said` what they answered at desks.
    """
    match entry.event:
        case CheckedIn(door="") as event if event.list_id in to.lists:
            return _checked_in(to, entry, event, place, said)
        case ScanRefused() as event if event.list_id in to.lists:
            return _refused(to, entry, event, place)
        case CheckInAnnulled(reason=reason, door="") if undone is not None:
            return _annulled(to, entry, undone, place, reason)
        case BadgePrinted(printer=printer) if place is not None:
            body = {
                "source": SOURCE,
                "type": "badge",
                "datetime": written(entry.at),
                "info": {"printer": printer, "desk": entry.mark.origin},
            }
            return Saying(f"{to.at_event}orderpositions/{place.number}/printlog/", body)
        case _:
            return None


def _checked_in(
    to: Whereto, entry: Entry, event: CheckedIn, place: Place | None, said: Mapping[str, str]
) -> Saying | None:
    secret = place.secret if place else event.code if event.registration.startswith(TICKET) else ""
    if not secret:  # somebody whom only our desks know
        return None
    return redeeming(
        *(to, event.list_id, secret, event.direction, nonce_of(entry), entry.at),
        force=True,
        said=said,
    )


def _refused(to: Whereto, entry: Entry, event: ScanRefused, place: Place | None) -> Saying | None:
    code = event.read or (place.secret if place else "")
    if not code:
        return None
    body: dict[str, Any] = {
        "raw_barcode": code,
        "error_reason": REASONS.get(event.outcome, UNKNOWN_REASON),
        "error_explanation": event.outcome.value,
        "type": Direction.ENTRY.value,
        "datetime": written(entry.at),
        "nonce": nonce_of(entry),
    }
    if place is not None:
        body["position"] = place.number
    number = to.lists[event.list_id]
    return Saying(f"{to.at_event}checkinlists/{number}/failed_checkins/", body)


def _annulled(
    to: Whereto, entry: Entry, undone: Entry, place: Place | None, reason: str
) -> Saying | None:
    """What pretix was not told, it need not undo; of what happened at its own doors it says so."""
    event = undone.event
    if not isinstance(event, CheckedIn) or event.list_id not in to.lists:
        return None
    if not event.door and _checked_in(to, undone, event, place, NOTHING) is None:
        return None
    body = {
        "lists": [to.lists[event.list_id]],
        "nonce": nonce_of(undone),
        "datetime": written(entry.at),
        "error_explanation": reason,
    }
    return Saying(to.annul, body)
