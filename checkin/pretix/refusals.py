"""What pretix refused, for a person to settle: the verbs of a desk."""

from dataclasses import dataclass

from checkin.desk import Desk
from checkin.language import _, marked
from db import uploads
from db.records import Mark
from db.uploads import Upload

KINDS = {
    "CheckedIn": marked("arrival"),
    "CheckInAnnulled": marked("annulment"),
    "ScanRefused": marked("refusal"),
    "BadgePrinted": marked("badge"),
}


@dataclass(frozen=True, slots=True)
class Refused:
    """One thing that pretix did not take: what it was, about whom, when (ms), and its words."""

    mark: Mark
    what: str
    who: str
    at: int
    said: str

    @property
    def id(self) -> str:
        """By what a person names it."""
        return f"{self.mark.origin}/{self.mark.number}"


def refused(desk: Desk) -> tuple[Refused, ...]:
    """Return what is to be settled, the oldest first."""
    return tuple(_told(desk, one) for one in uploads.refused(desk.copy))


def settle(desk: Desk, mark: Mark, *, again: bool) -> bool:
    """Send something again or leave it so; False when it was not refused any more."""
    with desk.writing() as pen:
        return uploads.settle(desk.copy, mark, pen.now(), again=again)


def _told(desk: Desk, upload: Upload) -> Refused:
    entry = upload.entry
    person = desk.person(str(entry.fields.get("p") or ""))
    name = person.registration.name if person else ""
    return Refused(entry.mark, _(KINDS[entry.kind]), name, entry.at, upload.said)
