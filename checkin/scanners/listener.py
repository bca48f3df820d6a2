"""The thread that listens to one scanner, and comes back to it whenever it comes back."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from checkin.scanners.scanner import Scanner, ScannerState
from checkin.scanners.troubles import ScannerTrouble, Trouble


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds that a read waits at the most, and between tries of a scanner that is not there."""

    patience: float = 0.25
    again: float = 1.0


class Listener:
    """Reads a scanner in a thread of its own; `heard` and `on_news` are called from there."""

    def __init__(
        self,
        scanner: Scanner,
        heard: Callable[[str], None],
        on_news: Callable[[ScannerState], None],
        rhythm: Rhythm = Rhythm(),
    ) -> None:
        self._scanner = scanner
        self._heard = heard
        self._on_news = on_news
        self._rhythm = rhythm
        self._stopping = threading.Event()
        self._state: ScannerState | None = None
        self._had_it = False
        name = f"scanner-{scanner.kind}"
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self, patience: float = 2.0) -> bool:
        """End after the read in hand; False when a device still hangs after `patience`."""
        self._stopping.set()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(patience)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                self._listen()
                self._stopping.wait(self._rhythm.again)
        finally:
            if not self._stopping.is_set():
                self._tell(Trouble.DEAD)

    def _listen(self) -> None:
        """Read until it is gone."""
        try:
            self._scanner.open()
            self._had_it = True
            self._tell(None)
            while not self._stopping.is_set():
                for code in self._scanner.read(self._rhythm.patience):
                    if not self._stopping.is_set():
                        self._heard(code)
        except ScannerTrouble as why:
            gone = why.trouble is Trouble.ABSENT and self._had_it
            self._tell(Trouble.UNPLUGGED if gone else why.trouble, why.cure)
        finally:
            self._scanner.close()

    def _tell(self, trouble: Trouble | None, cure: str = "") -> None:
        state = ScannerState(
            self._scanner.kind, trouble, cure, self._scanner.wanted or self._had_it
        )
        if state != self._state and not self._stopping.is_set():
            self._state = state
            self._on_news(state)
