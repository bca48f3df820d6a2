"""A printer through libusb: nothing is lost silently, and nothing else on the bus is touched."""

import pytest

from checkin.badge import Badge, Paper, badge_of
from checkin.devices.conversations import Patience
from checkin.devices.libusb_printer import LibusbPrinter, vendor_and_product
from checkin.printing import PrinterAbsent, PrinterStopped, Sent, Trouble
from db.records import Registration
from tests.badges import aict
from tests.fake_usb import FakeBus

SHORT = Patience(connect=0.2, answer=0.1, stall=0.2, printed=0.3)


@pytest.fixture(scope="module")
def badge() -> Badge:
    return badge_of(Registration("1", "Hélène", "Lefèvre", "7F3K9ABC"), aict(), Paper())


def on(bus: FakeBus, address: str = "") -> LibusbPrinter:
    return LibusbPrinter(address, patience=SHORT, backend=bus)


def test_a_badge_comes_out_whole_and_the_system_gets_its_printer_back(badge: Badge) -> None:
    bus = FakeBus()

    assert on(bus).send(badge) == Sent(confirmed=True)
    assert bus.printer.jobs == [badge.data]
    assert bus.driver


@pytest.mark.parametrize(
    ("vendor", "interface", "is_printer"),
    [(0x0416, 7, True), (0x04B8, 0xFF, True), (0x046D, 3, False), (0x1234, 0xFF, False)],
)
def test_only_what_says_that_it_prints_is_opened(
    *, vendor: int, interface: int, is_printer: bool
) -> None:
    bus = FakeBus(vendor=vendor, interface_class=interface)

    assert on(bus).ready() is (None if is_printer else Trouble.ABSENT)
    assert bus.opened is is_printer


def test_another_device_is_not_taken_for_the_one_that_is_named() -> None:
    bus = FakeBus()

    assert on(bus, "04b8:0202").ready() is Trouble.ABSENT
    assert on(bus, "04B8:0E28").ready() is None


@pytest.mark.parametrize(
    ("told", "value", "trouble"),
    [
        ("plugged_in", False, Trouble.ABSENT),
        ("denied", True, Trouble.NO_RIGHTS),
        ("claimed_by_another", True, Trouble.BUSY),
    ],
)
def test_a_printer_that_cannot_be_had_is_told_and_had_again_by_itself(
    badge: Badge, told: str, value: bool, trouble: Trouble
) -> None:
    bus = FakeBus()
    setattr(bus, told, value)
    printer = on(bus)

    assert printer.ready() is trouble
    with pytest.raises(PrinterAbsent):
        printer.send(badge)

    setattr(bus, told, not value)
    assert printer.send(badge).confirmed


def test_a_write_that_moved_only_something_is_counted_exactly(badge: Badge) -> None:
    bus = FakeBus()
    asked = len(b"\x10\x04\x01\x10\x04\x02\x10\x04\x04")
    bus.takes = asked + 10_000

    with pytest.raises(PrinterStopped) as raised:
        on(bus).send(badge)
    assert raised.value.sent == 10_000
    assert len(bus.printer.received) == asked + 10_000


def test_a_cable_pulled_in_a_badge_leaves_it_unknown_and_the_next_one_whole(badge: Badge) -> None:
    bus = FakeBus(unplugged_after=20_000)
    printer = on(bus)
    with pytest.raises(PrinterStopped):
        printer.send(badge)
    assert printer.ready() is Trouble.ABSENT

    bus.unplugged_after, bus.plugged_in = None, True
    assert printer.send(badge, mend=True).confirmed
    assert bus.printer.jobs[-1] == badge.data


@pytest.mark.parametrize("address", ["04b8", "04b8:", "x:y", "04b8:12345"])
def test_what_is_no_vendor_and_product_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="vendor:product"):
        vendor_and_product(address)
