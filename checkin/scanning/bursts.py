"""Tell a scanner's keys from a human's: pure, one key after the other.

A wedge scanner types like a keyboard, only faster, and ends with Enter, Tab or silence. The first
key of anything goes through at once; what follows at a scanner's speed is held back until it is
decided.
"""

from dataclasses import dataclass, field

NEW_START = 0.200  # s; after a longer pause something new begins
HELD = 0.025  # s; keys closer than this are held back
SILENCE = 0.060  # s after which what is held back goes on, unless it may still become a scan
LONG_SILENCE = 0.200  # s after which what may be a scan has ended without a key
SCANNER = 0.040  # s; mean gap below which a row of keys came from a machine
SHORTEST = 6  # keys of a code


@dataclass(slots=True)
class Burst:
    """The keys since the last pause with their times; the last `held` of them are held back."""

    keys: list[tuple[str, float]] = field(default_factory=list)
    held: int = 0
    slowest: float = SCANNER  # s; mean gap of the slowest scanner of this desk

    def hear(self, character: str, time: float) -> bool:
        """Take a key at `time` (s) and say whether to hold it back.

        A key that is let go lets go of all that were held before it.
        """
        gap = time - self.keys[-1][1] if self.keys else self.new_start
        if gap >= self.new_start:
            self.clear()
        self.keys.append((character, time))
        self.held = self.held + 1 if gap <= HELD else 0
        return self.held > 0

    def follows(self, time: float) -> bool:
        """Say whether a key at this time comes at a scanner's speed after the last one."""
        return bool(self.keys) and time - self.keys[-1][1] <= HELD

    def end(self, time: float) -> tuple[str, ...]:
        """Take the end of a burst; return what may be a scanned code, likeliest first.

        Somebody may have typed half a name just before: so the keys at a scanner's even speed
        come first, then all since the last pause.
        """
        if not self.keys or time - self.keys[-1][1] > self.new_start:
            return ()
        return self.candidates()

    def candidates(self) -> tuple[str, ...]:
        """Return what may be a scanned code if nothing more comes, likeliest first."""
        start = max(0, len(self.keys) - 1)
        while start > 0 and self.keys[start][1] - self.keys[start - 1][1] <= self.slowest:
            start -= 1
        rows = (self.keys[start:], self.keys)
        return tuple(dict.fromkeys(_text(keys) for keys in rows if self._by_machine(keys)))

    @property
    def new_start(self) -> float:
        """The pause (s) after which something new begins."""
        return max(NEW_START, 2 * self.slowest)

    @property
    def is_fast(self) -> bool:
        """Whether the keys, or the last of them, came faster than anybody types."""
        rows = (self.keys, self.keys[-SHORTEST:])
        return len(self.keys) >= SHORTEST and any(_mean_gap(row) <= SCANNER for row in rows)

    def _by_machine(self, keys: list[tuple[str, float]]) -> bool:
        return len(keys) >= SHORTEST and _mean_gap(keys) <= self.slowest

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


def _mean_gap(keys: list[tuple[str, float]]) -> float:
    return (keys[-1][1] - keys[0][1]) / (len(keys) - 1)


def _text(keys: list[tuple[str, float]]) -> str:
    return "".join(character for character, _ in keys)
