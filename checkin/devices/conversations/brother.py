"""How one talks with Brother's QL printers, as its raster command reference has it.

Every answer has 32 bytes; two of them are errors, one says whether it was asked for, or whether the
label is out. While it prints it must not be asked. Over the network most models are mute.
"""

import time
from typing import ClassVar

from checkin.badge.tongues.brother import MEND
from checkin.devices.conversations.conversation import Conversation
from checkin.printing import PrinterStopped, Trouble

HEAD = b"\x80\x20B"
LENGTH = 32
ERRORS, KIND = slice(8, 10), 18  # where they stand in an answer
PRINTED, ERROR, SWITCHED_OFF = 1, 2, 4  # kinds
# Bits of the two bytes of errors, the gravest first.
TROUBLES = (
    (0x0010, Trouble.COVER_OPEN),
    (0x0300, Trouble.PAPER_OUT),  # no label; the last one is out
    (0x0001, Trouble.WRONG_LABEL),
    (0x0040, Trouble.PAPER_OUT),  # cannot be fed, at the end of a roll too
    (0x1000, Trouble.BUSY),
    (0xFFFF, Trouble.FAULT),  # cutter, fan, power, transmission
)


class BrotherConversation(Conversation):
    """Its answers are asked for before a label, and come of themselves behind it."""

    __slots__ = ()
    QUESTION: ClassVar = b"\x1biS"
    NOTHING: ClassVar = MEND

    def _wait_until_printed(self, sent: int, deadline: float) -> None:
        """Listen until the label is out, or something is amiss with it."""
        said = b""
        while (left := deadline - time.monotonic()) > 0:
            said += self.wire.read(left)
            for answer in _answers(said):
                kind = answer[KIND]
                if trouble := self._trouble_of(answer):
                    raise PrinterStopped(sent, trouble)
                if kind in {ERROR, SWITCHED_OFF}:
                    raise PrinterStopped(sent)
                if kind == PRINTED:
                    return
        raise PrinterStopped(sent)

    def _trouble_of(self, state: bytes) -> Trouble | None:
        errors = int.from_bytes(state[ERRORS])
        return next((trouble for bits, trouble in TROUBLES if errors & bits), None)

    def _answer_in(self, said: bytes) -> bytes | None:
        return next(reversed(_answers(said)), None)


def _answers(said: bytes) -> list[bytes]:
    """Return the whole answers in what was said."""
    _, *told = said.split(HEAD)
    return [HEAD + one for one in told if len(HEAD + one) >= LENGTH]
