"""A scanner on a serial line, most often a USB one in its COM (CDC) mode."""

import errno
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from checkin.devices.ports import Port, ports
from checkin.devices.rights import join_its_group
from checkin.scanners import Kind, ScannerTrouble, Trouble
from checkin.scanners.lines import Lines

if TYPE_CHECKING:
    from serial import Serial

AUTO = "auto"
INSTALL = "pip install 'checkin[serial]'"
SPEED = 9600  # baud of a real serial line; USB has its own
SILENCE = 0.1  # s; a code without an end is over
TROUBLES = {
    errno.ENOENT: Trouble.ABSENT,
    errno.ENODEV: Trouble.ABSENT,
    errno.ENXIO: Trouble.ABSENT,
    errno.EIO: Trouble.ABSENT,
    errno.EACCES: Trouble.NO_RIGHTS,
    errno.EPERM: Trouble.NO_RIGHTS,
    errno.EBUSY: Trouble.BUSY,
    errno.EAGAIN: Trouble.BUSY,
}


class SerialScanner:
    """The scanner at a port, or the first port that can only be a scanner's."""

    kind = Kind.SERIAL

    def __init__(self, address: str = AUTO, find: Callable[[], tuple[Port, ...]] = ports) -> None:
        self.wanted = address != AUTO
        self._address = address
        self._find = find
        self._port: Serial | None = None
        self._lines = Lines()

    def open(self) -> None:
        """Take the port for ourselves."""
        self._lines = Lines()
        try:
            candidates = self._candidates()
            from serial import Serial
        except ImportError as missing:
            raise ScannerTrouble(Trouble.NOT_INSTALLED, INSTALL) from missing
        trouble = ScannerTrouble(Trouble.ABSENT)
        for path in candidates:
            try:
                self._port = Serial(path, SPEED, timeout=SILENCE, exclusive=True)
            except _faults() as error:
                trouble = _trouble(path, error)
            else:
                return
        raise trouble

    def read(self, patience: float) -> tuple[str, ...]:  # noqa: ARG002 - a silence is shorter
        """Wait for bytes, or for the silence that ends a code."""
        assert self._port is not None
        try:
            data = self._port.read(self._port.in_waiting or 1)
        except _faults() as error:
            raise ScannerTrouble(Trouble.ABSENT) from error
        return self._lines.take(data) if data else self._lines.silence()

    def close(self) -> None:
        """Give the port back."""
        if self._port is not None:
            self._port.close()
            self._port = None

    def _candidates(self) -> tuple[str, ...]:
        if self._address != AUTO:
            return (self._address,)
        found = tuple(port.path for port in self._find() if port.is_scanner)
        if not found:
            raise ScannerTrouble(Trouble.ABSENT)
        return found


def _faults() -> tuple[type[Exception], ...]:
    """Return what the library lets through when a port goes away under its hands."""
    if sys.platform == "win32":
        return (OSError,)
    import termios

    return (OSError, termios.error)


def _trouble(path: str, error: Exception) -> ScannerTrouble:
    """Say why a port does not open; Windows tells it in words only."""
    number = error.errno if isinstance(error, OSError) else error.args[0]
    told = TROUBLES.get(number or 0)
    if told is None and "FileNotFoundError" in str(error):
        told = Trouble.ABSENT
    if told is None and "PermissionError" in str(error):
        told = Trouble.BUSY
    cure = join_its_group(Path(path)) if told is Trouble.NO_RIGHTS else ""
    return ScannerTrouble(told or Trouble.UNFIT, cure)
