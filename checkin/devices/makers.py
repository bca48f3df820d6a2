"""Who makes scanners: by the number of a USB vendor, or by the words a device says of itself."""

import re

# By the USB vendor numbers that are registered for them.
MAKERS = {
    0x05E0: "Zebra (Symbol)",
    0x05F9: "Datalogic",
    0x065A: "Opticon",
    0x0C2E: "Honeywell",
    0x1EAB: "Newland",
}
A_SCANNER = re.compile(r"bar ?code|qr ?code|code ?(scanner|reader)|imag(er|ing scanner)", re.I)
# The makers of scanners make these too, and so does whoever else has a serial port.
SOMETHING_ELSE = re.compile(
    r"printer|modem|\bat port|gps|gnss|diag|debug|mobile|phone|dolphin", re.I
)


def is_scanner(vendor: int | None, words: str) -> bool:
    """Say whether a device can only be a scanner; in doubt it is none."""
    if SOMETHING_ELSE.search(words):
        return False
    return vendor in MAKERS or A_SCANNER.search(words) is not None
