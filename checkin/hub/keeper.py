"""Stands between the hub and nats-server, so that the server ends with whoever started it.

`python -m checkin.hub.keeper nats-server …`: runs until its standard input closes, which it does
whatever way the hub ends. No signal tells a child of that on every system.
"""

import subprocess
import sys
import threading

PATIENCE = 10.0  # seconds for the server to write what it holds


def keep(command: list[str]) -> int:
    """Run a command until it ends or the standard input closes; return its exit code."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - the hub names the server
    threading.Thread(target=_end_with_input, args=(child,), daemon=True).start()
    return child.wait()


def _end_with_input(child: subprocess.Popen[bytes]) -> None:
    while sys.stdin.buffer.read(1):
        pass
    child.terminate()
    try:
        child.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()


if __name__ == "__main__":
    sys.exit(keep(sys.argv[1:]))
