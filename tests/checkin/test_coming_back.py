"""Printers go away, come back, and are told apart by themselves."""

import sys
from collections.abc import Iterator

import pytest

from checkin.badge import Badge, Paper, badge_of
from checkin.commands.known_printers import KnownPrinters
from checkin.devices.conversations import Patience
from checkin.devices.current_printer import CurrentPrinter
from checkin.devices.network_printer import NetworkPrinter
from checkin.devices.serial_printer import SerialPrinter, port_and_speed
from checkin.devices.usb_printer import UsbPrinter
from checkin.opening import OpenFolder
from checkin.printing import PrinterAbsent, PrinterTrouble, Sent, Trouble
from checkin.settings import PrinterSettings
from db.records import Registration
from tests.badges import aict
from tests.fake_lines import Line, NetworkLine, TerminalLine
from tests.fake_printer import FakePrinter
from tests.fakes import ScriptedPrinter

SHORT = Patience(connect=1, answer=0.8, stall=0.8, printed=2.0)
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="terminals stand for devices here")
Known = NetworkPrinter | UsbPrinter | SerialPrinter


@pytest.fixture(scope="module")
def badge() -> Badge:
    return badge_of(Registration("1", "Hélène", "Lefèvre", "7F3K9ABC"), aict(), Paper())


@pytest.fixture(
    params=[
        (NetworkLine, NetworkPrinter),
        pytest.param((TerminalLine, UsbPrinter), marks=on_linux),
        pytest.param((TerminalLine, SerialPrinter), marks=on_linux),
    ],
    ids=["network", "usb", "serial"],
)
def bench(request: pytest.FixtureRequest) -> Iterator[tuple[Line, Known]]:
    make_line, make_printer = request.param
    with make_line(FakePrinter()) as line:
        yield line, make_printer(line.address, answers=None, patience=SHORT)


def test_a_printer_that_was_switched_off_prints_again_when_it_is_back(
    bench: tuple[Line, Known], badge: Badge
) -> None:
    line, printer = bench
    assert printer.send(badge) == Sent(confirmed=True)

    line.switch_off()
    assert printer.ready() in (Trouble.ABSENT, Trouble.BUSY)
    with pytest.raises(PrinterAbsent):
        printer.send(badge)

    line.switch_on()
    assert printer.send(badge) == Sent(confirmed=True)
    assert line.printer.jobs == [badge.data] * 2


def test_one_that_never_said_a_word_is_sent_to_and_nothing_is_claimed(
    bench: tuple[Line, Known], badge: Badge
) -> None:
    line, printer = bench
    line.printer.mute = True

    assert printer.ready() is Trouble.SILENT, "once may be a printer that is starting"
    assert printer.ready() is None
    assert printer.send(badge) == Sent(confirmed=False)


def test_one_that_seemed_mute_and_answers_after_all_is_asked_from_then_on(
    bench: tuple[Line, Known], badge: Badge
) -> None:
    line, printer = bench
    line.printer.mute = True
    assert printer.send(badge) == Sent(confirmed=False)

    line.printer.mute = False
    assert printer.ready() is None
    assert printer.send(badge) == Sent(confirmed=True)


@on_linux
def test_one_that_takes_no_bytes_is_stuck_however_often_it_is_asked(badge: Badge) -> None:
    with TerminalLine(FakePrinter(mute=True, room=0)) as line:
        printer = UsbPrinter(line.address, answers=None, patience=SHORT)
        for _ in range(3):
            assert printer.ready() is Trouble.SILENT
        with pytest.raises(PrinterTrouble):
            printer.send(badge)


def test_what_was_learned_of_a_printer_outlives_the_desk_that_learned_it(
    held: OpenFolder, badge: Badge
) -> None:
    with NetworkLine(FakePrinter(mute=True)) as mute, NetworkLine(FakePrinter()) as other:
        for line in (mute, other):
            NetworkPrinter(
                line.address, answers=None, patience=SHORT, memory=KnownPrinters(held)
            ).send(badge)
        other.printer.mute = True
        later = [
            NetworkPrinter(line.address, answers=None, patience=SHORT, memory=KnownPrinters(held))
            for line in (mute, other)
        ]

        assert later[0].send(badge) == Sent(confirmed=False)
        with pytest.raises(PrinterTrouble):
            later[1].send(badge)
        assert [len(mute.printer.jobs), len(other.printer.jobs)] == [2, 1]


def test_the_end_of_the_roll_is_seen_from_afar(bench: tuple[Line, Known], badge: Badge) -> None:
    line, printer = bench
    printer.ready()
    assert not printer.near_end

    line.printer.near_end = True
    assert printer.send(badge) == Sent(confirmed=True)
    assert printer.near_end
    line.printer.near_end = False
    assert printer.ready() is None
    assert not printer.near_end


def test_the_silence_of_one_that_has_answered_is_a_trouble(
    bench: tuple[Line, Known], badge: Badge
) -> None:
    line, printer = bench
    assert printer.ready() is None
    line.printer.mute = True

    assert printer.ready() is Trouble.SILENT
    with pytest.raises(PrinterTrouble):
        printer.send(badge)
    assert line.printer.jobs == []


def test_another_printer_takes_effect_with_the_next_badge(badge: Badge) -> None:
    printers = {kind: ScriptedPrinter(name=kind) for kind in ("folder", "file")}
    settings = [PrinterSettings("folder")]
    current = CurrentPrinter(lambda: settings[0], lambda one: printers[one.kind])
    current.send(badge)

    settings[0] = PrinterSettings("file")
    assert current.name == "file"
    current.send(badge)
    assert [len(one.log) for one in printers.values()] == [1, 1]


@pytest.mark.parametrize(
    ("address", "place"), [("COM3", ("COM3", 115_200)), ("/dev/ttyS0@9600", ("/dev/ttyS0", 9600))]
)
def test_a_serial_port_is_read_with_or_without_its_speed(
    address: str, place: tuple[str, int]
) -> None:
    assert port_and_speed(address) == place
