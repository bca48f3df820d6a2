"""The serial ports that are plugged in, and which of them is a scanner; none is opened."""

import sys
from dataclasses import dataclass
from pathlib import Path

from checkin.devices.makers import is_scanner

DEVICES = Path("/dev")
ON_USB = ("ttyACM*", "ttyUSB*")


@dataclass(frozen=True, slots=True)
class Port:
    """A serial port as its device describes itself; no vendor where it is not on USB."""

    path: str
    words: str = ""
    vendor: int | None = None
    product: int | None = None

    @property
    def is_scanner(self) -> bool:
        """Whether it may be opened without being asked for: a modem or a printer may not."""
        return self.vendor is not None and is_scanner(self.vendor, self.words)


def ports() -> tuple[Port, ...]:
    """Return the serial ports; raises ImportError where the library is not installed."""
    if sys.platform == "linux" and not any(any(DEVICES.glob(name)) for name in ON_USB):
        return ()  # so that a laptop without such a port never loads the library
    from serial.tools.list_ports import comports

    return tuple(
        Port(
            found.device,
            " ".join(filter(None, (found.manufacturer, found.product, found.interface))),
            found.vid,
            found.pid,
        )
        for found in sorted(comports())
    )
