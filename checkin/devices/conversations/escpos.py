"""How one talks with an ESC/POS printer, as Epson's command reference has it.

It answers `DLE EOT` at once, even when paper is out, and `GS r` only after everything before it was
printed.
"""

import time
from typing import ClassVar

from checkin.badge.tongues.escpos import NOTHING
from checkin.devices.conversations.conversation import Conversation
from checkin.devices.wire import WireStalled
from checkin.printing import PrinterStopped, Trouble

REAL_TIME = b"\x10\x04"


class EscposConversation(Conversation):
    """Its answers are single bytes, told apart by their bits."""

    __slots__ = ()
    QUESTION: ClassVar = REAL_TIME + b"\x01"
    NOTHING: ClassVar = NOTHING
    PLEASE: ClassVar = b"\x1dr\x01"

    def _wait_until_printed(self, sent: int, deadline: float) -> None:
        """Wait for the answer behind the badge; meanwhile ask now and then what is amiss."""
        while (left := deadline - time.monotonic()) > 0:
            said = self.wire.read(min(left, self.patience.answer))
            if told := [byte for byte in said if _is_paper_status(byte)]:
                self.near_end = bool(told[-1] & 0x03)
                return
            if any(_is_real_time(byte) and byte & 0x08 for byte in said):
                raise PrinterStopped(sent, self.trouble() or Trouble.STOPPED)
            try:
                self.wire.write(self.QUESTION, self.patience.answer)
            except WireStalled:
                break
        raise PrinterStopped(sent)

    def _trouble_of(self, state: bytes) -> Trouble | None:
        why = self._bits(2)
        paper = self._bits(4)
        self.near_end = bool(paper & 0x0C)
        if why & 0x04:
            return Trouble.COVER_OPEN
        if why & 0x20 or paper & 0x60:
            return Trouble.PAPER_OUT
        if why & 0x40:
            return Trouble.FAULT
        return Trouble.OFFLINE if state[0] & 0x08 else None

    def _bits(self, which: int) -> int:
        answer = self._asked(REAL_TIME + bytes((which,)))
        return answer[0] if answer else 0

    def _answer_in(self, said: bytes) -> bytes | None:
        answers = [byte for byte in said if _is_real_time(byte)]
        return bytes(answers[-1:]) or None


def _is_real_time(byte: int) -> bool:
    return byte & 0x93 == 0x12


def _is_paper_status(byte: int) -> bool:
    return byte & 0x90 == 0
