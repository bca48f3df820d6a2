"""A printer on the network that takes raw bytes, as most do at port 9100."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from checkin.badge import Badge
from checkin.devices.conversation import USUAL, Conversation, Patience
from checkin.devices.wire import Wire
from checkin.printing import PrinterAbsent, PrinterTrouble, Sent, Trouble

PORT = 9100


class NetworkPrinter:
    """One connection a badge, so that several desks can share a printer."""

    def __init__(self, address: str, *, answers: bool = True, patience: Patience = USUAL) -> None:
        self._host, self._port = host_and_port(address)
        self._answers = answers
        self._patience = patience

    @property
    def name(self) -> str:
        """The printer's address, as one would type it."""
        return f"{self._host}:{self._port}"

    def ready(self) -> Trouble | None:
        """Ask it how it is."""
        try:
            with self._talk() as conversation:
                return conversation.trouble()
        except PrinterTrouble as why:
            return why.trouble

    def send(self, badge: Badge, *, mend: bool = False) -> Sent:
        """Print a badge."""
        with self._talk() as conversation:
            return conversation.send(badge, mend=mend)

    @contextmanager
    def _talk(self) -> Iterator[Conversation]:
        with self._connected() as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line.settimeout(0)

            def receive(size: int) -> bytes:
                said = line.recv(size)
                if not said:
                    raise ConnectionResetError
                return said

            wire = Wire(line.fileno(), line.send, receive)
            try:
                yield Conversation(wire, self._patience, self._answers)
            finally:
                wire.read(0)  # closing on unread answers would take back what is still on its way

    def _connected(self) -> socket.socket:
        try:
            return socket.create_connection((self._host, self._port), self._patience.connect)
        except ConnectionRefusedError as error:
            raise PrinterAbsent(Trouble.BUSY) from error
        except OSError as error:
            raise PrinterAbsent from error


def host_and_port(address: str) -> tuple[str, int]:
    """Read `host`, `host:port`, `[::1]` or `[::1]:port`; raises ValueError."""
    host, colon, port = address.strip().rpartition(":")
    if not colon or not port.isdecimal() or (":" in host and not host.startswith("[")):
        host, port = address.strip(), str(PORT)
    if not host:
        raise ValueError(f"no address: {address!r}")
    return host.strip("[]"), int(port)
