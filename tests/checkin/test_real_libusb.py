"""The real libusb, shown devices that are not there by umockdev: what it makes of them is found."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(
    shutil.which("umockdev-run") is None, reason="umockdev is not installed here; .ci/run has it"
)

PRINTER, KEYBOARD, MAKERS_OWN = 7, 3, 0xFF
LOOK = """
import json
from checkin.devices import nearby
from checkin.devices.libusb_printer import LibusbPrinter
print(json.dumps([
    [one.address, one.model, one.known.tongue, LibusbPrinter(one.address).ready()]
    for one in nearby.libusb_devices()
]))
"""


def described(number: int, vendor: int, product: int, interface: int) -> str:
    """Return a device as umockdev reads it, with its descriptors as the kernel shows them."""
    ids = vendor.to_bytes(2, "little") + product.to_bytes(2, "little")
    device = bytes((18, 1, 0, 2, 0, 0, 0, 64)) + ids + bytes((0, 1, 0, 0, 0, 1))
    ends = bytes((7, 5, 0x81, 2, 64, 0, 0, 7, 5, 0x03, 2, 64, 0, 0))
    configuration = bytes((9, 2, 32, 0, 1, 1, 0, 0xC0, 1, 9, 4, 0, 0, 2, interface, 1, 2, 0)) + ends
    lines = (
        f"P: /devices/pci0000:00/0000:00:14.0/usb1/1-{number}",
        f"N: bus/usb/001/{number:03}",
        "E: SUBSYSTEM=usb",
        "E: DEVTYPE=usb_device",
        f"E: DEVNAME=/dev/bus/usb/001/{number:03}",
        "A: busnum=1\\n",
        f"A: devnum={number}\\n",
        "A: speed=12\\n",
        "A: bConfigurationValue=1\\n",
        f"H: descriptors={(device + configuration).hex().upper()}",
    )
    return "\n".join(lines) + "\n\n"


def found(folder: Path, *devices: str) -> Any:
    """Return what our finder says of a bus that holds these devices only."""
    bus = folder / "bus.umockdev"
    bus.write_text("".join(devices))
    line = ["umockdev-run", "--device", str(bus), "--", sys.executable, "-c", LOOK]
    return json.loads(subprocess.run(line, capture_output=True, check=True, timeout=60).stdout)


def test_printers_are_found_among_other_devices_and_one_that_answers_nothing_says_so(
    tmp_path: Path,
) -> None:
    seen = found(
        tmp_path,
        described(2, 0x04F9, 0x209D, PRINTER),
        described(3, 0x046D, 0xC31C, KEYBOARD),
        described(4, 0x04B8, 0x0202, MAKERS_OWN),
        described(5, 0x0A5F, 0x0166, PRINTER),
    )
    assert {tuple(one[:3]) for one in seen} == {
        ("04f9:209d", "QL-820NWB", "brother"),
        ("04b8:0202", "", "escpos"),
        ("0a5f:0166", "", "zpl"),
    }
    assert all(one[3] for one in seen), "what answers nothing is in trouble"


def test_a_bus_without_a_printer_has_none(tmp_path: Path) -> None:
    assert found(tmp_path, described(3, 0x046D, 0xC31C, KEYBOARD)) == []
