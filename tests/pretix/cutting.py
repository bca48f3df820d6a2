"""A line that is cut again and again, between a desk and its pretix."""

import itertools
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress


class CutLine:
    """Passes connections on to a port of this laptop; each `every`-th one is cut.

    Cut in turn before anything is passed on, and when the answer is there but was not given back.
    """

    def __init__(self, port: int, every: int) -> None:
        self._port = port
        self._every = every
        self._server = socket.create_server(("127.0.0.1", 0))
        self._count = itertools.count(1)
        self.cuts = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.getsockname()[1]}"

    def serve(self) -> None:
        """Pass connections on until the line is closed."""
        with suppress(OSError):
            while True:
                near, _address = self._server.accept()
                threading.Thread(target=self._pass, args=(near,), daemon=True).start()

    def close(self) -> None:
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()

    def _pass(self, near: socket.socket) -> None:
        number = next(self._count)
        is_cut = number % self._every == 0
        self.cuts += is_cut
        with closing(near), suppress(OSError), _ended(near):
            if is_cut and self.cuts % 2:
                return
            with socket.create_connection(("127.0.0.1", self._port)) as far:
                asking = threading.Thread(target=_pump, args=(near, far), daemon=True)
                asking.start()
                if is_cut:
                    while far.recv(65536):
                        pass
                    return
                while part := far.recv(65536):
                    near.sendall(part)


@contextmanager
def _ended(near: socket.socket) -> Iterator[None]:
    """Hang up, though another thread still listens."""
    try:
        yield
    finally:
        near.shutdown(socket.SHUT_RDWR)


def _pump(near: socket.socket, far: socket.socket) -> None:
    with suppress(OSError):
        while part := near.recv(65536):
            far.sendall(part)


@contextmanager
def cut_line(port: int, every: int) -> Iterator[CutLine]:
    """Hold such a line open."""
    line = CutLine(port, every)
    threading.Thread(target=line.serve, daemon=True).start()
    try:
        yield line
    finally:
        line.close()
