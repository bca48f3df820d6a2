"""What a terminal is left like when the system ends the desk."""

import contextlib
import os
import pty
import signal
import sys
from pathlib import Path

import pytest

from tests.desks import a_desk

SHOWN, GIVEN_BACK = b"\x1b[?1049h", b"\x1b[?1049l"


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
def test_the_terminal_is_given_back(tmp_path: Path, ending: signal.Signals) -> None:
    folder = a_desk(tmp_path / "desk")
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm-256color"
        command = [sys.executable, "-m", "checkin", "--data", str(folder)]
        os.execv(command[0], command)  # noqa: S606 - our own program, no shell
    painted = b""
    while b"F1" not in painted:
        painted += os.read(terminal, 1 << 16)
    assert SHOWN in painted
    os.kill(child, ending)
    with contextlib.suppress(OSError):  # the terminal's end, as Linux tells it
        while read := os.read(terminal, 1 << 16):
            painted += read
    assert GIVEN_BACK in painted
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
