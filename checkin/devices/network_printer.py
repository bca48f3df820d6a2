"""A printer on the network that takes raw bytes, as most do at port 9100."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Unpack

from checkin.devices.talking_printer import Manner, TalkingPrinter
from checkin.devices.wire import HandleWire, Wire
from checkin.printing import PrinterAbsent, Trouble

PORT = 9100


class NetworkPrinter(TalkingPrinter):
    """One connection a badge, so that several desks can share a printer."""

    def __init__(self, address: str, **manner: Unpack[Manner]) -> None:
        super().__init__(**manner)
        self._host, self._port = host_and_port(address)

    @property
    def name(self) -> str:
        """The printer's address, as one would type it."""
        return f"{self._host}:{self._port}"

    @contextmanager
    def _talk(self) -> Iterator[Wire]:
        with self._connected() as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line.settimeout(0)

            def receive(size: int) -> bytes:
                said = line.recv(size)
                if not said:
                    raise ConnectionResetError
                return said

            wire = HandleWire(line.fileno(), line.send, receive)
            try:
                yield wire
            finally:
                wire.read(0)  # closing on unread answers would take back what is still on its way

    def _connected(self) -> socket.socket:
        try:
            return socket.create_connection((self._host, self._port), self._patience.connect)
        except ConnectionRefusedError as error:
            raise PrinterAbsent(Trouble.BUSY) from error
        except socket.gaierror as error:
            raise PrinterAbsent(Trouble.NO_SUCH_NAME) from error
        except OSError as error:
            raise PrinterAbsent from error


def host_and_port(address: str) -> tuple[str, int]:
    """Read `host`, `host:port`, `[::1]` or `[::1]:port`; raises ValueError."""
    host, colon, port = address.strip().rpartition(":")
    if not colon or not port.isdecimal() or (":" in host and not host.startswith("[")):
        host, port = address.strip(), str(PORT)
    if not host or any(letter.isspace() or letter == "/" for letter in host):
        raise ValueError(f"no address: {address!r}")
    if not 0 < int(port) < 65_536:
        raise ValueError(f"no port: {port}")
    return host.strip("[]"), int(port)
