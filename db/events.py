"""What can happen at a desk, in the past tense: one class a kind of journal entry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar

from db.records import Direction, Outcome, Registration, Status

Voucher = tuple[str, str]  # what the organisers signed, and their signature (hex)


@dataclass(frozen=True, slots=True)
class DeskOpened:
    """The first entry of every journal: whose it is, and the key that signs it (hex).

    `vouchers` are the organisers' word for this desk, and for others that this laptop knew.
    """

    desk: str
    public_key: str
    vouchers: tuple[Voucher, ...] = ()


@dataclass(frozen=True, slots=True)
class RegistrationsImported:
    """A block of an organiser's list; one import is as many blocks as it needs."""

    source: str
    registrations: tuple[Registration, ...]


@dataclass(frozen=True, slots=True)
class RegistrationsMissing:
    """People of an earlier list whom the newest one no longer names."""

    source: str
    registrations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WalkedIn:
    """Somebody who was on no list, entered at the desk."""

    registration: Registration


@dataclass(frozen=True, slots=True)
class RegistrationCorrected:
    """Fields of a registration put right at the desk; they outlive later imports."""

    registration: str
    changes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """Somebody passed onto a list or off it; `reason` is why staff admitted against a rule.

    `door` is where and `at` when (ms) it was, if it was at no desk of ours.
    """

    registration: str
    list_id: str
    direction: Direction = Direction.ENTRY
    code: str = ""
    reason: str = ""
    note_read: bool = False
    door: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class CheckInAnnulled:
    """Undoes the one check-in at (origin, number); `door` is where, if at no desk of ours."""

    registration: str
    origin: str
    number: int
    reason: str = ""
    door: str = ""


@dataclass(frozen=True, slots=True)
class ScanRefused:
    """Somebody, or some code, was turned away; `registration` is empty when nobody was found."""

    registration: str
    list_id: str
    outcome: Outcome
    read: str = ""


@dataclass(frozen=True, slots=True)
class TicketsGiven:
    """Ticket codes by registration; the newest given wins, over every list too."""

    tickets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TicketReplaced:
    """One person's new ticket code; the ones before it no longer open."""

    registration: str
    code: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TicketRevoked:
    """A code that opens nothing any more, for good; `registration` is empty when nobody had it."""

    registration: str
    code: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TicketKeyRotated:
    """A new secret that signs tickets from now on, by its fingerprint.

    `sealed` holds it once for each desk that shall have it, by the desk's public key; `keeps_older`
    says whether tickets that older secrets signed are still genuine.
    """

    fingerprint: str
    sealed: Mapping[str, str] = field(default_factory=dict)
    keeps_older: bool = False


@dataclass(frozen=True, slots=True)
class BadgeAsked:
    """A badge beside the one that an arrival brings: a reprint, with its reason."""

    registration: str
    reason: str


@dataclass(frozen=True, slots=True)
class BadgePrinted:
    """A badge left for a printer; `confirmed` when the printer said that it is out."""

    registration: str
    job: int
    printer: str
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class ConflictResolved:
    """Somebody saw to a person whom two desks let in, each unaware; `passages` are those meant.

    A passage is (origin, number); whatever arrives later is a conflict of its own.
    """

    registration: str
    list_id: str
    note: str
    passages: tuple[tuple[str, str], ...]


R = TypeVar("R")

Event = (
    DeskOpened
    | RegistrationsImported
    | RegistrationsMissing
    | WalkedIn
    | RegistrationCorrected
    | CheckedIn
    | CheckInAnnulled
    | ScanRefused
    | TicketsGiven
    | TicketReplaced
    | TicketRevoked
    | TicketKeyRotated
    | BadgeAsked
    | BadgePrinted
    | ConflictResolved
)

KINDS: Mapping[str, type[Event]] = {kind.__name__: kind for kind in Event.__args__}

REGISTRATION_FIELDS = tuple(item.name for item in fields(Registration))
values_of: Callable[[Registration], tuple[Any, ...]] = attrgetter(*REGISTRATION_FIELDS)

# Later versions of a kind get a new number here and a reader for the older payload.
VERSION = 1


def subject(event: Event) -> str:
    """Return the id of the one registration that the event is about, empty for none or many."""
    about = getattr(event, "registration", "")
    return about.id if isinstance(about, Registration) else str(about)


def payload_of(event: Event) -> dict[str, Any]:
    """Return the event as plain JSON values; fields at their default are left out."""
    return {
        item.name: _plain(value)
        for item in fields(event)
        if (value := getattr(event, item.name)) != item.default
    }


class Unreadable(ValueError):
    """A payload does not hold what its kind holds."""


def event_of(kind: str, payload: Mapping[str, Any]) -> Event | None:
    """Return the event of a journal entry; None for a kind that a newer desk invented."""
    known = KINDS.get(kind)
    return _record(known, payload) if known else None


def plain_registration(registration: Registration) -> dict[str, Any]:
    """Return a registration as JSON values without the fields that say nothing."""
    return {
        name: value
        for name, value in zip(REGISTRATION_FIELDS, values_of(registration), strict=True)
        if value and value is not Status.CONFIRMED
    }


def registration_of(plain: Mapping[str, Any]) -> Registration:
    """Return the registration that `plain_registration` wrote."""
    return _record(Registration, plain)


def _plain(value: Any) -> Any:
    if isinstance(value, Registration):
        return plain_registration(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return dict(value) if isinstance(value, Mapping) else value


def _record(kind: type[R], plain: object) -> R:
    """Return the record whose fields these are; values of a newer version are passed over."""
    readers = READERS_OF[kind]
    try:
        return kind(
            **{
                name: readers[name](value)
                for name, value in _checked(dict, plain).items()
                if name in readers
            }
        )
    except TypeError as error:  # a field that has no default is not there
        raise Unreadable(kind.__name__) from error


def _checked(kind: type[R], value: object) -> R:
    if type(value) is not kind:
        raise Unreadable(f"{value!r:.80} is no {kind.__name__}")
    return value


def _text(value: object) -> str:
    return _checked(str, value)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(_text(item) for item in _checked(list, value))


def _text_pairs(value: object) -> tuple[tuple[str, str], ...]:
    pairs = tuple(_texts(item) for item in _checked(list, value))
    return tuple((heading, text) for heading, text in pairs)


def _text_by_name(value: object) -> Mapping[str, str]:
    return {name: _text(text) for name, text in _checked(dict, value).items()}


def _registrations(value: object) -> tuple[Registration, ...]:
    return tuple(_record(Registration, item) for item in _checked(list, value))


READERS: Mapping[object, Callable[[Any], object]] = {
    str: _text,
    int: lambda value: _checked(int, value),
    bool: lambda value: _checked(bool, value),
    Direction: Direction,
    Outcome: Outcome,
    Status: Status,
    Registration: registration_of,
    tuple[str, ...]: _texts,
    tuple[tuple[str, str], ...]: _text_pairs,
    tuple[Registration, ...]: _registrations,
    Mapping[str, str]: _text_by_name,
}
READERS_OF: Mapping[type, Mapping[str, Callable[[Any], object]]] = {
    kind: {item.name: READERS[item.type] for item in fields(kind)}
    for kind in (Registration, *KINDS.values())
}
