"""A USB bus that is not there, as pyusb sees it: a printer on it, and what becomes of both."""

import errno
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import usb.backend
from usb.core import USBError, USBTimeoutError

from tests.fake_printer import FakePrinter

IN, OUT, BULK = 0x81, 0x03, 2
DESCRIBED = {"bLength": 18, "bDescriptorType": 1, "extra_descriptors": array("B")}


@dataclass
class FakeBus(usb.backend.IBackend):  # type: ignore[misc] # pyusb ships no types
    """One device; `takes` is how many more bytes it takes before it takes none."""

    printer: FakePrinter = field(default_factory=FakePrinter)
    vendor: int = 0x04B8
    product: int = 0x0E28
    interface_class: int = 7
    plugged_in: bool = True
    denied: bool = False
    claimed_by_another: bool = False
    takes: int | None = None
    unplugged_after: int | None = None
    opened: bool = False
    driver: bool = True
    _said: bytearray = field(default_factory=bytearray)

    def enumerate_devices(self) -> Iterator[str]:
        yield from ["printer"] if self.plugged_in else []

    def get_device_descriptor(self, dev: str) -> Any:  # noqa: ARG002 - there is one
        return SimpleNamespace(
            **DESCRIBED,
            idVendor=self.vendor,
            idProduct=self.product,
            bcdUSB=0x200,
            bDeviceClass=0,
            bDeviceSubClass=0,
            bDeviceProtocol=0,
            bMaxPacketSize0=64,
            bcdDevice=0x100,
            iManufacturer=0,
            iProduct=0,
            iSerialNumber=0,
            bNumConfigurations=1,
            address=1,
            bus=1,
            port_number=1,
            port_numbers=(1,),
            speed=2,
        )

    def get_configuration_descriptor(self, dev: str, config: int) -> Any:  # noqa: ARG002 - there is one
        if config:
            raise IndexError
        return SimpleNamespace(
            **DESCRIBED,
            wTotalLength=32,
            bNumInterfaces=1,
            bConfigurationValue=1,
            iConfiguration=0,
            bmAttributes=0xC0,
            bMaxPower=1,
        )

    def get_interface_descriptor(self, dev: str, intf: int, alt: int, config: int) -> Any:  # noqa: ARG002 - there is one
        if intf or alt:
            raise IndexError
        return SimpleNamespace(
            **DESCRIBED,
            bInterfaceNumber=0,
            bAlternateSetting=0,
            bNumEndpoints=2,
            bInterfaceClass=self.interface_class,
            bInterfaceSubClass=1,
            bInterfaceProtocol=2,
            iInterface=0,
        )

    def get_endpoint_descriptor(self, dev: str, ep: int, intf: int, alt: int, config: int) -> Any:  # noqa: ARG002 - there is one
        return SimpleNamespace(
            **DESCRIBED,
            bEndpointAddress=(IN, OUT)[ep],
            bmAttributes=BULK,
            wMaxPacketSize=64,
            bInterval=0,
            bRefresh=0,
            bSynchAddress=0,
        )

    def open_device(self, dev: str) -> str:
        self.opened = True
        if self.denied:
            raise USBError("Access denied", errno=errno.EACCES)
        return dev

    def close_device(self, dev_handle: str) -> None: ...

    def get_configuration(self, dev_handle: str) -> int:  # noqa: ARG002 - there is one
        return 1

    def claim_interface(self, dev_handle: str, intf: int) -> None:  # noqa: ARG002 - there is one
        if self.claimed_by_another:
            raise USBError("Resource busy", errno=errno.EBUSY)

    def release_interface(self, dev_handle: str, intf: int) -> None: ...

    def is_kernel_driver_active(self, dev_handle: str, intf: int) -> bool:  # noqa: ARG002 - there is one
        return self.driver

    def detach_kernel_driver(self, dev_handle: str, intf: int) -> None:  # noqa: ARG002 - there is one
        self.driver = False

    def attach_kernel_driver(self, dev_handle: str, intf: int) -> None:  # noqa: ARG002 - there is one
        self.driver = True

    def bulk_write(self, dev_handle: str, ep: int, intf: int, data: array, timeout: int) -> int:  # type: ignore[type-arg] # noqa: ARG002 - pyusb's signature
        assert ep == OUT
        self._gone()
        took = bytes(data) if self.takes is None else bytes(data)[: self.takes]
        if not took:
            raise USBTimeoutError("Operation timed out", errno=errno.ETIMEDOUT)
        if self.takes is not None:
            self.takes -= len(took)
        self._said += self.printer.hear(took)
        if self.unplugged_after is not None and len(self.printer.received) > self.unplugged_after:
            self.plugged_in = False
        return len(took)

    def bulk_read(self, dev_handle: str, ep: int, intf: int, buff: array, timeout: int) -> int:  # type: ignore[type-arg] # noqa: ARG002 - pyusb's signature
        assert ep == IN
        self._gone()
        self._said += self.printer.work(0)
        if not self._said:
            raise USBTimeoutError("Operation timed out", errno=errno.ETIMEDOUT)
        said = self._said[: len(buff)]
        del self._said[: len(said)]
        buff[: len(said)] = array("B", said)
        return len(said)

    def _gone(self) -> None:
        if not self.plugged_in:
            raise USBError("No such device", errno=errno.ENODEV)
