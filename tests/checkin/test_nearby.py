"""Printers are found by what they say of themselves."""

import getpass
import os
import socket
import sys
from pathlib import Path

import pytest
import usb.core
from zeroconf import ServiceInfo, Zeroconf

from checkin.badge import Tongue
from checkin.devices import nearby
from checkin.devices.models import Model, model
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
    known = Model(Tongue.ESCPOS, (576, 203))
    assert found == [Nearby("usb", str(tmp_path / "usb/lp0"), "TM-T20III", known=known)]


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
        Nearby("serial", str(port), "EPSON TM Printer", "", model("EPSON TM Printer")),
    )


def test_a_printer_that_calls_out_on_the_network_is_heard() -> None:
    with Zeroconf(interfaces=["127.0.0.1"]) as network:
        here = [socket.inet_aton("127.0.0.1")]
        network.register_service(
            ServiceInfo(SERVICE, f"TM-m30III.{SERVICE}", port=9100, addresses=here)
        )
        found = nearby.on_network(2, ["127.0.0.1"])

    known = Model(Tongue.ESCPOS, (576, 203))
    assert Nearby("network", "127.0.0.1:9100", "TM-m30III", known=known) in found


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("TM-T88V", Model(Tongue.ESCPOS, (512, 180))),
        ("TM-T88VI", Model(Tongue.ESCPOS, (576, 203))),
        ("POS-5890K", Model(Tongue.ESCPOS, (384, 203))),
        ("Brother QL-820NWB PT-CBP", Model(Tongue.BROTHER, (696, 300))),
        ("Brother QL-1110NWB", Model(Tongue.BROTHER, (1164, 300))),
        ("Brother HL-L2350DW PJL,PCL", Model(Tongue.ESCPOS)),
        ("ZTC ZD421-203dpi ZPL", Model(Tongue.ZPL, (832, 203))),
        ("ZTC ZD621-300dpi", Model(Tongue.ZPL, (1240, 300))),
        ("ZTC ZD411-203dpi ZPL", Model(Tongue.ZPL, (448, 203))),
        ("?", Model(Tongue.ESCPOS)),
    ],
)
def test_models_are_known_by_what_they_say_of_themselves(words: str, known: Model) -> None:
    assert model(words) == known


@pytest.mark.parametrize(
    ("vendor", "product", "found"),
    [
        (0x04F9, 0x209D, ("QL-820NWB", Tongue.BROTHER)),
        (0x04F9, 0x0042, ("", Tongue.ESCPOS)),  # a laser printer
        (0x0A5F, 0x0166, ("", Tongue.ZPL)),
    ],
)
def test_label_printers_are_known_on_the_usb_by_their_numbers(
    vendor: int, product: int, found: tuple[str, Tongue]
) -> None:
    (one,) = nearby.libusb_devices(FakeBus(vendor=vendor, product=product))
    assert (one.model, one.known.tongue) == found


def test_without_what_a_kind_of_printer_needs_there_is_none_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("usb", "usb.core", "win32print"):
        monkeypatch.setitem(sys.modules, name, None)  # as on a laptop that has not installed it

    assert nearby.libusb_devices() == ()
    assert nearby.windows_queues() == ()
