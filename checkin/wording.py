"""The words, symbols and tones in which the desk says what it knows."""

from datetime import date, datetime, tzinfo
from typing import NamedTuple

from checkin.language import _, current, marked
from db.folding import fold
from db.records import JobState, Outcome, Registration, Status


class Saying(NamedTuple):
    """How an outcome is told: never by colour alone."""

    symbol: str
    tone: str
    word: str
    advice: str


OUTCOMES = {
    Outcome.WELCOME: Saying("✓", "good", marked("Welcome"), ""),
    Outcome.UNKNOWN_GENUINE: Saying(
        "✓",
        "good",
        marked("Genuine ticket"),
        marked("Let in: the registration is still to come."),
    ),
    Outcome.ALREADY_HERE: Saying(
        "↺", "known", marked("Already here"), marked("F4 another badge, F9 let in again.")
    ),
    Outcome.UNPAID: Saying(
        "€", "stop", marked("Not paid"), marked("Send to the payment desk, or F9 with a reason.")
    ),
    Outcome.PENDING: Saying(
        "…", "stop", marked("Not confirmed yet"), marked("Ask the organisers, or F9 with a reason.")
    ),
    Outcome.CANCELLED: Saying(
        "✗", "stop", marked("Cancelled"), marked("Ask the organisers, or F9 with a reason.")
    ),
    Outcome.WAITING: Saying(
        "…",
        "stop",
        marked("On the waiting list"),
        marked("Ask the organisers, or F9 with a reason."),
    ),
    Outcome.BLOCKED: Saying("■", "stop", marked("Blocked"), marked("Call the organisers.")),
    Outcome.NOT_ON_LIST: Saying(
        "⇄", "stop", marked("Not on this list"), marked("Show the way, or F9 with a reason.")
    ),
    Outcome.LIST_CLOSED: Saying(
        "◷", "stop", marked("List not open"), marked("F7 another list, or F9 with a reason.")
    ),
    Outcome.LIST_FULL: Saying("▣", "stop", marked("Full"), marked("F9 with a reason.")),
    Outcome.NOTE: Saying("!", "read", marked("To be read first"), ""),
    Outcome.FORGED: Saying("≠", "stop", marked("Forged ticket"), marked("Call the organisers.")),
    Outcome.OTHER_EVENT: Saying(
        "≠", "stop", marked("Ticket of another event"), marked("Look for the person by name.")
    ),
    Outcome.REVOKED: Saying(
        "≠",
        "stop",
        marked("Revoked ticket"),
        marked("It opens nothing any more: call the organisers."),
    ),
    Outcome.REPLACED: Saying(
        "≠",
        "stop",
        marked("Replaced ticket"),
        marked("A newer one was sent: ask for it, or look for the person by name."),
    ),
    Outcome.UNKNOWN: Saying(
        "?", "strange", marked("Unknown"), marked("Look for the name, or F2 to register here.")
    ),
    Outcome.AMBIGUOUS: Saying(
        "?", "strange", marked("Several people"), marked("Choose who it is, then Enter.")
    ),
}

STATUSES = {
    Status.CONFIRMED: marked("confirmed"),
    Status.PENDING: marked("not confirmed"),
    Status.UNPAID: marked("not paid"),
    Status.CANCELLED: marked("cancelled"),
    Status.WAITING: marked("waiting list"),
    Status.BLOCKED: marked("blocked"),
}

JOB_STATES = {
    JobState.QUEUED: marked("queued"),
    JobState.PRINTING: marked("printing"),
    JobState.SENT: marked("sent"),
    JobState.PRINTED: marked("printed"),
    JobState.FAILED: marked("failed"),
    JobState.UNKNOWN: marked("did it come out?"),
    JobState.CANCELLED: marked("dropped"),
}

JOB_SYMBOLS = {
    JobState.QUEUED: "·",
    JobState.PRINTING: "»",
    JobState.SENT: "✓",
    JobState.PRINTED: "✓",
    JobState.FAILED: "✗",
    JobState.UNKNOWN: "?",
    JobState.CANCELLED: "–",
}


def hour(at: int, zone: tzinfo) -> str:
    """Return the time of day of `at` (ms): 8h41 in French, 8:41 in English."""
    local = datetime.fromtimestamp(at / 1000, zone)
    return f"{local.hour}{'h' if current() == 'fr' else ':'}{local.minute:02}"


def milliseconds(time: datetime) -> int:
    """Return a time as milliseconds since the epoch."""
    return int(time.timestamp() * 1000)


WEEKDAYS = (
    marked("Mon"),
    marked("Tue"),
    marked("Wed"),
    marked("Thu"),
    marked("Fri"),
    marked("Sat"),
    marked("Sun"),
)


def weekday(day: date) -> str:
    """Return the short name of a day."""
    return _(WEEKDAYS[day.weekday()])


def number(count: int) -> str:
    """Return a count with its thousands apart."""
    return f"{count:,}".replace(",", " " if current() == "fr" else ",")


def called(who: Registration) -> str:
    """Return a name as it stands on a badge: the family name in capitals."""
    return f"{who.given_name} {who.family_name.upper()}".strip()


def is_namesake(one: Registration, other: Registration) -> bool:
    """Say whether two people are called alike, accents and capitals aside."""
    return fold(one.name) == fold(other.name)


def described(who: Registration) -> str:
    """Return what tells homonyms apart: organisation and function."""
    return " · ".join(part for part in (who.organisation, who.function) if part)


def status_word(status: Status) -> str:
    """Return the word for a status in the language spoken."""
    return _(STATUSES[status])
