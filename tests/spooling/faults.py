"""Everything that befalls a printer in a morning, one after the other, each put right again."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.fake_lines import NetworkLine
from tests.fake_printer import FakePrinter

SEEN_TO = 0.8  # seconds until somebody has closed the cover, changed the roll, put the plug back


@dataclass
class Faults:
    """Brings the next fault on, and has it seen to a moment later."""

    line: NetworkLine
    dice: random.Random
    badge: int  # bytes of one
    happened: list[str] = field(default_factory=list)
    _cure: Callable[[], None] | None = None
    _cure_at: float = 0

    @property
    def printer(self) -> FakePrinter:
        """The printer that it happens to."""
        return self.line.printer

    def happen(self, now: float) -> None:
        """Let the next fault happen."""
        self.see_to(float("inf"))
        name, bring = list(FAULTS.items())[len(self.happened) % len(FAULTS)]
        self.happened.append(name)
        self._cure = bring(self)
        self._cure_at = now + SEEN_TO

    def see_to(self, now: float) -> None:
        """Put right what is wrong, once it is time."""
        if self._cure is not None and now >= self._cure_at:
            self._cure()
            self._cure = None

    def end(self) -> None:
        """Put everything right, and let nothing happen any more that was still to come."""
        self.see_to(float("inf"))
        self.printer.reset_after = self.printer.stall_after = None

    def somewhere(self) -> int:
        """Return a number of bytes within one badge."""
        return self.dice.randrange(1, self.badge)

    def cover(self) -> Callable[[], None]:
        self.printer.cover_open = True
        return lambda: setattr(self.printer, "cover_open", False)

    def paper(self) -> Callable[[], None]:
        self.printer.paper_for = len(self.printer.received) + self.somewhere()
        return self._new_roll

    def mute(self) -> Callable[[], None]:
        self.printer.mute = True
        return lambda: setattr(self.printer, "mute", False)

    def reset(self) -> Callable[[], None]:
        self.printer.reset_after = self.somewhere()
        return lambda: None

    def stall(self) -> Callable[[], None]:
        self.printer.stall_after = self.somewhere()
        return lambda: None

    def power(self) -> Callable[[], None]:
        self.line.switch_off()
        return self.line.switch_on

    def slow(self) -> Callable[[], None]:
        before, self.printer.mm_per_second = self.printer.mm_per_second, 40
        return lambda: setattr(self.printer, "mm_per_second", before)

    def _new_roll(self) -> None:
        self.printer.paper_for, self.printer.paper_out = None, False


FAULTS = {
    "cover open": Faults.cover,
    "reset after n bytes": Faults.reset,
    "paper out": Faults.paper,
    "power cycle": Faults.power,
    "stall": Faults.stall,
    "slow": Faults.slow,
    "mute": Faults.mute,
}
