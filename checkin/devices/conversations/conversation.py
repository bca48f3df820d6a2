"""How one talks with a printer, whatever the wire: ask, send, learn whether it is out."""

import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from checkin.badge import Badge
from checkin.devices.wire import Wire, WireStalled
from checkin.printing import PrinterStopped, PrinterTrouble, Sent, Trouble

IN_PASSING = 0.25  # seconds; whoever answers at all does so in a tenth of that


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that each step may take."""

    connect: float = 3.0
    answer: float = 2.0
    stall: float = 10.0
    printed: float = 20.0


USUAL = Patience()


@dataclass(slots=True)
class Conversation(ABC):
    """One talk over one wire; a printer that `answers` nothing is only ever sent to.

    Afterwards `near_end` says what it told of its paper, `deaf` whether it took no bytes.
    """

    wire: Wire
    patience: Patience = USUAL
    answers: bool = True
    near_end: bool = False
    deaf: bool = False

    QUESTION: ClassVar[bytes]  # how it is; answered at once
    NOTHING: ClassVar[bytes]  # ends what a broken job left half said, and prints nothing
    PLEASE: ClassVar[bytes] = b""  # behind a badge, where it must be asked to say when it is out

    def trouble(self) -> Trouble | None:
        """Ask how the printer is; one that keeps silent is asked again behind a lot of nothing."""
        if not self.answers:
            return None
        try:
            state = self._asked(self.QUESTION)
            if state is None:
                self.wire.write(self.NOTHING, self.patience.answer)
                state = self._asked(self.QUESTION)
            return Trouble.SILENT if state is None else self._trouble_of(state)
        except WireStalled:
            self.deaf = True
            return Trouble.SILENT

    def speaks(self) -> bool:
        """Ask one that was mute so far in passing; it has not long to answer."""
        patience = min(self.patience.answer, IN_PASSING)
        try:
            return self._asked(self.QUESTION, patience) is not None
        except WireStalled:
            return False

    def send(self, badge: Badge, *, mend: bool) -> Sent:
        """Print a badge; raises `PrinterTrouble`, `PrinterStopped` once bytes of it have left."""
        data = badge.data
        try:
            if mend:
                self.wire.write(badge.mend, self.patience.stall)
        except WireStalled as stalled:
            raise PrinterTrouble(Trouble.SILENT) from stalled
        if trouble := self.trouble():
            raise PrinterTrouble(trouble)
        try:
            self.wire.write(data + self.PLEASE if self.answers else data, self.patience.stall)
        except WireStalled as stalled:
            if not stalled.sent:
                raise PrinterTrouble(Trouble.SILENT) from stalled
            raise PrinterStopped(stalled.sent) from stalled
        if self.answers:
            self._wait_until_printed(len(data), time.monotonic() + self.patience.printed)
        return Sent(confirmed=self.answers)

    @abstractmethod
    def _wait_until_printed(self, sent: int, deadline: float) -> None:
        """Return once the badge is out; raise `PrinterStopped` when it is not by the deadline."""

    @abstractmethod
    def _trouble_of(self, state: bytes) -> Trouble | None:
        """Return what an answer to the question says is amiss."""

    @abstractmethod
    def _answer_in(self, said: bytes) -> bytes | None:
        """Return the last whole answer to the question in what was said."""

    def _asked(self, question: bytes, patience: float | None = None) -> bytes | None:
        while self.wire.read(0):
            pass  # what an earlier job left unsaid
        self.wire.write(question, self.patience.answer)
        return self._heard(time.monotonic() + (patience or self.patience.answer))

    def _heard(self, deadline: float) -> bytes | None:
        said = b""
        while (left := deadline - time.monotonic()) > 0:
            said += self.wire.read(left)
            if (answer := self._answer_in(said)) is not None:
                return answer
        return None
