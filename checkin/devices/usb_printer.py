"""A USB printer as Linux shows it, /dev/usb/lp0: exact counts, answers, and no rights of root."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Unpack

from checkin.devices.talking_printer import Manner, TalkingPrinter
from checkin.devices.wire import HandleWire, Wire
from checkin.printing import PrinterAbsent, Trouble

PLUGGED_IN = Path("/dev/usb")
TROUBLES = {
    errno.EACCES: Trouble.NO_RIGHTS,
    errno.EPERM: Trouble.NO_RIGHTS,
    errno.EBUSY: Trouble.BUSY,
}


class UsbPrinter(TalkingPrinter):
    """The printer at a device path, or the first one plugged in when there is no path."""

    def __init__(self, address: str = "", **manner: Unpack[Manner]) -> None:
        super().__init__(**manner)
        self._address = address

    @property
    def name(self) -> str:
        """The device, or what stands for any."""
        return self._address or "usb"

    @contextmanager
    def _talk(self) -> Iterator[Wire]:
        handle = self._opened()
        try:
            yield HandleWire(
                handle, lambda data: os.write(handle, data), lambda size: os.read(handle, size)
            )
        finally:
            os.close(handle)

    def _opened(self) -> int:
        if sys.platform != "linux":
            raise PrinterAbsent(Trouble.UNSUPPORTED)
        path = self._address or next((str(found) for found in sorted(PLUGGED_IN.glob("lp*"))), "")
        if not path:
            raise PrinterAbsent
        try:
            return os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
        except OSError as error:
            raise PrinterAbsent(TROUBLES.get(error.errno or 0, Trouble.ABSENT)) from error
