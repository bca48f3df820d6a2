"""Scanners that are not there: a serial line's other end, an input device, and a scripted one."""

import errno
import os
import struct
import tty
from collections.abc import Sequence
from dataclasses import dataclass, field
from queue import Empty, Queue
from threading import Event

from evdev import DeviceInfo
from evdev.eventio import EventIO

from checkin.devices.ports import Port
from checkin.scanners import Kind, Picture, ScannerTrouble
from checkin.scanners.keys import PLAIN, SHIFTED

EVENT = "llHHi"
A_KEY, SYNC = 1, 0
ENTER, SHIFT = 28, 42
USB, BUILT_IN = 0x03, 0x11


class SerialLine:
    """A scanner's end of a serial line; the other end is a terminal of this machine."""

    def __init__(self) -> None:
        self._ours, theirs = os.openpty()
        tty.setraw(theirs)
        self.path = os.ttyname(theirs)
        self._theirs = theirs

    def reads(self, data: bytes) -> None:
        """Send what a scanner sends."""
        os.write(self._ours, data)

    def unplug(self) -> None:
        """Take the line away, whoever holds it."""
        os.close(self._theirs)
        os.close(self._ours)

    def port(self, words: str = "Honeywell Voyager 1470g", vendor: int | None = 0x0C2E) -> Port:
        """Return the port as the system would describe it."""
        return Port(self.path, words, vendor, 0x0B6A)


class InputDevice(EventIO):
    """The library's own reader over a pipe: what Linux tells of a device is made up, no more."""

    def __init__(self, bus: int = USB, taken: bool = False) -> None:
        self.fd, self._plug = os.pipe()
        os.set_blocking(self.fd, False)
        self.info = DeviceInfo(bus, 0x0C2E, 0x0B61, 0x0110)
        self.grabs: list[bool] = []
        self._taken = taken

    def types(self, text: str, *ends: int) -> None:
        """Press and release the keys of a text as a scanner does."""
        for character in text:
            shifted = character not in PLAIN.values()
            key = next(
                key for key, of in (SHIFTED if shifted else PLAIN).items() if of == character
            )
            self.press(SHIFT, key) if shifted else self.press(key)
        for end in ends:
            self.press(end)

    def press(self, *keys: int) -> None:
        """Press keys together, and let go of them."""
        for value, held in ((1, keys), (0, tuple(reversed(keys)))):
            for key in held:
                os.write(self._plug, struct.pack(EVENT, 0, 0, A_KEY, key, value))
                os.write(self._plug, struct.pack(EVENT, 0, 0, SYNC, 0, 0))

    def grab(self) -> None:
        if self._taken:
            raise OSError(errno.EBUSY, "Device or resource busy")
        self.grabs.append(True)

    def unplug(self) -> None:
        """Take the device away: from now on Linux says that there is none."""
        os.close(self._plug)
        self._plug = -1

    def read(self):  # type: ignore[no-untyped-def] # the library gives its own no type
        if self._plug < 0:
            raise OSError(errno.ENODEV, "No such device")
        return super().read()

    def close(self) -> None:
        for end in (self.fd, self._plug):
            if end >= 0:
                os.close(end)
        self.fd = self._plug = -1


@dataclass
class ScriptedScanner:
    """Is there or not, reads what it is told next, and keeps a log of what was done with it."""

    absent: Sequence[ScannerTrouble] = ()
    kind: Kind = Kind.SERIAL
    wanted: bool = True
    script: "Queue[str | Exception]" = field(default_factory=Queue)
    log: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._absent = list(self.absent)

    def reads(self, *codes: "str | Exception") -> None:
        for code in codes:
            self.script.put(code)

    def open(self) -> None:
        if self._absent:
            raise self._absent.pop(0)
        self.log.append("open")

    def read(self, patience: float) -> tuple[str, ...]:
        try:
            following = self.script.get(timeout=patience)
        except Empty:
            return ()
        if isinstance(following, Exception):
            raise following
        return (following,)

    def close(self) -> None:
        self.log.append("close")


class StillCamera:
    """A camera that goes on seeing one picture and reads nothing."""

    kind = Kind.CAMERA
    wanted = True

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self._closed = Event()

    def open(self) -> None:
        self._closed.clear()

    def read(self, patience: float) -> tuple[str, ...]:
        self._closed.wait(patience)
        return ()

    def close(self) -> None:
        self._closed.set()
