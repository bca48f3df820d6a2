"""Every printer keeps the same promises: whole badges, or the truth about what happened."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from checkin.badge import Badge, Care, Paper, Tongue, badge_of, encode
from checkin.devices import printer_for
from checkin.devices.conversations import Patience
from checkin.devices.file_printer import FilePrinter
from checkin.devices.folder_printer import FolderPrinter
from checkin.devices.network_printer import NetworkPrinter, host_and_port
from checkin.devices.usb_printer import UsbPrinter
from checkin.printing import PrinterAbsent, PrinterStopped, PrinterTrouble, Sent, Trouble
from checkin.settings import PrinterSettings, paper_of
from db.records import Registration
from tests.badges import aict
from tests.fake_label_printers import FakeBrother, FakeZebra
from tests.fake_lines import NetworkLine, TerminalLine
from tests.fake_printer import FakePrinter

SHORT = Patience(connect=1, answer=0.8, stall=0.8, printed=2.0)
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="USB printers are Linux devices here")


HELENE = Registration("1", "Hélène", "Lefèvre", "7F3K9ABCDEFGH123", "Ville de Lyon", "Maire")
# What each language is printed on here.
STOCKS = {
    Tongue.ESCPOS: (FakePrinter, Paper(), Care()),
    Tongue.BROTHER: (FakeBrother, Paper(696, 300, 60), Care(tongue=Tongue.BROTHER, label="62")),
    Tongue.ZPL: (FakeZebra, Paper(832, 203, 60), Care(tongue=Tongue.ZPL)),
}

BEGINNINGS = {Tongue.ESCPOS: b"\x1dv0", Tongue.BROTHER: b"\x1biz", Tongue.ZPL: b"^XA"}


def badge_in(tongue: Tongue) -> Badge:
    _, paper, care = STOCKS[tongue]
    return replace(badge_of(HELENE, aict(), paper), care=care)


@pytest.fixture(scope="module")
def badge() -> Badge:
    return badge_in(Tongue.ESCPOS)


@dataclass
class Bench:
    """A fake printer, our adapters that talk to it, a badge, and where half of that is."""

    fake: FakePrinter
    printer: NetworkPrinter | UsbPrinter
    only_sends: NetworkPrinter | UsbPrinter
    badge: Badge

    @property
    def half(self) -> int:
        return len(self.badge.data) // 2


WIRES = ["network", pytest.param("usb", marks=on_linux)]


@pytest.fixture(params=WIRES)
def wire(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=Tongue)
def bench(request: pytest.FixtureRequest, wire: str) -> Iterator[Bench]:
    make, _, _ = STOCKS[request.param]
    fake = make()
    line = NetworkLine(fake) if wire == "network" else TerminalLine(fake)
    adapter = NetworkPrinter if wire == "network" else UsbPrinter
    with line:
        asks, sends = (
            adapter(line.address, answers=answers, patience=SHORT, tongue=request.param)
            for answers in (True, False)
        )
        yield Bench(fake, asks, sends, badge_in(request.param))


def same(one: Image.Image, other: Image.Image) -> bool:
    difference = ImageChops.difference(one.convert("L"), other.convert("L"))
    return one.size == other.size and difference.getbbox() is None


def test_a_badge_comes_out_whole_and_the_printer_says_so(bench: Bench) -> None:
    assert bench.printer.ready() is None
    assert bench.printer.send(bench.badge) == Sent(confirmed=True)
    assert bench.printer.send(bench.badge) == Sent(confirmed=True)

    assert [same(cut, bench.badge.image) for cut in bench.fake.cuts] == [True, True]
    assert not bench.fake.garbage


@pytest.mark.parametrize(
    ("told", "trouble"),
    [
        ("paper_out", Trouble.PAPER_OUT),
        ("cover_open", Trouble.COVER_OPEN),
        ("mute", Trouble.SILENT),
    ],
)
def test_a_trouble_is_known_before_anything_of_the_badge_leaves(
    bench: Bench, told: str, trouble: Trouble
) -> None:
    setattr(bench.fake, told, True)

    assert bench.printer.ready() is trouble
    with pytest.raises(PrinterTrouble) as raised:
        bench.printer.send(bench.badge)
    assert type(raised.value) is PrinterTrouble
    assert raised.value.trouble is trouble
    assert BEGINNINGS[bench.badge.care.tongue] not in bench.fake.received

    setattr(bench.fake, told, False)
    assert bench.printer.send(bench.badge).confirmed
    assert same(bench.fake.cuts[-1], bench.badge.image)


def test_paper_that_runs_out_in_a_badge_leaves_it_unknown_and_says_why(bench: Bench) -> None:
    bench.fake.paper_for = bench.half

    with pytest.raises(PrinterStopped) as raised:
        bench.printer.send(bench.badge)
    assert raised.value.trouble is Trouble.PAPER_OUT
    assert raised.value.sent > 0


def test_a_printer_that_takes_no_more_bytes_is_not_waited_for_endlessly(bench: Bench) -> None:
    bench.fake.stall_after = bench.half

    with pytest.raises(PrinterStopped) as raised:
        bench.printer.send(bench.badge)
    assert 0 < raised.value.sent <= len(bench.badge.data)


def test_after_a_badge_that_broke_off_the_next_one_is_whole(bench: Bench) -> None:
    bench.fake.hear(bench.badge.data[: bench.half])

    assert bench.printer.send(bench.badge, mend=True).confirmed
    assert same(bench.fake.cuts[-1], bench.badge.image)
    assert not bench.fake.garbage


@pytest.mark.parametrize("tongue", [Tongue.ESCPOS, Tongue.ZPL])
def test_without_mending_the_next_badge_would_be_spoilt(tongue: Tongue) -> None:
    fake, badge = STOCKS[tongue][0](), badge_in(tongue)
    fake.hear(badge.data[: len(badge.data) // 2])

    fake.hear(badge.data)
    assert not [cut for cut in fake.cuts if same(cut, badge.image)]


def test_a_printer_that_answers_nothing_is_sent_to_and_nothing_is_claimed(bench: Bench) -> None:
    bench.fake.mute = True

    assert bench.only_sends.ready() is None
    assert bench.only_sends.send(bench.badge) == Sent(confirmed=False)


def test_a_label_of_another_size_is_told_and_nothing_is_claimed() -> None:
    fake, badge = FakeBrother(holds=(62, 100)), badge_in(Tongue.BROTHER)
    with NetworkLine(fake) as line:
        printer = NetworkPrinter(line.address, patience=SHORT, tongue=Tongue.BROTHER)
        with pytest.raises(PrinterStopped) as raised:
            printer.send(badge)
        assert raised.value.trouble is Trouble.WRONG_LABEL
        assert not fake.cuts

        fake.holds = (62, 0)
        assert printer.send(badge, mend=True).confirmed


def test_a_zebra_without_ribbon_says_so() -> None:
    with NetworkLine(FakeZebra(ribbon_out=True)) as line:
        printer = NetworkPrinter(line.address, patience=SHORT, tongue=Tongue.ZPL)
        assert printer.ready() is Trouble.RIBBON_OUT


def test_a_zebra_has_printed_only_when_nothing_is_left_of_the_label() -> None:
    fake, badge = FakeZebra(mm_per_second=5), badge_in(Tongue.ZPL)
    with NetworkLine(fake) as line:
        printer = NetworkPrinter(line.address, patience=SHORT, tongue=Tongue.ZPL)
        with pytest.raises(PrinterStopped) as raised:
            printer.send(badge)
    assert raised.value.sent == len(badge.data)


def test_a_connection_that_breaks_leaves_the_badge_unknown_and_the_next_one_whole(
    badge: Badge,
) -> None:
    fake = FakePrinter(reset_after=20_000)
    with NetworkLine(fake) as line:
        printer = NetworkPrinter(line.address, patience=SHORT)
        with pytest.raises(PrinterStopped):
            printer.send(badge)
        assert printer.send(badge, mend=True).confirmed

    assert same(fake.cuts[-1], badge.image)


def test_what_an_earlier_job_left_unsaid_is_no_answer(badge: Badge) -> None:
    with NetworkLine(FakePrinter(paper_out=True)) as line:
        printer = NetworkPrinter(line.address, patience=SHORT)
        line.printer.hear(b"\x1dr\x01")
        assert printer.ready() is Trouble.PAPER_OUT
        with pytest.raises(PrinterTrouble):
            printer.send(badge)


def test_a_printer_that_is_not_there_is_told_at_once(badge: Badge) -> None:
    with NetworkLine(FakePrinter()) as line:
        address = line.address
    printer = NetworkPrinter(address, patience=SHORT)

    assert printer.ready() is Trouble.BUSY
    with pytest.raises(PrinterAbsent):
        printer.send(badge)


@on_linux
def test_a_usb_printer_that_is_not_plugged_in_is_told_at_once(badge: Badge, tmp_path: Path) -> None:
    printer = UsbPrinter(str(tmp_path / "lp0"))

    assert printer.ready() is Trouble.ABSENT
    with pytest.raises(PrinterAbsent):
        printer.send(badge)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.7", ("192.0.2.7", 9100)),
        (" printer.local:9101 ", ("printer.local", 9101)),
        ("[2001:db8::1]:9100", ("2001:db8::1", 9100)),
        ("2001:db8::1", ("2001:db8::1", 9100)),
    ],
)
def test_an_address_is_read_with_or_without_its_port(address: str, place: tuple[str, int]) -> None:
    assert host_and_port(address) == place


def test_an_empty_address_is_refused() -> None:
    with pytest.raises(ValueError, match="no address"):
        host_and_port("  ")


def test_a_folder_gets_each_badge_as_a_picture_and_nothing_else(
    tmp_path: Path, badge: Badge
) -> None:
    printer = FolderPrinter(tmp_path / "badges")

    assert printer.ready() is None
    assert printer.send(badge).confirmed
    (picture,) = (tmp_path / "badges").iterdir()
    assert picture.name == "0001-LEFEVRE-Helene.png"
    with Image.open(picture) as image:
        assert same(image, badge.image)
        assert round(image.info["dpi"][0]) == 203


def test_a_folder_that_cannot_be_is_told_and_nothing_is_claimed(
    tmp_path: Path, badge: Badge
) -> None:
    (tmp_path / "badges").write_text("a file stands here")
    printer = FolderPrinter(tmp_path / "badges")

    assert printer.ready() is Trouble.UNWRITABLE
    with pytest.raises(PrinterTrouble) as raised:
        printer.send(badge)
    assert raised.value.trouble is Trouble.UNWRITABLE


def test_a_file_gathers_the_bytes_of_all_badges(tmp_path: Path, badge: Badge) -> None:
    printer = FilePrinter(tmp_path / "badges.escpos")

    assert printer.ready() is None
    assert not printer.send(badge).confirmed
    printer.send(badge)
    assert (tmp_path / "badges.escpos").read_bytes() == 2 * encode(badge.image)


def test_a_file_that_cannot_be_is_told(tmp_path: Path, badge: Badge) -> None:
    printer = FilePrinter(tmp_path)

    assert printer.ready() is Trouble.UNWRITABLE
    with pytest.raises(PrinterTrouble):
        printer.send(badge)


@on_linux
def test_a_full_disk_takes_the_badge_out_again(badge: Badge) -> None:
    with pytest.raises(PrinterTrouble) as raised:
        FilePrinter(Path("/dev/full")).send(badge)
    assert raised.value.trouble is Trouble.UNWRITABLE


@pytest.mark.parametrize(
    ("settings", "kind"),
    [
        (PrinterSettings(), FolderPrinter),
        (PrinterSettings("file"), FilePrinter),
        (PrinterSettings("network", "192.0.2.7"), NetworkPrinter),
        (PrinterSettings("usb"), UsbPrinter),
    ],
)
def test_the_desk_gets_the_printer_that_it_is_set_to(
    settings: PrinterSettings, kind: type, tmp_path: Path
) -> None:
    assert isinstance(printer_for(settings, tmp_path), kind)


def test_a_kind_of_printer_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="telex"):
        printer_for(PrinterSettings("telex"), tmp_path)


def test_the_paper_is_the_one_of_the_settings() -> None:
    assert paper_of(PrinterSettings(dots=384, length_mm=80)) == Paper(384, 203, 80)
