"""Ask pretix itself before somebody is let in: its word counts, if it comes in time."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace

from checkin.desk import Desk, Rule
from checkin.pretix.answers import INCOMPLETE, answer
from checkin.pretix.link import Link
from checkin.pretix.upward import Saying, Whereto, nonce, redeeming
from checkin.recognition import Recognised, vouched_for
from checkin.typed import readable, tidy, well_formed
from db import arrivals, journal, positions, registrations, roster, uploads
from db.admission import FINAL, UNFINISHED, Attempt, Ticket, decide
from db.events import RegistrationCorrected
from db.records import Mark, Outcome, Registration, Verdict
from db.uploads import UploadState

# What our journals know better than pretix, or what no word of it changes.
OURS = FINAL | UNFINISHED | {Outcome.ALREADY_HERE, Outcome.LIST_FULL}
PAUSE = 10.0  # seconds in which nobody waits for a pretix that did not answer in time


@dataclass(frozen=True, slots=True)
class Inquiry:
    """An attempt that pretix is asked about; `at` (ms) is when it was made, whoever decides.

    `registration` is empty for a code that nobody here has.
    """

    registration: str
    list_id: str
    at: int
    saying: Saying
    undoing: Saying
    read: str = ""


def inquiry(desk: Desk, read: str, rule: Rule, list_id: str, to: Whereto) -> Inquiry | None:
    """Return what pretix is asked about whoever has a code; None where the desk knows enough."""
    said = desk.recognise(well_formed(read))
    if said.ticket is Ticket.STRANGE:
        return _of_a_stranger(desk, read, said, rule, list_id, to)
    asked = about(desk, said.holders[0].id, rule, list_id, to) if len(said.holders) == 1 else None
    return replace(asked, read=read) if asked else None


def _of_a_stranger(
    desk: Desk, read: str, said: Recognised, rule: Rule, list_id: str, to: Whereto
) -> Inquiry | None:
    """If pretix admits the code, whoever has it comes as on a genuine ticket: their order will."""
    if list_id not in to.lists:
        return None
    subject = vouched_for(said, Outcome.WELCOME).subject
    asked = _inquiry(desk, subject, readable(read), rule, list_id, to, at=_now())
    return replace(asked, registration="", read=read) if asked else None


def about(
    desk: Desk, registration_id: str, rule: Rule, list_id: str, to: Whereto
) -> Inquiry | None:
    """Return what pretix is asked about a person; None where the desk knows enough."""
    person = desk.person(registration_id)
    place = positions.of(desk.copy, registration_id)
    if person is None or place is None or list_id not in to.lists:
        return None
    at = _now()
    if _foreseen(desk, person.registration, rule, list_id, at) in OURS:
        return None
    return _inquiry(desk, registration_id, place.secret, rule, list_id, to, at=at)


def answered(desk: Desk, registration_id: str, said: Mapping[str, str]) -> None:
    """Write down what somebody answered, by question; all desks hear of it."""
    changes = {roster.ANSWER + question: text for question, text in tidy(said).items()}
    with desk.writing() as pen:
        journal.append(desk.copy, pen, RegistrationCorrected(registration_id, changes))


def _inquiry(
    desk: Desk, subject: str, secret: str, rule: Rule, list_id: str, to: Whereto, *, at: int
) -> Inquiry | None:
    origin = journal.origin_of(desk.copy)
    if origin is None:
        return None
    name = nonce(origin, at, subject, list_id, rule.direction)
    said = registrations.answered(desk.copy, subject)
    saying = redeeming(
        *(to, list_id, secret, rule.direction, name, at), force=bool(rule.reason), said=said
    )
    undoing = Saying(to.annul, {key: saying.body[key] for key in ("lists", "nonce", "datetime")})
    return Inquiry(subject, list_id, at, saying, undoing)


def _now() -> int:
    return time.time_ns() // 1_000_000


def _foreseen(desk: Desk, who: Registration, rule: Rule, list_id: str, at: int) -> Outcome:
    listing = desk.event.check_in_list(list_id)
    return decide(
        Attempt(
            listing=listing,
            now=at,
            registration=who,
            presence=arrivals.on_list(desk.copy, who.id, list_id),
            inside=arrivals.inside(desk.copy, list_id) if listing.capacity else 0,
            direction=rule.direction,
            note_read=rule.note_read,
            reason=rule.reason,
        )
    )


def admit(desk: Desk, asked: Inquiry, told: Outcome | None, rule: Rule) -> Verdict:
    """Enter a person at the very moment for which pretix was asked, by its word if it gave one.

    A delegation is not asked about, which would hold it up once a head: its people are told of
    afterwards. What it was asked is told to it again when it gave none: it knows it by its nonce.
    """
    pen = desk.pen
    assert pen is not None
    desk.pen = replace(pen, now=lambda: asked.at)
    rule = replace(rule, told=told)
    try:
        if asked.read:
            verdict = desk.scan(asked.read, list_id=asked.list_id, rule=rule)
        else:
            verdict = desk.admit(asked.registration, list_id=asked.list_id, rule=rule)
    finally:
        desk.pen = pen
    if told is not None:
        _keep(desk, asked.at)
    return verdict


def _keep(desk: Desk, at: int) -> None:
    """Remember that pretix has what was just written down."""
    with desk.writing():
        origin = journal.origin_of(desk.copy) or ""
        mark = Mark(origin, journal.top(desk.copy, origin)[0])
        entry = journal.entry_at(desk.copy, mark)
        if entry is not None and entry.at == at and entry.kind in ("CheckedIn", "ScanRefused"):
            uploads.keep(desk.copy, mark, UploadState.DONE, at)


class Asking:
    """Threads with ways of their own to pretix, beside the one that reads and tells."""

    def __init__(self, open_link: Callable[[], Link]) -> None:
        self._open_link = open_link
        self._threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="pretix-ask")
        self._quiet_until = 0.0

    @property
    def is_quick(self) -> bool:
        """Whether pretix answered in time of late."""
        return time.monotonic() >= self._quiet_until

    def late(self) -> None:
        """Say that nobody could wait for it any longer."""
        self._quiet_until = time.monotonic() + PAUSE

    def ask(self, asked: Inquiry) -> "Future[Outcome | None]":
        """Ask; the answer is None where pretix has no word of its own."""
        return self._threads.submit(self._ask, asked)

    def take_back(self, asked: Inquiry, answered: "Future[Outcome | None]") -> None:
        """Undo in pretix what it allowed too late, when the desk had refused already."""
        self._threads.submit(self._take_back, asked, answered)

    def close(self) -> None:
        """Wait for nothing any more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _ask(self, asked: Inquiry) -> Outcome | None:
        with closing(self._open_link()) as link:
            said = answer(link.post(asked.saying.path, asked.saying.body))
        ours = said.outcome in FINAL and asked.registration
        return None if said.reason == INCOMPLETE or ours else said.outcome

    def _take_back(self, asked: Inquiry, answered: "Future[Outcome | None]") -> None:
        if answered.result() is Outcome.WELCOME:
            with closing(self._open_link()) as link:
                link.post(asked.undoing.path, asked.undoing.body)
