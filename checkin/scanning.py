"""Tell a scanner's keys from a human's: pure, one key after the other.

A wedge scanner types like a keyboard, only faster, and ends with Enter. The first key of anything
goes through at once; what follows at a scanner's speed is held back until it is decided.
"""

from dataclasses import dataclass, field

NEW_START = 0.200  # s; after a longer pause something new begins
HELD = 0.025  # s; keys closer than this are held back
SILENCE = 0.060  # s after which what is held back goes to whoever has the focus
SCANNER = 0.040  # s; mean gap below which a row of keys came from a machine
SHORTEST = 6  # keys of a code

# What no name holds: digits, and what a French keyboard makes of a scanner's digits.
NOT_IN_NAMES = frozenset('0123456789&"(_)!§@/\\%+=:?#{}[]<>*$')


@dataclass(slots=True)
class Burst:
    """The keys since the last pause with their times; the last `held` of them are held back."""

    keys: list[tuple[str, float]] = field(default_factory=list)
    held: int = 0

    def hear(self, character: str, time: float) -> bool:
        """Take a printable key at `time` (s) and say whether to hold it back.

        A key that is let go lets go of all that were held before it.
        """
        gap = time - self.keys[-1][1] if self.keys else NEW_START
        if gap >= NEW_START:
            self.clear()
        self.keys.append((character, time))
        self.held = self.held + 1 if gap <= HELD else 0
        return self.held > 0

    def end(self, time: float) -> tuple[str, ...]:
        """Take an Enter; return what may be a scanned code, likeliest first, else nothing.

        Somebody may have typed half a name just before: so the keys at a scanner's even speed
        come first, then all since the last pause.
        """
        if not self.keys or time - self.keys[-1][1] > NEW_START:
            return ()
        start = len(self.keys) - 1
        while start > 0 and self.keys[start][1] - self.keys[start - 1][1] <= SCANNER:
            start -= 1
        candidates = (self.keys[start:], self.keys)
        return tuple(dict.fromkeys(_text(keys) for keys in candidates if _by_machine(keys)))

    def let_go(self) -> None:
        """What was held back went to the focus."""
        self.held = 0

    def passed(self, code: str) -> int:
        """Return how many keys of the code went to the focus before it was known for one."""
        return max(0, len(code) - self.held)

    def clear(self) -> None:
        """Forget it all."""
        self.keys.clear()
        self.held = 0


def looks_like_code(text: str) -> bool:
    """Say whether this can only be a code; letters alone could be a name."""
    return not set(text).isdisjoint(NOT_IN_NAMES) and len(text.split()) == 1


def _by_machine(keys: list[tuple[str, float]]) -> bool:
    if len(keys) < SHORTEST:
        return False
    return (keys[-1][1] - keys[0][1]) / (len(keys) - 1) <= SCANNER


def _text(keys: list[tuple[str, float]]) -> str:
    return "".join(character for character, _ in keys)
