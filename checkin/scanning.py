"""Tell a scanner's burst of keys from a human's: pure, one key after the other.

A wedge scanner types like a keyboard, only faster, and ends with Enter. The first key of anything
goes through at once; what follows it at a scanner's speed is held back until it is decided.
"""

from dataclasses import dataclass, field
from enum import Enum

NEW_START = 0.200  # s; a longer gap between two keys begins something new
HELD = 0.025  # s; keys closer than this are held back, no human types a row of them
SILENCE = 0.060  # s after which what is held back goes to whoever has the focus
SCANNER = 0.040  # s; mean gap below which a row of keys came from a machine
SHORTEST = 6  # keys

# What a scanner makes of digits on a French keyboard, and no name holds.
NOT_IN_NAMES = frozenset('0123456789&"(_)!§@/\\%+=:?#{}[]<>*$')


class Meaning(Enum):
    """What to do with a key that was just fed."""

    PASS = "pass"  # noqa: S105 - not a password
    HOLD = "hold"
    SCAN = "scan"
    ASK = "ask"


@dataclass
class Burst:
    """The keys since the last pause. `passed` of them went through before speed was noticed."""

    text: str = ""
    held: int = 0
    passed: int = 0
    first: float = 0.0
    last: float = field(default=float("-inf"))

    def key(self, character: str, time: float) -> Meaning:
        """Take a printable key at `time` (s); HOLD keeps it back, PASS lets all that is held go."""
        gap = time - self.last
        if gap > NEW_START:
            self.text, self.held, self.passed, self.first = "", 0, 0, time
        self.text += character
        self.last = time
        if gap <= HELD:
            self.held += 1
            return Meaning.HOLD
        self.passed += self.held + 1
        self.held = 0
        return Meaning.PASS

    def end(self, time: float) -> Meaning:
        """Take an Enter: SCAN, ASK whether somebody has this code, or PASS it to the focus."""
        if time - self.last > NEW_START or len(self.text) < SHORTEST:
            return Meaning.PASS
        if (self.last - self.first) / (len(self.text) - 1) > SCANNER:
            return Meaning.PASS
        return Meaning.SCAN if looks_like_code(self.text) else Meaning.ASK

    def clear(self) -> None:
        """Forget what was typed: it was a scan, or it is over."""
        self.text, self.held, self.passed, self.last = "", 0, 0, float("-inf")


def looks_like_code(text: str) -> bool:
    """Say whether this can only be a code; letters alone could be a name typed by a program."""
    return not set(text).isdisjoint(NOT_IN_NAMES) and len(text.split()) == 1
