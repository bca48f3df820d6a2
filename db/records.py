"""What the desk talks about: frozen records, without a thought of where they are kept."""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


class Status(StrEnum):
    """Where a registration stands with the organisers."""

    CONFIRMED = "confirmed"
    PENDING = "pending"
    UNPAID = "unpaid"
    CANCELLED = "cancelled"
    WAITING = "waiting"
    BLOCKED = "blocked"


class Direction(StrEnum):
    """Which way somebody goes through a door."""

    ENTRY = "entry"
    EXIT = "exit"


class Outcome(StrEnum):
    """What the desk says to a scanned code or a chosen line."""

    WELCOME = "welcome"
    ALREADY_HERE = "already-here"
    UNPAID = "unpaid"
    PENDING = "pending"
    CANCELLED = "cancelled"
    WAITING = "waiting"
    BLOCKED = "blocked"
    NOT_ON_LIST = "not-on-list"
    LIST_CLOSED = "list-closed"
    LIST_FULL = "list-full"
    NOTE = "note"
    UNKNOWN_GENUINE = "unknown-genuine"
    FORGED = "forged"
    OTHER_EVENT = "other-event"
    REVOKED = "revoked"
    REPLACED = "replaced"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"


class Match(StrEnum):
    """How close what was typed came to what was found."""

    EXACT = "exact"
    PREFIX = "prefix"
    FUZZY = "fuzzy"


class JobState(StrEnum):
    """How far a badge has come on its way to the hand."""

    QUEUED = "queued"
    PRINTING = "printing"
    SENT = "sent"
    PRINTED = "printed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Registration:
    """One person's entry; text that the list did not give is empty."""

    id: str
    given_name: str = ""
    family_name: str = ""
    code: str = ""
    organisation: str = ""
    function: str = ""
    category: str = ""
    country: str = ""
    email: str = ""
    phone: str = ""
    order: str = ""
    language: str = ""
    sessions: tuple[str, ...] = ()
    status: Status = Status.CONFIRMED
    note: str = ""
    companions: str = ""
    source: str = ""
    missing: bool = False
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """Given name, then family name, as one says them."""
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class CheckInList:
    """What people are entered on; `None` for `categories` and `session` means everybody.

    `hours` are pairs of milliseconds since the epoch; none at all means always open.
    """

    id: str
    title: str
    categories: frozenset[str] | None = None
    session: str | None = None
    many_entries: bool = False
    exits: bool = False
    capacity: int | None = None
    hours: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """The place of one entry in all journals: its desk's database, and its number there."""

    origin: str
    number: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One entry or exit that still stands; `at` in milliseconds since the epoch."""

    clock: int
    mark: Mark
    direction: Direction
    at: int
    desk: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Presence:
    """Where one registration stands on one check-in list, folded from its journal entries."""

    registration: str
    list_id: str
    here: bool
    entries: int
    first: Passage
    last: Passage
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Arrival:
    """One standing entry with the name of who came, newest first on the screen."""

    registration: str
    name: str
    organisation: str
    list_id: str
    at: int
    desk: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Found:
    """A registration that a search came up with, best first."""

    registration: Registration
    match: Match
    presence: Presence | None
    words: tuple[str, ...] = ()  # what was typed, folded: to show the letters that fit


class Rank(IntEnum):
    """Which badge goes first: the smaller rank, then whoever asked first."""

    NEXT = 0
    AT_THE_DESK = 1
    GROUP = 2
    IN_ADVANCE = 3


@dataclass(frozen=True, slots=True)
class BadgeJob:
    """One badge to be printed; times in milliseconds since the epoch.

    `queue` is the one printer that may print it, empty for the desk's usual one; `run` is what it
    was asked for with. A job about no registration is a test of the printer.
    """

    id: int
    registration: str
    why: str
    state: JobState
    asked_at: int
    changed_at: int
    printer: str = ""
    attempts: int = 0
    trouble: str = ""
    queue: str = ""
    rank: Rank = Rank.AT_THE_DESK
    run: int | None = None


@dataclass(frozen=True, slots=True)
class BadgeQueue:
    """How the spool knows one printer; `labels` left on its roll are None when nobody counts.

    `broken` says that its last badge broke off: what is left of it must be cleared away first.
    """

    name: str
    paused: bool = False
    broken: bool = False
    labels: int | None = None
    roll: int | None = None


@dataclass(frozen=True, slots=True)
class BadgeRun:
    """Badges asked for together, and how many of them are in which state."""

    id: int
    title: str
    asked_at: int
    paused: bool
    states: tuple[tuple[JobState, int], ...] = ()

    @property
    def size(self) -> int:
        """All that were not dropped."""
        return sum(count for state, count in self.states if state is not JobState.CANCELLED)

    @property
    def done(self) -> int:
        """Those that a printer had whole."""
        whole = (JobState.SENT, JobState.PRINTED)
        return sum(count for state, count in self.states if state in whole)

    @property
    def waiting(self) -> int:
        """Those still to print."""
        under_way = (JobState.QUEUED, JobState.PRINTING)
        return sum(count for state, count in self.states if state in under_way)


@dataclass(frozen=True, slots=True)
class Person:
    """Everything that the card shows of somebody."""

    registration: Registration
    presences: tuple[Presence, ...] = ()
    jobs: tuple[BadgeJob, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a delegation: how they stand on a list, and their newest badge."""

    registration: Registration
    presence: Presence | None = None
    job: BadgeJob | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Who was found, best first, and everything that the card shows of the first.

    `is_code` says that the text is a ticket's, to be answered like a scan.
    """

    found: tuple[Found, ...] = ()
    first: Person | None = None
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The desk's answer to one attempt, already on disk when it is handed out.

    `at` and `desk` say when and where: of this arrival when welcome, of the standing one when
    already here. `candidates` are the registrations to choose from when ambiguous. `badge_ready`
    says that the arrival needs no badge because one was printed before. `unproven` is a ticket
    that is unknown only because this desk lacks the newest secret.
    """

    outcome: Outcome
    list_id: str
    registration: Registration | None = None
    at: int | None = None
    desk: str = ""
    badge_job: int | None = None
    mark: Mark | None = None
    badge_ready: bool = False
    read: str = ""
    candidates: tuple[Registration, ...] = ()
    unproven: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """Expected and present of one part of the people; `key` is an id or a word of the list."""

    key: str
    expected: int
    present: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """One attempt that was turned away."""

    at: int
    desk: str
    outcome: Outcome
    name: str
    read: str


@dataclass(frozen=True, slots=True)
class Guessing:
    """So many codes that opened nothing, read at one desk within a minute; `at` of the last."""

    desk: str
    count: int
    at: int


@dataclass(frozen=True, slots=True)
class Tally:
    """One frozen picture of the numbers; `rate` pairs a slot's start (ms) with its arrivals."""

    list_id: str
    expected: int
    present: int
    lists: tuple[Share, ...] = ()
    categories: tuple[Share, ...] = ()
    countries: tuple[Share, ...] = ()
    rate: tuple[tuple[int, int], ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    refused: int = 0
    guessing: tuple[Guessing, ...] = ()
    jobs: tuple[tuple[JobState, int], ...] = field(default=())
    conflicts: int = 0
