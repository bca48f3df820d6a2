"""All printers of a desk, each with the spooler that empties its queue."""

from collections.abc import Callable, Sequence

from checkin.printing.found import FoundPrinter
from checkin.printing.printer import PrinterState, together
from checkin.printing.spooler import Spooler


class Pressroom:
    """As many spoolers as the desk has printers; the first one is the usual printer's."""

    def __init__(
        self,
        spoolers: Sequence[Spooler],
        nearby: Callable[[], tuple[FoundPrinter, ...]] = tuple,
    ) -> None:
        self._spoolers = tuple(spoolers)
        self.nearby = nearby  # looks for printers, which takes seconds

    def start(self) -> None:
        """Begin to print."""
        for spooler in self._spoolers:
            spooler.start()

    def wake(self) -> None:
        """Say that a badge was asked for, or that a printer was seen to."""
        for spooler in self._spoolers:
            spooler.wake()

    def stop(self, patience: float = 30.0) -> bool:
        """End after the badges in hand; False when one is still being printed after `patience`."""
        for spooler in self._spoolers:
            spooler.end()
        ended = [spooler.stop(patience) for spooler in self._spoolers]
        return all(ended)

    def empty(self) -> PrinterState:
        """Print in the caller's thread instead, one printer after the other."""
        state = together([spooler.empty() for spooler in self._spoolers])
        assert state is not None, "a desk has a printer"
        return state
