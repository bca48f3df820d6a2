"""From a key pressed to the screen painted, in the real program in a terminal of its own.

uv run python -m tests.finding.keystrokes --data FOLDER   (a desk's folder, as `demo` makes it)
"""

import argparse
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

from tests.finding.quality import Score

NAMES = ("lefevre helene", "martin jean", "goutier", "durnad", "ville lyon", "dupont", "nguyen thi")
QUIET = 0.1  # seconds without a byte: all is painted
PATIENCE = 2.0  # seconds until the first byte
SIZE = struct.pack("HHHH", 35, 120, 0, 0)


class Terminal:
    """The program in a terminal that reads what it paints."""

    def __init__(self, *command: str) -> None:
        self._child, self._descriptor = pty.fork()
        if self._child == 0:
            os.environ["TERM"] = "xterm-256color"
            os.execv(command[0], command)  # noqa: S606 - our own program, no shell
        fcntl.ioctl(self._descriptor, termios.TIOCSWINSZ, SIZE)

    def press(self, keys: str) -> float:
        """Press keys; return the milliseconds until the last byte painted for them."""
        start = time.perf_counter()
        os.write(self._descriptor, keys.encode())
        select.select([self._descriptor], [], [], PATIENCE)
        return (self.painted(QUIET) - start) * 1000

    def press_on(self, keys: str) -> None:
        """Press keys without waiting; what was painted meanwhile is read."""
        os.write(self._descriptor, keys.encode())
        while select.select([self._descriptor], [], [], 0)[0]:
            os.read(self._descriptor, 1 << 20)

    def painted(self, quiet: float) -> float:
        """Read until so many seconds pass without a byte; return when the last one came."""
        last = time.perf_counter()
        while select.select([self._descriptor], [], [], quiet)[0]:
            os.read(self._descriptor, 1 << 20)
            last = time.perf_counter()
        return last

    def wait(self, seconds: float) -> None:
        """Read whatever is painted for so long."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            if select.select([self._descriptor], [], [], left)[0]:
                os.read(self._descriptor, 1 << 20)

    def close(self) -> None:
        os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--data", required=True)
    told = asked.parse_args()
    terminal = Terminal(sys.executable, "-m", "checkin", "--data", told.data)
    terminal.wait(5.0)
    times: list[float] = []
    for name in NAMES:
        times += [terminal.press(letter) for letter in name]
        terminal.press("\x1b")
        terminal.wait(0.3)
    told_times = Score(0, 0, times).told()[16:]
    print(f"a key to painted: {told_times}  max {max(times):.1f} ms, n={len(times)}")
    late = []
    for name in NAMES:
        for letter in (name * 2)[:11]:
            terminal.press_on(letter)
            time.sleep(0.03)
        late.append(terminal.press("a"))
        terminal.press("\x1b")
        terminal.wait(0.3)
    print(f"twelve letters, 30 ms each; painted after the last: max {max(late):.1f} ms")
    terminal.close()


if __name__ == "__main__":
    main()
