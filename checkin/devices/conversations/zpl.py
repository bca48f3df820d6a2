"""How one talks with a Zebra, as its ZPL guide has it: `~HS` is answered at once, in three lines.

Nothing comes of itself: a label is out when nothing is left to print, twice in a row, for between
two states of its work a printer may look idle.
"""

import re
import time
from typing import ClassVar

from checkin.badge.tongues.zpl import MEND
from checkin.devices.conversations.conversation import Conversation
from checkin.devices.wire import WireStalled
from checkin.printing import PrinterStopped, Trouble

ANSWER = re.compile(rb"\x02([0-9,]+)\x03\s*\x02([0-9,]+)\x03\s*\x02([0-9,]+)\x03")
BETWEEN = 0.1  # seconds from one look at a printer at work to the next
# Line and place of what is 1 when something is amiss, the gravest first.
TROUBLES = (
    (1, 2, Trouble.COVER_OPEN),  # the head is up
    (0, 1, Trouble.PAPER_OUT),
    (1, 3, Trouble.RIBBON_OUT),
    (0, 9, Trouble.FAULT),  # memory
    (0, 10, Trouble.FAULT),  # too cold
    (0, 11, Trouble.FAULT),  # too hot
    (0, 2, Trouble.OFFLINE),  # paused, as it is behind each of these too
)
# What is 0 once all is out: labels to come, half a label, labels of this batch.
LEFT = ((0, 4), (0, 7), (1, 8))


class ZplConversation(Conversation):
    """Its answers are asked for, before a label and until it is out."""

    __slots__ = ()
    QUESTION: ClassVar = b"~HS"
    NOTHING: ClassVar = MEND

    def _wait_until_printed(self, sent: int, deadline: float) -> None:
        """Look again and again until nothing is left to print, or something is amiss."""
        idle = 0
        while time.monotonic() < deadline:
            try:
                state = self._asked(self.QUESTION)
            except WireStalled:
                break
            if state is None:
                continue
            if trouble := self._trouble_of(state):
                raise PrinterStopped(sent, trouble)
            idle = 0 if any(_number(state, *place) for place in LEFT) else idle + 1
            if idle > 1:
                return
            time.sleep(BETWEEN)
        raise PrinterStopped(sent)

    def _trouble_of(self, state: bytes) -> Trouble | None:
        return next((trouble for *place, trouble in TROUBLES if _number(state, *place)), None)

    def _answer_in(self, said: bytes) -> bytes | None:
        found = ANSWER.findall(said)
        return b"\n".join(found[-1]) if found else None


def _number(state: bytes, line: int, place: int) -> int:
    """Return a number of an answer; 0 where a line is shorter than the guide has it."""
    numbers = state.split(b"\n")[line].split(b",")
    return int(numbers[place] or 0) if place < len(numbers) else 0
