"""The keyboards that Linux knows, and which of them is a scanner; none is opened."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checkin.devices.makers import is_scanner

KNOWN = Path("/proc/bus/input/devices")
DEVICES = "/dev/input"
OUTSIDE = frozenset({0x0003, 0x0005})  # USB and Bluetooth: never the laptop's own keyboard

_BLOCK = re.compile(
    r"^I: Bus=(?P<bus>\w+) Vendor=(?P<vendor>\w+) Product=(?P<product>\w+).*?"
    r'^N: Name="(?P<name>.*?)"$.*?^H: Handlers=(?P<handlers>.*?)$',
    re.M | re.S,
)


@dataclass(frozen=True, slots=True)
class Keyboard:
    """A keyboard, or what calls itself one."""

    path: str
    name: str
    bus: int
    vendor: int
    product: int

    @property
    def is_scanner(self) -> bool:
        """Whether it may be taken without being asked for: whoever types needs the others."""
        return self.bus in OUTSIDE and is_scanner(self.vendor, self.name)


def keyboards(known: Path = KNOWN) -> tuple[Keyboard, ...]:
    """Return the keyboards; Linux tells everybody, also who may not open them."""
    try:
        text = known.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ()
    return tuple(_keyboards(text))


def _keyboards(text: str) -> Iterator[Keyboard]:
    for block in text.split("\n\n"):
        found = _BLOCK.search(block)
        handlers = found["handlers"].split() if found else []
        event = next((one for one in handlers if one.startswith("event")), None)
        if found and event and "kbd" in handlers:
            yield Keyboard(
                f"{DEVICES}/{event}",
                found["name"],
                *(int(found[part], 16) for part in ("bus", "vendor", "product")),
            )
