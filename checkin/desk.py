"""The verbs of the desk: find, check in, undo, walk in, correct, count."""

import secrets
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from checkin import recognition, tickets
from checkin.event import Event
from checkin.recognition import Authority, Recognised
from checkin.scanning import USUAL, Habits, clean
from checkin.tickets.keyring import keyring
from checkin.typed import readable, tidy, well_formed
from db import (
    arrivals,
    conflicts,
    connection,
    counts,
    delegations,
    importing,
    journal,
    owed,
    registrations,
    rotations,
    runs,
    spool,
)
from db.admission import ADMITTED, UNFINISHED, Attempt, Ticket, decide
from db.conflicts import Conflict
from db.connection import Copy, translated
from db.entries import Entry, Pen
from db.events import (
    CheckedIn,
    CheckInAnnulled,
    RegistrationCorrected,
    ScanRefused,
    WalkedIn,
)
from db.finding.finder import Finder
from db.records import (
    Answer,
    Arrival,
    CheckInList,
    Direction,
    Found,
    JobState,
    Mark,
    Match,
    Member,
    Outcome,
    Person,
    Rank,
    Registration,
    Share,
    Tally,
    Verdict,
)
from db.roster import CORRECTABLE

READY = frozenset({JobState.SENT, JobState.PRINTED})


@dataclass(frozen=True)
class Rule:
    """How somebody stands before a list: staff's reason, the note read, the way they go.

    `run` is the run of badges that theirs belongs to when a delegation comes together.
    """

    reason: str = ""
    note_read: bool = False
    direction: Direction = Direction.ENTRY
    run: int | None = None
    told: Outcome | None = None  # by the registration system itself


@dataclass
class Desk:
    """One desk at work over one connection; a verb that writes has written when it returns.

    `pen` is None where the copy was only opened for reading. `ticket_key` has the secrets that sign
    tickets and came with the desk's folder; `key` opens those that came sealed in the journals.
    """

    event: Event
    copy: Copy
    pen: Pen | None
    ticket_key: bytes
    key: Ed25519PrivateKey | None = None
    finder: Finder = field(init=False)

    def __post_init__(self) -> None:
        self.finder = Finder(self.copy)

    def find(self, text: str, *, limit: int = 20, list_id: str = "") -> tuple[Found, ...]:
        """Return whom `text` means, best first; the first call at once by beginnings of words."""
        return self.finder.find(text, self._list(list_id), limit)

    def answer(self, text: str, *, limit: int = 20, list_id: str = "") -> Answer:
        """Return the same with everything known of the first, for whoever types."""
        found = self.find(text, limit=limit, list_id=list_id)
        named = bool(found) and found[0].match is not Match.FUZZY
        first = self.person(found[0].registration.id) if found else None
        return Answer(found, first, recognition.is_typed(self.copy, text, names_somebody=named))

    def find_once(self, text: str, *, limit: int = 20, list_id: str = "") -> tuple[Found, ...]:
        """Return the same to somebody who asks only once."""
        return self.finder.find_once(text, self._list(list_id), limit)

    def person(self, registration_id: str) -> Person | None:
        """Return everything known of one person."""
        who = registrations.get(self.copy, registration_id)
        if who is None:
            return None
        return Person(who, arrivals.of_person(self.copy, who.id), spool.of(self.copy, who.id))

    def delegation(self, registration_id: str, *, list_id: str = "") -> tuple[Member, ...]:
        """Return everyone of somebody's organisation or order, in the order of names."""
        return delegations.of(self.copy, registration_id, self._list(list_id).id)

    def latest(self, *, list_id: str = "", limit: int = 8) -> tuple[Arrival, ...]:
        """Return the newest arrivals on a list, newest first."""
        return arrivals.latest(self.copy, self._list(list_id).id, limit)

    def share(self, *, list_id: str = "") -> Share:
        """Return how many are expected on a list, and how many are there."""
        return counts.share_of(self.copy, self._list(list_id))

    def tally(self, *, list_id: str = "") -> Tally:
        """Return one picture of the numbers."""
        return counts.tally(self.copy, self.event.lists, self._list(list_id).id)

    def resolve(self, conflict: Conflict, note: str) -> None:
        """Write down that somebody saw to a conflict, and how."""
        with self.writing() as pen:
            journal.append(self.copy, pen, conflicts.resolution(conflict, note))

    def lookalikes(self, draft: Registration) -> tuple[Registration, ...]:
        """Return who could be the same person as this draft."""
        return registrations.lookalikes(self.copy, draft)

    def understand(self, texts: Sequence[str], habits: Habits = USUAL) -> tuple[str, str] | None:
        """Return which of these keyboard texts is a code, and the code in it; None if none is."""
        read = ((text, self._meant(well_formed(text), habits)) for text in texts)
        return next((one for one in read if self.is_code(one[1])), None)

    def _meant(self, text: str, habits: Habits) -> str:
        read = [clean(one) for one in habits.readings(text)]
        return next(filter(self.is_known, read), read[-1])

    def is_known(self, read: str) -> bool:
        """Say whether somebody has, or had, this code."""
        texts = (read, tickets.canonical(read))
        return any(registrations.by_code(self.copy, text) for text in texts)

    def is_code(self, read: str) -> bool:
        """Say whether somebody has this code, or it is a ticket, good or bad."""
        return recognition.is_code(self.copy, self.authority, read)

    def recognise(self, read: str) -> Recognised:
        """Say what a code is worth and whom it names, and write nothing down."""
        now = self.pen.now() if self.pen else time.time_ns() // 1_000_000
        return recognition.recognise(self.copy, self.authority, read, now)

    def scan(self, read: str, *, list_id: str = "", rule: Rule = Rule()) -> Verdict:
        """Enter whoever holds the code that was read."""
        with self.writing():
            said = recognition.vouched_for(self.recognise(well_formed(read)), rule.told)
            return self._answer(self._list(list_id), rule, readable(read), said)

    def admit(self, registration_id: str, *, list_id: str = "", rule: Rule = Rule()) -> Verdict:
        """Enter a person who was chosen by name."""
        with self.writing():
            return self._by_id(registration_id, list_id, rule)

    def admit_together(
        self,
        ids: Iterable[str],
        title: str,
        *,
        list_id: str = "",
        rule: Rule = Rule(),
        notes_read: frozenset[str] = frozenset(),
    ) -> tuple[Verdict, ...]:
        """Enter the people of a delegation, each by the rules; their badges are one run."""
        with self.writing() as pen:
            rule = replace(rule, run=runs.begin(self.copy, title, pen.now()))
            return tuple(
                self._by_id(one, list_id, replace(rule, note_read=one in notes_read)) for one in ids
            )

    def annul(self, mark: Mark, *, reason: str = "") -> Arrival | None:
        """Undo one check-in and hand it back; None when nothing stands there any more."""
        with self.writing() as pen:
            undone = arrivals.standing_at(self.copy, mark)
            if undone is not None:
                subject = arrivals.subject_at(self.copy, mark)
                event = CheckInAnnulled(subject, mark.origin, mark.number, reason)
                journal.append(self.copy, pen, event)
                spool.cancel_for(self.copy, mark, pen.now())
                owed.cancel(self.copy, mark)
        return undone

    def annul_last(self, *, list_id: str = "") -> Arrival | None:
        """Undo the last arrival that was made at this desk."""
        assert self.pen is not None
        ours = journal.origin_of(self.copy) or self.pen.origin
        last = arrivals.latest(self.copy, self._list(list_id).id, 1, origin=ours)
        return self.annul(last[0].mark) if last else None

    def walk_in(self, draft: Registration, *, list_id: str = "") -> Verdict:
        """Register somebody who is on no list, enter them and have their badge printed."""
        with self.writing() as pen:
            fresh, code = self._free_ticket()
            said = tidy({name: getattr(draft, name) for name in CORRECTABLE})
            listed = replace(draft, id=fresh, code=draft.code or code, source=importing.WALK_IN)
            who = replace(listed, **said)  # type: ignore[arg-type] # tidy leaves a status one
            journal.append(self.copy, pen, WalkedIn(who))
            return self._answer(self._list(list_id), Rule(), "", Recognised(Ticket.KNOWN, (who,)))

    def correct(self, registration_id: str, changes: Mapping[str, str]) -> Registration | None:
        """Put fields right and print the badge anew, unless one is still waiting to be printed."""
        with self.writing() as pen:
            if registrations.get(self.copy, registration_id) is None:
                return None
            journal.append(self.copy, pen, RegistrationCorrected(registration_id, tidy(changes)))
            known = spool.of(self.copy, registration_id)
            for failed in (job for job in known if job.state is JobState.FAILED):
                spool.cancel(self.copy, failed.id, pen.now())
            if not any(job.state is JobState.QUEUED for job in known):
                spool.ask(self.copy, registration_id, "correction", pen.now())
            return registrations.get(self.copy, registration_id)

    def ticket_for(self, registration_id: str) -> str:
        """Return the ticket code that belongs to an id; the same at every desk of the event."""
        number = tickets.number_of(registration_id)
        return tickets.issue(self.authority.keyring.secret, self.event.slug, number)

    @property
    def authority(self) -> Authority:
        """By what tickets are known, as of the last rotation that the copy has heard of."""
        held = keyring(self.ticket_key, rotations.rotations(self.copy), self.key)
        return Authority(self.event.slug, held, self.event.pretix_keys)

    def lacks_secret(self) -> bool:
        """Say whether the newest secret behind the tickets never reached this desk."""
        return not self.authority.keyring.whole

    def close(self) -> None:
        self.finder.close()
        self.copy.close()

    def _list(self, list_id: str) -> CheckInList:
        return self.event.check_in_list(list_id)

    @contextmanager
    def writing(self) -> Iterator[Pen]:
        """Do all that the block does at once, or nothing of it."""
        assert self.pen is not None, "a desk opened for reading has no pen"
        with translated("checkin.db"), connection.writing(self.copy):
            yield self.pen

    def _free_ticket(self) -> tuple[str, str]:
        """Return a new id whose ticket nobody has, though other ids may share its number."""
        while True:
            fresh = importing.new_id(secrets.token_hex(16))
            code = self.ticket_for(fresh)
            if not registrations.by_code(self.copy, code):
                return fresh, code

    def _by_id(self, registration_id: str, list_id: str, rule: Rule) -> Verdict:
        who = registrations.get(self.copy, registration_id)
        said = Recognised(Ticket.KNOWN if who else Ticket.STRANGE, (who,) if who else ())
        return self._answer(self._list(list_id), rule, "", said)

    def _answer(self, listing: CheckInList, rule: Rule, read: str, said: Recognised) -> Verdict:
        """Gather, decide, write down: the one way onto a list."""
        assert self.pen is not None
        candidates, several = said.holders, said.holders[1:] and said.holders
        who = candidates[0] if len(candidates) == 1 else None
        subject = who.id if who else said.subject
        stands = arrivals.on_list(self.copy, subject, listing.id)
        outcome = decide(
            Attempt(
                listing=listing,
                now=self.pen.now(),
                ticket=said.ticket,
                candidates=len(candidates),
                registration=who,
                presence=stands,
                inside=arrivals.inside(self.copy, listing.id) if listing.capacity else 0,
                direction=rule.direction,
                note_read=rule.note_read,
                reason=rule.reason,
                told=rule.told,
            )
        )
        verdict = Verdict(
            outcome, listing.id, who, read=read, candidates=several, unproven=said.unproven
        )
        if outcome in ADMITTED:
            return self._enter(verdict, subject, rule)
        if outcome not in UNFINISHED:
            refused = ScanRefused(subject, listing.id, outcome, read)
            journal.append(self.copy, self.pen, refused)
        if stands is not None:
            return replace(verdict, at=stands.first.at, desk=stands.first.desk)
        return verdict

    def _enter(self, verdict: Verdict, subject: str, rule: Rule) -> Verdict:
        assert self.pen is not None
        entry = journal.append(
            self.copy,
            self.pen,
            CheckedIn(
                subject,
                verdict.list_id,
                rule.direction,
                code=verdict.read,
                reason=rule.reason,
                note_read=rule.note_read,
            ),
        )
        verdict = replace(verdict, at=entry.at, desk=self.pen.desk, mark=entry.mark)
        if verdict.list_id != self.event.arrivals or rule.direction is Direction.EXIT:
            return verdict
        return self._with_badge(verdict, subject, entry, rule)

    def _with_badge(self, verdict: Verdict, subject: str, entry: Entry, rule: Rule) -> Verdict:
        """The first arrival brings a badge; after that, one is only printed when asked for."""
        who = verdict.registration
        if who is None:
            owed.owe(self.copy, subject, entry.mark, entry.at)
            return verdict
        rank = Rank.GROUP if rule.run else Rank.AT_THE_DESK
        known = {job.state: job.id for job in spool.of(self.copy, who.id)}
        if waiting := known.get(JobState.QUEUED):
            spool.hasten(self.copy, waiting, rank)
            return replace(verdict, badge_job=waiting)
        if READY & known.keys() or spool.printed_anywhere(self.copy, who.id):
            return replace(verdict, badge_ready=True)
        if owed.ON_ITS_WAY & known.keys():
            return verdict
        why = "group" if rule.run else "arrival"
        job_id = spool.ask(self.copy, who.id, why, entry.at, entry.mark, rank=rank, run=rule.run)
        return replace(verdict, badge_job=job_id)
