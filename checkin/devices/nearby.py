"""The printers that this laptop could use: plugged in, queued by the system, on the network.

Only what says that it is a printer is looked at; looking opens nothing.
"""

import getpass
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checkin.devices.libusb_printer import printing_interface
from checkin.devices.models import BROTHER, UNKNOWN, Model, brother, model
from checkin.devices.ports import Port, ports
from checkin.devices.rights import allow_this_printer, join_its_group, may_use

SERVICE = "_pdl-datastream._tcp.local."
USB_NODES = Path("/dev/bus/usb")


@dataclass(frozen=True, slots=True)
class Nearby:
    """A printer by what `checkin printer` takes; `cure` is the command that gives a right."""

    kind: str
    address: str
    model: str = ""
    cure: str = ""
    known: Model = UNKNOWN


def printers(seconds: float) -> tuple[Nearby, ...]:
    """Return all there are, having listened to the network for so many seconds."""
    plugged = tuple(usb_devices(Path("/dev/usb"), Path("/sys/class/usbmisc")))
    return (
        *(plugged or libusb_devices()),
        *serial_ports(),
        *cups_queues(),
        *windows_queues(),
        *on_network(seconds),
    )


def usb_devices(devices: Path, about: Path) -> Iterator[Nearby]:
    """Yield the printers that Linux shows as devices of their own."""
    for device in sorted(devices.glob("lp*")):
        allowed = os.access(device, os.R_OK | os.W_OK)
        cure = "" if allowed else f"sudo usermod -aG lp {getpass.getuser()}"
        said = _said(about / device.name / "device/ieee1284_id")
        name = said.get("MDL") or said.get("MODEL") or ""
        words = " ".join((name, said.get("CMD") or said.get("COMMAND SET") or ""))
        yield Nearby("usb", str(device), name, cure, model(words))


def libusb_devices(backend: Any = None, nodes: Path = USB_NODES) -> tuple[Nearby, ...]:
    """Return the printers on the USB, by what their descriptors say."""
    try:
        import usb.core
    except ImportError:
        return ()
    try:
        found = [
            one
            for one in usb.core.find(find_all=True, backend=backend)
            if printing_interface(one) is not None
        ]
    except (usb.core.NoBackendError, usb.core.USBError):
        return ()
    return tuple(_on_usb(one, nodes) for one in found)


def serial_ports(found: Callable[[], tuple[Port, ...]] = ports) -> tuple[Nearby, ...]:
    """Return the serial ports that say they are a printer; any other is not ours to open."""
    try:
        known = [one for one in found() if "printer" in one.words.lower()]
    except ImportError:
        return ()
    return tuple(
        Nearby(
            *("serial", one.path, one.words),
            "" if may_use(Path(one.path)) else join_its_group(Path(one.path)),
            model(one.words, one.vendor or 0),
        )
        for one in known
    )


def cups_queues() -> tuple[Nearby, ...]:
    """Return the queues of CUPS, where there is one."""
    try:
        told = subprocess.run(
            ["lpstat", "-e"],  # noqa: S607 - CUPS is wherever the system keeps it
            capture_output=True,
            text=True,
            check=False,
            timeout=5,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(Nearby("cups", name, known=model(name)) for name in told.stdout.split())


def windows_queues() -> tuple[Nearby, ...]:
    """Return the queues of Windows."""
    try:
        import win32print
    except ImportError:  # any other system
        return ()
    queues = win32print.EnumPrinters(2 | 4)
    return tuple(Nearby("windows", one[2], one[1], known=model(one[1])) for one in queues)


def on_network(seconds: float, interfaces: list[str] | None = None) -> tuple[Nearby, ...]:
    """Return the printers that call out their raw port by mDNS."""
    try:
        from zeroconf import InterfaceChoice, ServiceBrowser, Zeroconf
    except ImportError:
        return ()
    names: set[str] = set()
    heard = threading.Event()

    def hear(zeroconf: Any, service_type: str, name: str, state_change: Any) -> None:  # noqa: ARG001 - as the library calls it
        names.add(name)

    try:
        network = Zeroconf(interfaces=interfaces or InterfaceChoice.All)
    except OSError:
        return ()
    with network:
        browser = ServiceBrowser(network, SERVICE, handlers=[hear])
        heard.wait(seconds)
        browser.cancel()
        told = [network.get_service_info(SERVICE, name, 1000) for name in sorted(names)]
    heard_of = [one for one in told if one is not None and one.parsed_addresses()]
    return tuple(_on_a_port(one, one.name.partition(".")[0]) for one in heard_of)


def _on_a_port(service: Any, name: str) -> Nearby:
    """Return a printer that called out; its `ty` is its model, its name what somebody gave it."""
    told = service.decoded_properties.get("ty") or ""
    address = f"{service.parsed_addresses()[0]}:{service.port}"
    return Nearby("network", address, name, known=model(f"{name} {told}"))


def _on_usb(device: Any, nodes: Path) -> Nearby:
    """Return a printer by its numbers, for its words cannot be read without a right to it."""
    name = brother(device.idProduct) if device.idVendor == BROTHER else ""
    address = f"{device.idVendor:04x}:{device.idProduct:04x}"
    cure = _usb_cure(device, nodes)
    return Nearby("libusb", address, name, cure, model(name, device.idVendor))


def _usb_cure(device: Any, nodes: Path) -> str:
    """Return what gives the right to a device whose node is there and closed to this account."""
    node = nodes / f"{device.bus or 0:03}" / f"{device.address or 0:03}"
    if not node.exists() or may_use(node):
        return ""
    return allow_this_printer(device.idVendor, device.idProduct)


def _said(identity: Path) -> dict[str, str]:
    """Read what a printer says of itself (IEEE 1284): its model, its command sets."""
    try:
        fields = identity.read_text(errors="replace").split(";")
    except OSError:
        return {}
    pairs = (field.partition(":")[::2] for field in fields)
    return {name.strip(): value.strip() for name, value in pairs}
