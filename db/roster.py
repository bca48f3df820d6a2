"""Pure: what lists, walk-ins and corrections say of one person, in any order -> their registration.

The newest list wins over older ones; a field corrected at a desk wins over every list; a person is
missing while the newest word of the organisers is that they no longer name them. Merging is
commutative and idempotent, so no desk needs another's order of events.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from db.records import CheckInList, Registration, Status

CORRECTABLE = ("given_name", "family_name", "organisation", "function", "category", "country",
               "email", "status", "note")  # fmt: skip

ANSWER = "answer to "  # before a question, names the correction of what is answered to it

# Who may still come: the organisers count on them.
COUNTED_ON = frozenset({Status.CONFIRMED, Status.PENDING, Status.UNPAID})


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one person, with the stamp (`db.clock.stamp`) of whoever said it last."""

    listed: Registration
    told: str = ""
    missing: str = ""
    corrections: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def is_missing(self) -> bool:
        return self.missing > self.told


@dataclass(frozen=True, slots=True)
class Word:
    """What was said of one person; `code` is the ticket code that it names, empty for none."""

    about: str
    taken_in: Callable[[Standing], Standing]
    code: str = ""


def told(standing: Standing, listed: Registration, stamp: str) -> Standing:
    """Take in what a list or a walk-in form says; whether anybody is missing is not its to say."""
    if stamp <= standing.told:
        return standing
    said = replace(listed, missing=False) if listed.missing else listed
    return Standing(said, stamp, standing.missing, standing.corrections)


def listing(listed: Registration, stamp: str) -> Word:
    """Return the word of a list or a walk-in form."""
    return Word(listed.id, partial(told, listed=listed, stamp=stamp), listed.code)


def missed(standing: Standing, stamp: str) -> Standing:
    """Take in that a newer list no longer names this person."""
    return replace(standing, missing=max(stamp, standing.missing))


def corrected(standing: Standing, changes: Mapping[str, str], stamp: str) -> Standing:
    """Take in corrections; `changes` gives new text by field, newest stamp wins field by field."""
    merged = dict(standing.corrections)
    for name, text in changes.items():
        if is_correction(name, text) and stamp > merged.get(name, ("", ""))[1]:
            merged[name] = (text, stamp)
    return replace(standing, corrections=merged)


def given(standing: Standing, code: str, stamp: str) -> Standing:
    """Take in the ticket code that this person was given; it outlives later lists."""
    if stamp <= standing.corrections.get("code", ("", ""))[1]:
        return standing
    return replace(standing, corrections={**standing.corrections, "code": (code, stamp)})


def ticket(about: str, code: str, stamp: str) -> Word:
    """Return the word of whoever gives a ticket code."""
    return Word(about, partial(given, code=code, stamp=stamp), code)


def is_correction(name: str, text: str) -> bool:
    """Say whether a desk can put this text into the field of that name, or answer it."""
    return name.startswith(ANSWER) or (
        name in CORRECTABLE and (name != "status" or text in tuple(Status))
    )


def registration(standing: Standing) -> Registration:
    """Return the registration as the desk shows it."""
    changes: dict[str, str | Status] = {
        name: Status(text) if name == "status" else text
        for name, (text, _) in standing.corrections.items()
        if not name.startswith(ANSWER)
    }
    if not standing.corrections and not standing.is_missing:
        return standing.listed
    said = answered(standing)
    kept = (pair for pair in standing.listed.extra if pair[0] not in said)
    extra = (*kept, *said.items())
    return replace(standing.listed, missing=standing.is_missing, extra=extra, **changes)  # type: ignore[arg-type] # names come from CORRECTABLE, or are the code


def answered(standing: Standing) -> dict[str, str]:
    """Return what was answered at desks, by question."""
    return {
        name.removeprefix(ANSWER): text
        for name, (text, _) in standing.corrections.items()
        if name.startswith(ANSWER)
    }


def is_expected(who: Registration, listing: CheckInList) -> bool:
    """Say whether the organisers count on this person for a list."""
    belongs = listing.categories is None or who.category in listing.categories
    return belongs and (listing.session or "") in places(who)


def places(who: Registration) -> frozenset[str]:
    """Return where the organisers count on this person: the sessions, and '' for the event."""
    counted_on = who.status in COUNTED_ON and not who.missing
    return frozenset({"", *who.sessions}) if counted_on else frozenset()
