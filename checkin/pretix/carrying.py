"""Carry up to pretix what the journals hold and it was not told yet."""

from collections.abc import Callable
from dataclasses import dataclass

from checkin.pretix.answers import refusal
from checkin.pretix.ledger import Ledger
from checkin.pretix.link import Broken, Link, Senseless
from db.entries import Entry
from db.uploads import UploadState

TOGETHER = 50  # entries looked up at once
TRIES = 5  # times that pretix may break down over an entry before somebody must look
PAUSE = 1.0  # seconds; doubled with each try


@dataclass
class Carrying:
    """One connection's telling; `told` hears after each entry."""

    link: Link
    ledger: Ledger
    told: Callable[[], None] = lambda: None
    stopped: Callable[[], bool] = lambda: False

    def carry(self) -> int:
        """Tell all that waits, one after the other; what is refused holds nothing else up."""
        count = 0
        while entries := self.ledger.waiting(TOGETHER):
            for entry in entries:
                if self.stopped():
                    return count
                self._tell(entry)
                count += 1
                self.told()
        return count

    def _tell(self, entry: Entry) -> None:
        saying = self.ledger.saying(entry)
        if saying is None:
            self.ledger.keep(entry, UploadState.OURS)
            return
        if self.ledger.has(entry):
            self.ledger.keep(entry, UploadState.DONE)
            return
        key = f"{entry.mark.origin}-{entry.mark.number}-{self.ledger.tries(entry)}"
        try:
            reply = self.link.post(saying.path, saying.body, key)
        except (Broken, Senseless) as trouble:
            self.link.get("device/info")  # does it break down over this, or over everything?
            self.ledger.put_off(entry, PAUSE, str(trouble), TRIES)
            return
        why = refusal(reply)
        self.ledger.keep(entry, UploadState.REFUSED if why else UploadState.DONE, why)
