"""A USB printer through libusb (pyusb), for where the system shows no device of its own for it.

Only what says that it is a printer is opened; the system's driver gets it back afterwards. A write
that times out may have moved something, so what has left is counted piece by piece.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Unpack

from checkin.devices.talking_printer import Manner, TalkingPrinter
from checkin.devices.wire import PIECE, Wire, WireStalled
from checkin.printing import PrinterAbsent, Trouble

PRINTER_CLASS = 7
# Printers that can be switched to a class of their maker's own, and come so from the shop.
MAKERS = frozenset({0x04B8})
MAKERS_CLASS = 0xFF
TROUBLES = {
    errno.EACCES: Trouble.NO_RIGHTS,
    errno.EPERM: Trouble.NO_RIGHTS,
    errno.EBUSY: Trouble.BUSY,
}


class LibusbPrinter(TalkingPrinter):
    """The printer of a vendor and product such as 04b8:0e28, or the first when none is named."""

    def __init__(self, address: str = "", *, backend: Any = None, **manner: Unpack[Manner]) -> None:
        super().__init__(**manner)
        self._ids = vendor_and_product(address) if address else None
        self._backend = backend

    @property
    def name(self) -> str:
        """Its vendor and product, or what stands for any."""
        return f"{self._ids[0]:04x}:{self._ids[1]:04x}" if self._ids else "libusb"

    @contextmanager
    def _talk(self) -> Iterator[Wire]:
        try:
            import usb.core
            import usb.util
        except ImportError as error:
            raise PrinterAbsent(Trouble.UNSUPPORTED) from error
        try:
            device, interface = self._found()
            with _claimed(device, interface.bInterfaceNumber):
                yield _UsbWire(*_ends(interface))
        except usb.core.USBError as error:
            raise PrinterAbsent(TROUBLES.get(error.errno or 0, Trouble.ABSENT)) from error
        except (usb.core.NoBackendError, NotImplementedError) as error:
            raise PrinterAbsent(Trouble.UNSUPPORTED) from error

    def _found(self) -> tuple[Any, Any]:
        import usb.core

        for device in usb.core.find(find_all=True, backend=self._backend):
            if self._ids in (None, (device.idVendor, device.idProduct)):
                interface = printing_interface(device)
                if interface is not None:
                    return device, interface
        raise PrinterAbsent


def printing_interface(device: Any) -> Any | None:
    """Return the interface of a device that prints; None for anything that is not a printer."""
    for configuration in device:
        for interface in configuration:
            is_printer = interface.bInterfaceClass == PRINTER_CLASS
            is_makers = device.idVendor in MAKERS and interface.bInterfaceClass == MAKERS_CLASS
            if is_printer or is_makers:
                return interface
    return None


def vendor_and_product(address: str) -> tuple[int, int]:
    """Read `04b8:0e28`; raises ValueError."""
    vendor, colon, product = address.strip().partition(":")
    try:
        ids = int(vendor, 16), int(product, 16)
    except ValueError:
        ids = (-1, -1)
    if not colon or not all(0 <= one <= 0xFFFF for one in ids):
        raise ValueError(f"no vendor:product: {address!r}")
    return ids


@contextmanager
def _claimed(device: Any, number: int) -> Iterator[None]:
    import usb.core
    import usb.util

    detached = False
    with suppress(NotImplementedError):  # not every system has drivers to take away
        if device.is_kernel_driver_active(number):
            device.detach_kernel_driver(number)
            detached = True
    try:
        usb.util.claim_interface(device, number)
        yield
    finally:
        with suppress(usb.core.USBError):  # unplugged meanwhile
            usb.util.release_interface(device, number)
            if detached:
                device.attach_kernel_driver(number)
        usb.util.dispose_resources(device)


def _ends(interface: Any) -> tuple[Any, Any]:
    """Return where to write and where to read, the latter None for a printer that only hears."""
    import usb.util

    def towards(direction: int) -> Any:
        return usb.util.find_descriptor(
            interface,
            custom_match=lambda end: (
                usb.util.endpoint_direction(end.bEndpointAddress) == direction
                and usb.util.endpoint_type(end.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
            ),
        )

    out = towards(usb.util.ENDPOINT_OUT)
    if out is None:
        raise PrinterAbsent(Trouble.UNSUPPORTED)
    return out, towards(usb.util.ENDPOINT_IN)


class _UsbWire:
    def __init__(self, out: Any, back: Any) -> None:
        self._out = out
        self._back = back

    def write(self, data: bytes, patience: float) -> None:
        sent = 0
        while sent < len(data):
            try:
                took = self._out.write(data[sent : sent + PIECE], _milliseconds(patience))
            except OSError as error:
                raise WireStalled(sent) from error
            if not took:
                raise WireStalled(sent)
            sent += took

    def read(self, patience: float) -> bytes:
        if self._back is None:
            return b""
        try:
            return bytes(self._back.read(self._back.wMaxPacketSize, _milliseconds(patience)))
        except OSError:
            return b""


def _milliseconds(patience: float) -> int:
    return max(1, round(patience * 1000))  # libusb takes 0 for ever
