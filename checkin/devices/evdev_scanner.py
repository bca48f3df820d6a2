"""A keyboard scanner taken from Linux: no key of it reaches the terminal, no layout garbles it."""

import errno
import select
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from checkin.devices.inputs import OUTSIDE, Keyboard, keyboards
from checkin.devices.rights import allow_this_one
from checkin.scanners import Kind, ScannerTrouble, Trouble
from checkin.scanners.keys import Keys

if TYPE_CHECKING:
    from evdev import DeviceInfo, InputEvent

AUTO = "auto"
INSTALL = "pip install 'checkin[evdev]'"
SILENCE = 0.1  # s; a code without an end is over
A_KEY, UP, DOWN = 1, 0, 1
TROUBLES = {
    errno.ENOENT: Trouble.ABSENT,
    errno.ENODEV: Trouble.ABSENT,
    errno.ENXIO: Trouble.ABSENT,
    errno.EACCES: Trouble.NO_RIGHTS,
    errno.EPERM: Trouble.NO_RIGHTS,
    errno.EBUSY: Trouble.BUSY,
}


class Device(Protocol):
    """What we need of the library's input device."""

    @property
    def fd(self) -> int: ...
    @property
    def info(self) -> "DeviceInfo": ...
    def grab(self) -> None: ...
    def read(self) -> "Iterable[InputEvent]": ...
    def close(self) -> None: ...


class EvdevScanner:
    """The scanner at an input device, or the first keyboard that can only be a scanner."""

    kind = Kind.KEYS

    def __init__(
        self,
        address: str = AUTO,
        find: Callable[[], tuple[Keyboard, ...]] = keyboards,
        open_device: Callable[[str], Device] | None = None,
    ) -> None:
        self.wanted = True
        self._address = address
        self._find = find
        self._open_device = open_device or _opened
        self._device: Device | None = None
        self._keys = Keys()

    def open(self) -> None:
        """Take the device for ourselves; a keyboard that is built in is left alone."""
        self._keys = Keys()
        path = self._path()
        try:
            self._device = self._open_device(path)
            if self._device.info.bustype not in OUTSIDE:
                raise ScannerTrouble(Trouble.UNFIT)
            self._device.grab()
        except ImportError as missing:
            raise ScannerTrouble(Trouble.NOT_INSTALLED, INSTALL) from missing
        except OSError as error:
            trouble = TROUBLES.get(error.errno or 0, Trouble.UNFIT)
            cure = self._cure(path) if trouble is Trouble.NO_RIGHTS else ""
            raise ScannerTrouble(trouble, cure) from error

    def read(self, patience: float) -> tuple[str, ...]:
        """Wait for keys, or for the silence that ends a code."""
        assert self._device is not None
        patience = SILENCE if self._keys.waiting else patience
        try:
            ready, _, _ = select.select([self._device.fd], [], [], patience)
            if not ready:
                return self._keys.silence()
            events = list(self._device.read())
        except BlockingIOError:
            return ()
        except (OSError, ValueError) as error:
            raise ScannerTrouble(Trouble.ABSENT) from error
        return tuple(
            code
            for event in events
            if event.type == A_KEY and event.value in {UP, DOWN}
            for code in self._keys.take(event.code, down=event.value == DOWN)
        )

    def close(self) -> None:
        """Give the device back: Linux lets go of it with its file."""
        if self._device is not None:
            self._device.close()
            self._device = None

    def _path(self) -> str:
        if self._address != AUTO:
            return self._address
        found = next((one.path for one in self._find() if one.is_scanner), None)
        if found is None:
            raise ScannerTrouble(Trouble.ABSENT)
        return found

    def _cure(self, path: str) -> str:
        known = next((one for one in self._find() if one.path == path), None)
        return allow_this_one(known.vendor, known.product) if known else ""


def _opened(path: str) -> Device:
    from evdev import InputDevice

    return InputDevice(path)
