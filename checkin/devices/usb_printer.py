"""A USB printer as Linux shows it, /dev/usb/lp0: exact counts, answers, and no rights of root."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checkin.badge import Badge
from checkin.devices.conversation import USUAL, Conversation, Patience
from checkin.devices.wire import Wire
from checkin.printing import PrinterAbsent, PrinterTrouble, Sent, Trouble

PLUGGED_IN = Path("/dev/usb")
TROUBLES = {
    errno.EACCES: Trouble.NO_RIGHTS,
    errno.EPERM: Trouble.NO_RIGHTS,
    errno.EBUSY: Trouble.BUSY,
}


class UsbPrinter:
    """The printer at a device path, or the first one plugged in when there is no path."""

    def __init__(
        self, address: str = "", *, answers: bool = True, patience: Patience = USUAL
    ) -> None:
        self._address = address
        self._answers = answers
        self._patience = patience

    @property
    def name(self) -> str:
        """The device, or what stands for any."""
        return self._address or "usb"

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
        handle = self._opened()
        try:
            wire = Wire(
                handle, lambda data: os.write(handle, data), lambda size: os.read(handle, size)
            )
            yield Conversation(wire, self._patience, self._answers)
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
