"""How one talks with an ESC/POS printer, whatever the wire: ask, send, ask whether it is out.

What it answers is in Epson's command reference: `DLE EOT` at once, even when paper is out,
`GS r` only after everything before it was printed.
"""

import time
from dataclasses import dataclass

from checkin.badge import Badge
from checkin.devices.wire import Wire, WireStalled
from checkin.printing import PrinterStopped, PrinterTrouble, Sent, Trouble

REAL_TIME = b"\x10\x04"
PAPER_PLEASE = b"\x1dr\x01"
# More than a strip of any badge: ends the picture that a broken job left half sent.
NOTHING = bytes(16_384)
IN_PASSING = 0.25  # seconds; whoever answers at all does so in a tenth of that
MEND = NOTHING + b"\x1b@\x1dVB\x00"


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that each step may take."""

    connect: float = 3.0
    answer: float = 2.0
    stall: float = 10.0
    printed: float = 20.0


USUAL = Patience()


@dataclass(slots=True)
class Conversation:
    """One talk over one wire; a printer that `answers` nothing is only ever sent to.

    Afterwards `near_end` says what it told of its paper, `deaf` whether it took no bytes.
    """

    wire: Wire
    patience: Patience = USUAL
    answers: bool = True
    near_end: bool = False
    deaf: bool = False

    def trouble(self) -> Trouble | None:
        """Ask how the printer is; one that keeps silent is asked again behind a lot of nothing."""
        if not self.answers:
            return None
        try:
            state = self._asked(1)
            if state is None:
                self.wire.write(NOTHING, self.patience.answer)
                state = self._asked(1)
            return Trouble.SILENT if state is None else self._trouble_of(state)
        except WireStalled:
            self.deaf = True
            return Trouble.SILENT

    def speaks(self) -> bool:
        """Ask one that was mute so far in passing; it has not long to answer."""
        try:
            return self._asked(1, min(self.patience.answer, IN_PASSING)) is not None
        except WireStalled:
            return False

    def send(self, badge: Badge, *, mend: bool) -> Sent:
        """Print a badge; raises `PrinterTrouble`, `PrinterStopped` once bytes of it have left."""
        data = badge.escpos
        try:
            if mend:
                self.wire.write(MEND, self.patience.stall)
        except WireStalled as stalled:
            raise PrinterTrouble(Trouble.SILENT) from stalled
        if trouble := self.trouble():
            raise PrinterTrouble(trouble)
        try:
            self.wire.write(data + PAPER_PLEASE if self.answers else data, self.patience.stall)
        except WireStalled as stalled:
            if not stalled.sent:
                raise PrinterTrouble(Trouble.SILENT) from stalled
            raise PrinterStopped(stalled.sent) from stalled
        if self.answers:
            self._wait_until_printed(len(data))
        return Sent(confirmed=self.answers)

    def _wait_until_printed(self, sent: int) -> None:
        """Wait for the answer behind the badge; meanwhile ask now and then what is amiss."""
        deadline = time.monotonic() + self.patience.printed
        while (left := deadline - time.monotonic()) > 0:
            said = self.wire.read(min(left, self.patience.answer))
            if told := [byte for byte in said if _is_paper_status(byte)]:
                self.near_end = bool(told[-1] & 0x03)
                return
            if any(_is_real_time(byte) and byte & 0x08 for byte in said):
                raise PrinterStopped(sent, self.trouble() or Trouble.STOPPED)
            try:
                self.wire.write(REAL_TIME + b"\x01", self.patience.answer)
            except WireStalled:
                break
        raise PrinterStopped(sent)

    def _trouble_of(self, state: int) -> Trouble | None:
        why = self._asked(2) or 0
        paper = self._asked(4) or 0
        self.near_end = bool(paper & 0x0C)
        if why & 0x04:
            return Trouble.COVER_OPEN
        if why & 0x20 or paper & 0x60:
            return Trouble.PAPER_OUT
        if why & 0x40:
            return Trouble.FAULT
        return Trouble.OFFLINE if state & 0x08 else None

    def _asked(self, which: int, patience: float | None = None) -> int | None:
        while self.wire.read(0):
            pass  # what an earlier job left unsaid
        self.wire.write(REAL_TIME + bytes((which,)), self.patience.answer)
        deadline = time.monotonic() + (patience or self.patience.answer)
        while (left := deadline - time.monotonic()) > 0:
            answers = [byte for byte in self.wire.read(left) if _is_real_time(byte)]
            if answers:
                return answers[-1]
        return None


def _is_real_time(byte: int) -> bool:
    return byte & 0x93 == 0x12


def _is_paper_status(byte: int) -> bool:
    return byte & 0x90 == 0
