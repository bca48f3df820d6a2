"""Drawing the next badge while the printer is busy with this one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from checkin.printing.troubles import Unprintable
from db import spool
from db.connection import Copy, CopyTrouble, translated
from db.records import BadgeJob

CALM = 2.0  # s; until then a desk that opens has the machine for itself


class Ahead:
    """A thread with a connection of its own; `draw` keeps what it drew for who asks next.

    What it cannot draw or read it leaves: whoever prints meets the same trouble and tells it.
    """

    def __init__(
        self,
        open_copy: Callable[[], Copy],
        draw: Callable[[Copy, BadgeJob], object],
        queue: str,
    ) -> None:
        self._open_copy = open_copy
        self._draw = draw
        self._queue = queue
        self._copy: Copy | None = None
        self._closing = Event()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead")

    def warm_up(self, action: Callable[[], object]) -> None:
        """Load soon after the start what drawing needs: the first arrival waits no longer."""
        self._thread.submit(self._when_calm, action)

    def look(self) -> None:
        """Begin to draw the badge that comes next."""
        self._thread.submit(self._draw_next)

    def close(self) -> None:
        """Let the drawing in hand end."""
        self._closing.set()
        self._thread.shutdown(wait=True)
        if self._copy is not None:
            self._copy.close()

    def _when_calm(self, action: Callable[[], object]) -> None:
        if not self._closing.wait(CALM):
            action()

    def _draw_next(self) -> None:
        try:
            if self._copy is None:
                self._copy = self._open_copy()
            with translated(self._queue):
                coming = spool.coming(self._copy, self._queue)
            if coming is not None:
                self._draw(self._copy, coming)
        except (CopyTrouble, Unprintable):
            return
