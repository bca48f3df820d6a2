"""A keyboard scanner taken from Linux; in place of a device, the library reads a pipe."""

import errno

import pytest

from checkin.devices.evdev_scanner import EvdevScanner
from checkin.devices.inputs import Keyboard
from checkin.scanners import ScannerTrouble, Trouble
from tests.fakes_scanners import BUILT_IN, ENTER, InputDevice

SCANNER = Keyboard("/dev/input/event7", "Honeywell Voyager", 3, 0x0C2E, 0x0B61)
LAPTOP = Keyboard("/dev/input/event0", "AT Translated Set 2 keyboard", 0x11, 1, 1)
OTHER = Keyboard("/dev/input/event3", "Logitech USB Keyboard", 3, 0x046D, 0xC31C)


def scanner(device: InputDevice, *known: Keyboard) -> EvdevScanner:
    opened: list[str] = []

    def open_device(path: str) -> InputDevice:
        opened.append(path)
        assert opened == [SCANNER.path]
        return device

    return EvdevScanner(find=lambda: known, open_device=open_device)


def failing(error: Exception, address: str = "auto") -> ScannerTrouble:
    def open_device(_path: str) -> InputDevice:
        raise error

    with pytest.raises(ScannerTrouble) as told:
        EvdevScanner(address, lambda: (LAPTOP, SCANNER), open_device).open()
    return told.value


def test_it_takes_the_scanner_and_no_other_keyboard_and_reads_its_keys() -> None:
    device = InputDevice()
    one = scanner(device, LAPTOP, OTHER, SCANNER)
    one.open()
    assert device.grabs == [True]
    device.types("HTTPS://x.example/?t=A1&m", ENTER)
    device.types("Q8", ENTER)
    read: tuple[str, ...] = ()
    while len(read) < 2:  # the library takes 64 events at a time
        read += one.read(1.0)
    assert read == ("HTTPS://x.example/?t=A1&m", "Q8")
    one.close()
    assert device.fd == -1


def test_a_code_without_enter_is_over_when_nothing_follows() -> None:
    device = InputDevice()
    one = scanner(device, SCANNER)
    one.open()
    device.types("HELENE01")
    assert one.read(1.0) == ()
    assert one.read(1.0) == ("HELENE01",)
    one.close()


def test_no_scanner_among_the_keyboards_means_that_none_is_taken() -> None:
    device = InputDevice()
    with pytest.raises(ScannerTrouble) as told:
        scanner(device, LAPTOP, OTHER).open()
    assert told.value.trouble is Trouble.ABSENT
    assert device.grabs == []
    device.close()


def test_the_laptops_own_keyboard_is_never_taken_not_even_when_it_is_set() -> None:
    device = InputDevice(bus=BUILT_IN)
    one = EvdevScanner(LAPTOP.path, lambda: (), lambda _path: device)
    with pytest.raises(ScannerTrouble) as told:
        one.open()
    assert told.value.trouble is Trouble.UNFIT
    assert device.grabs == []
    one.close()


def test_unplugged_while_reading_is_told() -> None:
    device = InputDevice()
    one = scanner(device, SCANNER)
    one.open()
    device.unplug()
    with pytest.raises(ScannerTrouble) as told:
        one.read(1.0)
    assert told.value.trouble is Trouble.ABSENT
    one.close()


def test_what_keeps_it_from_opening_is_told_with_its_cure() -> None:
    refused = failing(PermissionError(errno.EACCES, "Permission denied"))
    assert refused.trouble is Trouble.NO_RIGHTS
    assert 'ATTRS{idVendor}=="0c2e", ATTRS{idProduct}=="0b61", TAG+="uaccess"' in refused.cure
    assert failing(FileNotFoundError(errno.ENOENT, "gone")).trouble is Trouble.ABSENT
    missing = failing(ModuleNotFoundError("No module named 'evdev'"))
    assert (missing.trouble, missing.cure) == (
        Trouble.NOT_INSTALLED,
        "pip install 'checkin[evdev]'",
    )


def test_a_scanner_that_another_program_took_is_busy() -> None:
    one = scanner(InputDevice(taken=True), SCANNER)
    with pytest.raises(ScannerTrouble) as told:
        one.open()
    assert told.value.trouble is Trouble.BUSY
    one.close()


def test_the_real_library_tells_when_there_is_no_such_device() -> None:
    with pytest.raises(ScannerTrouble) as told:
        EvdevScanner("/dev/input/event-none").open()
    assert told.value.trouble is Trouble.ABSENT
