"""The real desk as a process in a terminal of its own, so that it can be killed."""

import os
import pty
import select
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.desks import command, surroundings

TERMINAL = {"TERM": "xterm-256color", "COLUMNS": "120", "LINES": "35"}


class RunningDesk:
    """The desk's window, which nobody looks at; what it paints is read and thrown away."""

    def __init__(self, folder: Path) -> None:
        self._ours, theirs = pty.openpty()
        self._process = subprocess.Popen(
            command("--data", folder),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=surroundings(TERMINAL),
            start_new_session=True,
        )
        os.close(theirs)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def kill(self) -> None:
        """End it as a power cut does."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._reader.join()
        os.close(self._ours)

    @property
    def runs(self) -> bool:
        """Whether it is there."""
        return self._process.poll() is None

    def _read(self) -> None:
        while self.runs:
            if select.select([self._ours], [], [], 0.1)[0]:
                try:
                    os.read(self._ours, 65_536)
                except OSError:  # the other end is closed
                    return


@contextmanager
def running(folder: Path) -> Iterator[RunningDesk]:
    """Open a desk; whoever opened it may have killed it before the end."""
    desk = RunningDesk(folder)
    try:
        yield desk
    finally:
        if desk.runs:
            desk.kill()
