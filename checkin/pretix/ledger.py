"""The desk's copy as pretix needs it: take people and passages in, and keep what was told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from checkin.pretix.passed import door, news
from checkin.pretix.upward import Saying, Whereto, saying
from db import arrivals, importing, journal, positions, registrations, revocations, uploads
from db.connection import Copy, translated, writing
from db.entries import Entry, Pen
from db.events import CheckedIn, CheckInAnnulled, RegistrationsMissing, TicketRevoked
from db.positions import Cursor, Passing, Place, Position
from db.records import Mark, Registration, Status
from db.uploads import UploadState

FORGOTTEN = 500  # people in one entry that says they are missing
WITHDRAWN = "pretix"
LONGEST_NOTE = 2000  # letters


@dataclass
class Ledger:
    """One connection to the copy; `source` names this pretix, its organizer and its event."""

    copy: Copy
    pen: Pen
    to: Whereto
    source: str

    @property
    def cursor(self) -> Cursor:
        """How far pretix was read."""
        return positions.cursor(self.copy, self.source)

    def take_in(self, page: Sequence[Position], cursor: Cursor) -> int:
        """Take a page in with the place behind it, all or nothing; return how much was new."""
        with translated("checkin.db"), writing(self.copy):
            people = self._named(page)
            changes = importing.compare_known(self.copy, self.source, [one.who for one in people])
            importing.take_in(self.copy, self.pen, changes)
            passed = sum(self._passed(one) for one in people)
            positions.keep(self.copy, people, cursor.run)
            positions.keep_cursor(self.copy, cursor)
        return len(changes.new) + len(changes.updated) + passed

    def end(self, cursor: Cursor) -> int:
        """End a reading of everything: whom it did not come upon is missing; return how many."""
        with translated("checkin.db"), writing(self.copy):
            gone = positions.unread(self.copy, cursor.run)
            for start in range(0, len(gone), FORGOTTEN):
                event = RegistrationsMissing(self.source, gone[start : start + FORGOTTEN])
                journal.append(self.copy, self.pen, event)
            positions.keep_cursor(self.copy, cursor)
        return len(gone)

    def revoke(self, codes: Sequence[str]) -> int:
        """Take in which codes open nothing any more; return how many were news."""
        fresh = [one for one in codes if one and not revocations.is_revoked(self.copy, one)]
        if not fresh:
            return 0
        with translated("checkin.db"), writing(self.copy):
            for code in fresh:
                holders = registrations.by_code(self.copy, code)
                holder = holders[0].id if len(holders) == 1 else ""
                journal.append(self.copy, self.pen, TicketRevoked(holder, code, WITHDRAWN))
        return len(fresh)

    def block(self, codes: Sequence[str]) -> int:
        """Take in that those who have these codes are not to be let in; return how many were."""
        held = [registrations.by_code(self.copy, code) for code in codes]
        people = [
            replace(holders[0], status=Status.BLOCKED, code=code)
            for holders, code in zip(held, codes, strict=True)
            if len(holders) == 1 and holders[0].status not in (Status.BLOCKED, Status.CANCELLED)
        ]
        if people:
            with translated("checkin.db"), writing(self.copy):
                changes = importing.compare_known(self.copy, self.source, people)
                importing.take_in(self.copy, self.pen, changes)
        return len(people)

    # Upward

    def waiting(self, limit: int) -> tuple[Entry, ...]:
        """Return what pretix is still to be told, the oldest first."""
        return uploads.waiting(self.copy, self.pen.now(), limit)

    def saying(self, entry: Entry) -> Saying | None:
        """Return what pretix is told of an entry; None for nothing."""
        subject = arrivals.person_of(self.copy, str(entry.fields.get("p") or ""))
        said = registrations.answered(self.copy, subject)
        return saying(self.to, entry, self._place(entry), self._undone(entry), said)

    def has(self, entry: Entry) -> bool:
        """Say whether pretix was seen to know of a check-in or a badge already."""
        place = self._place(entry)
        event = entry.event
        if place is None or not isinstance(event, CheckedIn) or event.list_id not in self.to.lists:
            return False
        passing = self.to.lists[event.list_id], event.direction, entry.at
        return any((one.list, one.direction, one.at) == passing for one in place.passings)

    def keep(self, entry: Entry, state: UploadState, said: str = "") -> None:
        """Remember what came of an entry."""
        with translated("checkin.db"), writing(self.copy):
            uploads.keep(self.copy, entry.mark, state, self.pen.now(), said)

    def put_off(self, entry: Entry, seconds: float, said: str, most: int) -> None:
        """Try an entry again later; after `most` times somebody must settle it."""
        with translated("checkin.db"), writing(self.copy):
            tries = uploads.tries(self.copy, entry.mark) + 1
            state = UploadState.REFUSED if tries >= most else UploadState.LATER
            later = self.pen.now() + round(seconds * 1000 * 2**tries)
            uploads.keep(self.copy, entry.mark, state, later, said, tries)

    def tries(self, entry: Entry) -> int:
        """Return how often an entry was tried in vain."""
        return uploads.tries(self.copy, entry.mark)

    # Who is who

    def _named(self, page: Sequence[Position]) -> tuple[Position, ...]:
        """Say whose the places are: by their number, else by their code, else somebody new."""
        known = positions.known(self.copy, [one.number for one in page])
        return tuple(
            replace(one, who=_fitting(one.who, known.get(one.number) or self._id_of(one)))
            for one in page
        )

    def _id_of(self, position: Position) -> str:
        """Somebody who came by an export of pretix has the code; nobody has two places."""
        holders = registrations.by_code(self.copy, position.secret)
        if len(holders) == 1 and positions.of(self.copy, holders[0].id) is None:
            return holders[0].id
        return importing.new_id(f"{self.source}/{position.number}")

    def _passed(self, position: Position) -> int:
        """Write down who passed at doors that are not ours; return how many did."""
        known = positions.of(self.copy, position.who.id)
        if position.passings == (known.passings if known else ()):
            return 0
        lists = {theirs: ours for ours, theirs in self.to.lists.items()}
        entries = arrivals.entries_of(self.copy, [position.who.id]).get(position.who.id, [])
        new, gone = news(entries, position.passings, lists)
        for one in new:
            self._write(position.who.id, one, lists[one.list])
        for entry in gone:
            undone = CheckInAnnulled(
                position.who.id, entry.mark.origin, entry.mark.number, door=WITHDRAWN
            )
            journal.append(self.copy, self.pen, undone)
        return len(new) + len(gone)

    def _write(self, registration: str, passing: Passing, list_id: str) -> None:
        event = CheckedIn(
            registration, list_id, passing.direction, door=door(passing), at=passing.at
        )
        journal.append(self.copy, self.pen, event)

    def _place(self, entry: Entry) -> Place | None:
        subject = str(entry.fields.get("p") or "")
        return positions.of(self.copy, arrivals.person_of(self.copy, subject)) if subject else None

    def _undone(self, entry: Entry) -> Entry | None:
        event = entry.event
        if not isinstance(event, CheckInAnnulled):
            return None
        return journal.entry_at(self.copy, Mark(event.origin, event.number))


def _fitting(who: Registration, registration_id: str) -> Registration:
    """Return somebody under their id; of answers too long for the journals, none is kept."""
    who = replace(who, id=registration_id)
    return who if importing.fits(who) else replace(who, extra=(), note=who.note[:LONGEST_NOTE])
