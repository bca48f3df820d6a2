"""Printers are found by what they say of themselves."""

import getpass
import os
import socket
import sys
from pathlib import Path

import pytest
import usb.core
from zeroconf import ServiceInfo, Zeroconf

from checkin.devices import nearby
from checkin.devices.nearby import SERVICE, Nearby
from checkin.devices.ports import Port
from checkin.devices.rights import allow_this_printer
from tests.fake_usb import FakeBus


def test_a_device_of_the_system_is_found_with_its_model(tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    (tmp_path / "usb/lp0").touch()
    about = tmp_path / "usbmisc/lp0/device"
    about.mkdir(parents=True)
    (about / "ieee1284_id").write_text("MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;")

    found = list(nearby.usb_devices(tmp_path / "usb", tmp_path / "usbmisc"))
    assert found == [Nearby("usb", str(tmp_path / "usb/lp0"), "TM-T20III")]
    assert found[0].paper == (576, 203)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may open everything"
)
def test_a_missing_right_comes_with_the_command_that_gives_it(tmp_path: Path) -> None:
    (tmp_path / "lp0").touch(mode=0)

    (found,) = nearby.usb_devices(tmp_path, tmp_path)
    assert found.cure == f"sudo usermod -aG lp {getpass.getuser()}"


@pytest.mark.parametrize(
    ("vendor", "interface", "found"),
    [
        (0x04B8, 7, (Nearby("libusb", "04b8:0e28"),)),
        (0x04B8, 0xFF, (Nearby("libusb", "04b8:0e28"),)),
        (0x046D, 3, ()),
    ],
)
def test_on_the_usb_only_printers_are_found_and_none_is_opened(
    vendor: int, interface: int, found: tuple[Nearby, ...]
) -> None:
    bus = FakeBus(vendor=vendor, interface_class=interface)

    assert nearby.libusb_devices(bus) == found
    assert not bus.opened


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may open everything"
)
def test_a_right_to_a_usb_printer_comes_as_a_rule_for_it_alone(tmp_path: Path) -> None:
    bus = FakeBus(vendor=0x04B8, interface_class=7)
    (device,) = usb.core.find(find_all=True, backend=bus)
    node = tmp_path / f"{device.bus or 0:03}" / f"{device.address or 0:03}"
    node.parent.mkdir()
    node.touch(mode=0)

    (found,) = nearby.libusb_devices(bus, tmp_path)
    assert 'ATTR{idVendor}=="04b8"' in found.cure
    assert "usermod" not in found.cure


def test_a_rule_names_one_printer_and_no_group() -> None:
    command = allow_this_printer(0x04B8, 0x0E28)
    assert 'ATTR{idVendor}=="04b8", ATTR{idProduct}=="0e28", TAG+="uaccess"' in command


def test_of_the_serial_ports_only_those_that_say_they_print_are_found(tmp_path: Path) -> None:
    port = tmp_path / "ttyACM0"
    port.touch()
    known = (Port(str(port), "EPSON TM Printer", 0x04B8, 1), Port("/dev/ttyS0", "modem"))

    assert nearby.serial_ports(lambda: known) == (
        Nearby("serial", str(port), "EPSON TM Printer", ""),
    )


def test_a_printer_that_calls_out_on_the_network_is_heard() -> None:
    with Zeroconf(interfaces=["127.0.0.1"]) as network:
        here = [socket.inet_aton("127.0.0.1")]
        network.register_service(
            ServiceInfo(SERVICE, f"TM-m30III.{SERVICE}", port=9100, addresses=here)
        )
        found = nearby.on_network(2, ["127.0.0.1"])

    assert Nearby("network", "127.0.0.1:9100", "TM-m30III") in found


@pytest.mark.parametrize(
    ("model", "paper"),
    [("TM-T88V", (512, 180)), ("TM-T88VI", (576, 203)), ("POS-5890K", (384, 203)), ("?", None)],
)
def test_the_width_of_known_models_is_known(model: str, paper: tuple[int, int] | None) -> None:
    assert Nearby("usb", "/dev/usb/lp0", model).paper == paper


def test_without_what_a_kind_of_printer_needs_there_is_none_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("usb", "usb.core", "win32print"):
        monkeypatch.setitem(sys.modules, name, None)  # as on a laptop that has not installed it

    assert nearby.libusb_devices() == ()
    assert nearby.windows_queues() == ()
