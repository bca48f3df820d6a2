"""A printer on a serial port, or on the virtual one that a maker's driver shows (pyserial)."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Unpack

from checkin.devices.talking_printer import Manner, TalkingPrinter
from checkin.devices.wire import HandleWire, Wire, WireStalled
from checkin.printing import PrinterAbsent, Trouble

SPEED = 115_200
PIECE = 256
TROUBLES = {errno.EACCES: Trouble.NO_RIGHTS, errno.EBUSY: Trouble.BUSY}


class SerialPrinter(TalkingPrinter):
    """The printer at a port such as COM3 or /dev/ttyUSB0@19200."""

    def __init__(self, address: str, **manner: Unpack[Manner]) -> None:
        super().__init__(**manner)
        self._port, self._speed = port_and_speed(address)

    @property
    def name(self) -> str:
        """The port."""
        return self._port

    @contextmanager
    def _talk(self) -> Iterator[Wire]:
        try:
            from serial import Serial, SerialException
        except ImportError as error:
            raise PrinterAbsent(Trouble.UNSUPPORTED) from error
        try:
            port = Serial(self._port, self._speed, timeout=0, write_timeout=0.1)
        except SerialException as error:
            raise PrinterAbsent(TROUBLES.get(error.errno or 0, Trouble.ABSENT)) from error
        with port:
            yield _exact(port) if os.name == "posix" else _SerialWire(port)


def _exact(port: Any) -> Wire:
    """Return a wire that knows to the byte what the system took, where a port is a handle."""
    handle: int = port.fileno()
    return HandleWire(
        handle, lambda data: os.write(handle, data), lambda size: os.read(handle, size)
    )


class _SerialWire:
    """What the library tells of a port; what has left is known in steps of `PIECE`."""

    def __init__(self, port: Any) -> None:
        self._port = port

    def write(self, data: bytes, patience: float) -> None:
        self._port.write_timeout = patience
        for sent in range(0, len(data), PIECE):
            try:
                self._port.write(data[sent : sent + PIECE])
            except OSError as error:
                raise WireStalled(sent) from error

    def read(self, patience: float) -> bytes:
        try:
            self._port.timeout = patience
            said: bytes = self._port.read(1)
            return said + (self._port.read(self._port.in_waiting) if said else b"")
        except OSError:
            return b""


def port_and_speed(address: str) -> tuple[str, int]:
    """Read `port` or `port@speed`; raises ValueError."""
    port, _, speed = address.strip().partition("@")
    if not port or (speed and not speed.isdecimal()):
        raise ValueError(f"no serial port: {address!r}")
    return port, int(speed or SPEED)
