"""What is wrong with a scanner, from what came back of a code that is known: pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from checkin.scanning.bursts import SCANNER
from checkin.scanning.habits import SLOWEST, Habits
from checkin.scanning.layouts import LAYOUTS, meaning

TEST_CODE = "0123456789AZM"  # every digit, and the letters that keyboards disagree on
ROOM = 1.4  # times the mean gap measured; the next code may come slower than this one


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What came back: `gap` is the mean between keys in ms, `ending` the key behind it, or none.

    `keyboard` is the layout that makes it the test code, with `caps` where caps lock is on; empty
    where none does, because something else was scanned or typed.
    """

    text: str
    gap: float
    ending: str
    keyboard: str = ""
    caps: bool = False
    prefix: str = ""
    suffix: str = ""

    @property
    def is_slow(self) -> bool:
        """Whether it types as slowly as a person may."""
        return self.gap > SCANNER * 1000

    @property
    def is_too_slow(self) -> bool:
        """Whether nothing tells it from a person any more."""
        return self.gap > SLOWEST

    @property
    def is_well(self) -> bool:
        """Whether there is nothing to repair."""
        return self.habits == Habits() and bool(self.keyboard) and not self.caps and self.is_ended

    @property
    def is_ended(self) -> bool:
        """Whether its codes have an end; a slow scanner's silence could be a pause."""
        return bool(self.ending) or not self.is_slow

    @property
    def habits(self) -> Habits:
        """What to remember of this scanner; nothing of one whose code was not understood."""
        if not self.keyboard:
            return Habits()
        slow = self.is_slow and not self.is_too_slow
        return Habits(
            keyboard="" if self.keyboard == "as is" else self.keyboard,
            gap=round(min(self.gap * ROOM, SLOWEST)) if slow else 0,
            prefix=self.prefix,
            suffix=self.suffix,
        )


def diagnose(keys: Sequence[tuple[str, float]], ending: str) -> Diagnosis:
    """Say what is wrong, from the keys with their times (s) and the key that ended them, if any."""
    gap = 1000 * (keys[-1][1] - keys[0][1]) / max(1, len(keys) - 1)
    shown = "".join(character for character, _time in keys if character.isprintable())
    for layout in LAYOUTS:
        for text, swapped in ((shown, False), (shown.swapcase(), True)):
            at = meaning(text, layout).find(TEST_CODE)
            if at >= 0:
                end = at + len(TEST_CODE)
                keyboard, caps = _unlocked(layout)
                return Diagnosis(
                    shown, gap, ending, keyboard, caps or swapped, shown[:at], shown[end:]
                )
    return Diagnosis(shown, gap, ending)


def _unlocked(layout: str) -> tuple[str, bool]:
    """Return a layout without its caps lock, which is the laptop's, and whether it had one."""
    if layout == "shift lock":
        return "as is", True
    keyboard = layout.removesuffix(" caps").removesuffix(" shift lock")
    return keyboard, keyboard != layout
