"""A nats-server that outlived its hub, whose keeper was killed: known by our certificate, ended."""

import os
import signal
import socket
import ssl
import time
from pathlib import Path

from checkin.hub.calls import trusting
from checkin.membership import TLS_NAME

GREETING = 4096  # bytes at most that a server says before it speaks TLS
PATIENCE = 10.0  # seconds for it to write what it holds


def end(address: tuple[str, int], ca: Path, pid_file: Path) -> bool:
    """End the server at an address if it is ours; False for a stranger's, which is left alone.

    Whoever calls holds the folder's lock: no hub that runs is ended.
    """
    if not _is_ours(address, ca):
        return False
    try:
        pid = int(pid_file.read_text())
        os.kill(pid, signal.SIGTERM)
    except (OSError, ValueError):
        return False
    until = time.monotonic() + PATIENCE
    while takes_calls(address):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def takes_calls(address: tuple[str, int]) -> bool:
    """Say whether somebody listens there."""
    try:
        with socket.create_connection(address, timeout=0.5):
            return True
    except OSError:
        return False


def _is_ours(address: tuple[str, int], ca: Path) -> bool:
    """Say whether the server there has a certificate of this hub's authority."""
    try:
        with socket.create_connection(address, timeout=2) as plain:
            if not plain.recv(GREETING).startswith(b"INFO "):
                return False
            with trusting(ca.read_bytes()).wrap_socket(plain, server_hostname=TLS_NAME):
                return True
    except (OSError, ssl.SSLError):
        return False
