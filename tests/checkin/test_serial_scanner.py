"""Scanners on serial lines: real terminals of this machine stand for their ports."""

import os
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import pytest

from checkin.devices.ports import Port
from checkin.devices.serial_scanner import SerialScanner
from checkin.scanners import Listener, Rhythm, ScannerState, ScannerTrouble, Trouble
from tests.fakes_scanners import SerialLine

PATIENCE = 5.0  # s
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can take another account's place")


def read(scanner: SerialScanner, count: int = 1) -> list[str]:
    """Read until there are so many codes."""
    codes: list[str] = []
    for _ in range(100):
        codes += scanner.read(0.1)
        if len(codes) >= count:
            return codes
    raise AssertionError(codes)


def trouble(scanner: SerialScanner) -> ScannerTrouble:
    with pytest.raises(ScannerTrouble) as told:
        scanner.open()
    return told.value


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b""], ids=["CR", "LF", "CRLF", "none"])
def test_a_code_is_read_whatever_ends_it(end: bytes) -> None:
    line = SerialLine()
    scanner = SerialScanner(line.path)
    scanner.open()
    line.reads(b"HELENE01" + end)
    assert read(scanner) == ["HELENE01"]
    scanner.close()
    line.unplug()


def test_what_was_read_before_the_desk_was_there_is_not_taken() -> None:
    line = SerialLine()
    line.reads(b"EARLIER1\r")
    scanner = SerialScanner(line.path)
    scanner.open()
    line.reads(b"HELENE01\r")
    assert read(scanner) == ["HELENE01"]
    scanner.close()
    line.unplug()


def test_the_scanner_is_found_among_other_ports_which_are_not_opened() -> None:
    line, modem = SerialLine(), SerialLine()
    others = (
        Port("/nowhere/0", "Quectel LTE Modem", 0x2C7C),
        Port(modem.path, "Honeywell Dolphin Modem", 0x0C2E),
        Port("/nowhere/1", "FT232R USB UART", 0x0403),
        Port("/nowhere/2"),
    )
    scanner = SerialScanner(find=lambda: (*others, line.port()))
    scanner.open()
    line.reads(b"HELENE01\r")
    assert read(scanner) == ["HELENE01"]
    scanner.close()
    assert trouble(SerialScanner(find=lambda: others)).trouble is Trouble.ABSENT
    line.unplug()
    modem.unplug()


def test_a_port_that_another_program_holds_is_busy() -> None:
    line = SerialLine()
    first, second = SerialScanner(line.path), SerialScanner(line.path)
    first.open()
    assert trouble(second).trouble is Trouble.BUSY
    first.close()
    second.open()
    second.close()
    line.unplug()


def test_what_is_no_serial_port_is_told(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Zoé")
    assert trouble(SerialScanner(str(file))).trouble is Trouble.UNFIT
    assert file.read_text() == "Zoé"
    assert trouble(SerialScanner(str(tmp_path / "ttyACM0"))).trouble is Trouble.ABSENT


@pytest.fixture
def nobody() -> Iterator[None]:
    os.seteuid(65534)
    yield
    os.seteuid(0)


@as_root
def test_a_port_that_this_account_may_not_use_is_told_with_its_cure(
    request: pytest.FixtureRequest,
) -> None:
    line, group = SerialLine(), Path("/").group()  # loads what only root may load here
    scanner = SerialScanner(line.path)
    scanner.open()
    scanner.close()
    Path(line.path).chmod(0o600)
    os.chown(line.path, 0, 0)
    request.getfixturevalue("nobody")
    told = trouble(scanner)
    assert told.trouble is Trouble.NO_RIGHTS
    assert told.cure.startswith(f"sudo usermod -aG {group} ")
    line.unplug()


def test_a_scanner_that_is_unplugged_and_put_back_goes_on_by_itself() -> None:
    lines = [SerialLine()]
    codes: Queue[str] = Queue()
    news: Queue[ScannerState] = Queue()
    scanner = SerialScanner(find=lambda: tuple(line.port() for line in lines))
    listener = Listener(scanner, codes.put, news.put, Rhythm(again=0.02))
    listener.start()
    assert news.get(timeout=PATIENCE).trouble is None
    lines[0].reads(b"HELENE01\r")
    assert codes.get(timeout=PATIENCE) == "HELENE01"
    lines.pop().unplug()
    assert news.get(timeout=PATIENCE).trouble is Trouble.UNPLUGGED
    lines.append(SerialLine())
    assert news.get(timeout=PATIENCE).trouble is None
    lines[0].reads(b"MARC0002")
    assert codes.get(timeout=PATIENCE) == "MARC0002"
    assert listener.stop()
    lines[0].unplug()
