"""What is plugged in, as the system tells it, and which of it may be taken for a scanner."""

import getpass
import os
from pathlib import Path

import pytest

from checkin.devices import ports as ports_module
from checkin.devices.cameras import Plugged, cameras
from checkin.devices.inputs import keyboards
from checkin.devices.ports import Port, ports
from checkin.devices.rights import allow_this_one, join_its_group, may_use

INPUTS = """\
I: Bus=0019 Vendor=0000 Product=0001 Version=0000
N: Name="Power Button"
P: Phys=LNXPWRBN/button/input0
H: Handlers=kbd event0
B: EV=3

I: Bus=0011 Vendor=0001 Product=0001 Version=ab41
N: Name="AT Translated Set 2 keyboard"
H: Handlers=sysrq kbd leds event1
B: EV=120013

I: Bus=0003 Vendor=0c2e Product=0b61 Version=0110
N: Name="Honeywell Imaging & Mobility Voyager"
H: Handlers=sysrq kbd event5
B: EV=120013

I: Bus=0003 Vendor=ac90 Product=3003 Version=0110
N: Name="USB Virtual Barcode Scanner"
H: Handlers=sysrq kbd leds event6
B: EV=120013

I: Bus=0003 Vendor=046d Product=c077 Version=0111
N: Name="Logitech USB Optical Mouse"
H: Handlers=mouse0 event7
B: EV=17
"""


@pytest.mark.parametrize(
    ("words", "vendor"),
    [
        ("Honeywell Xenon 1950", 0x0C2E),
        ("Symbol Technologies CDC scanner", 0x05E0),
        ("USB Virtual COM Barcode Reader", 0x1A86),
        ("WCM 2D Imager", 0xFFFF),
        ("", 0x1EAB),
    ],
)
def test_a_port_of_a_scanner_is_one(words: str, vendor: int) -> None:
    assert Port("/dev/ttyACM0", words, vendor).is_scanner


@pytest.mark.parametrize(
    ("words", "vendor"),
    [
        ("Quectel LTE Modem", 0x2C7C),
        ("Honeywell CT50 Diag", 0x0C2E),
        ("Zebra label printer, barcode", 0x05E0),
        ("FT232R USB UART", 0x0403),
        ("Arduino Uno", 0x2341),
        ("u-blox GNSS receiver", 0x1546),
        ("Barcode Scanner", None),
        ("", None),
    ],
)
def test_any_other_port_is_left_alone(words: str, vendor: int | None) -> None:
    assert not Port("/dev/ttyUSB0", words, vendor).is_scanner


def test_keyboards_are_told_by_linux_and_scanners_among_them_by_their_makers(
    tmp_path: Path,
) -> None:
    known = tmp_path / "devices"
    known.write_text(INPUTS)
    found = keyboards(known)
    assert [one.path for one in found] == [f"/dev/input/event{place}" for place in (0, 1, 5, 6)]
    assert [one.path for one in found if one.is_scanner] == [
        "/dev/input/event5",
        "/dev/input/event6",
    ]
    assert (found[2].name, found[2].product) == ("Honeywell Imaging & Mobility Voyager", 0x0B61)
    assert keyboards(tmp_path / "absent") == ()


def test_cameras_are_told_by_linux_in_their_order_each_once(tmp_path: Path) -> None:
    for node, name, index in (
        ("video10", "Loopback", "0"),
        ("video0", "Integrated Camera: HD", "0"),
        ("video1", "Integrated Camera: HD", "1"),
    ):
        (tmp_path / node).mkdir()
        (tmp_path / node / "name").write_text(f"{name}\n")
        (tmp_path / node / "index").write_text(f"{index}\n")
    assert cameras(tmp_path) == (
        Plugged("/dev/video0", "Integrated Camera: HD"),
        Plugged("/dev/video10", "Loopback"),
    )
    assert cameras(tmp_path / "absent") == ()


def test_a_laptop_without_usb_ports_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ports_module, "DEVICES", tmp_path)
    assert ports() == ()


def test_the_real_lists_of_this_machine_are_read() -> None:
    assert all(port.path for port in ports())
    assert all(one.path.startswith("/dev/input/") for one in keyboards())
    assert all(one.path for one in cameras())


def test_the_cure_names_the_group_and_the_account(tmp_path: Path) -> None:
    group = tmp_path.group()
    assert join_its_group(tmp_path) == f"sudo usermod -aG {group} {getpass.getuser()}"
    assert join_its_group(tmp_path / "absent") == ""


def test_the_cure_for_a_keyboard_names_this_one_only() -> None:
    cure = allow_this_one(0x0C2E, 0x0B61)
    assert 'ATTRS{idVendor}=="0c2e", ATTRS{idProduct}=="0b61"' in cure
    assert "usermod" not in cure


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can take another account's place")
def test_whether_a_device_may_be_used_is_told_without_opening_it(tmp_path: Path) -> None:
    device = tmp_path / "device"
    device.touch(mode=0o600)
    tmp_path.chmod(0o755)
    assert may_use(device)
    os.seteuid(65534)
    try:
        assert not may_use(device)
    finally:
        os.seteuid(0)
