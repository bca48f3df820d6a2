"""Queues of the system: what they take is sent, never called printed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from types import ModuleType

import pytest

from checkin.badge import Badge, Paper, badge_of
from checkin.devices import nearby
from checkin.devices.cups_printer import CupsPrinter
from checkin.devices.windows_printer import WindowsPrinter
from checkin.printing import PrinterAbsent, PrinterStopped, PrinterTrouble, Sent, Trouble
from db.records import Registration
from tests.badges import aict
from tests.fake_lines import NetworkLine
from tests.fake_printer import FakePrinter

STUBS = Path(__file__).parents[1] / "windows"


@pytest.fixture(scope="module")
def badge() -> Badge:
    return badge_of(Registration("1", "Hélène", "Lefèvre", "7F3K9ABC"), aict(), Paper())


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(STUBS))
    import win32print

    win32print.spooled["Badges"] = []
    yield win32print
    for name in ("win32print", "pywintypes"):
        del sys.modules[name]


def test_a_queue_of_windows_gets_the_whole_badge_and_nothing_is_claimed(
    windows: ModuleType, badge: Badge
) -> None:
    assert WindowsPrinter("Badges").ready() is None
    assert WindowsPrinter("Badges").send(badge) == Sent(confirmed=False)
    assert windows.spooled["Badges"] == [badge.data]


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        (0x400000, Trouble.COVER_OPEN),
        (0x10, Trouble.PAPER_OUT),
        (0x8, Trouble.FAULT),
        (0x80, Trouble.OFFLINE),
        (0x1, Trouble.OFFLINE),
        (0x400, None),
    ],
)
def test_what_a_queue_of_windows_knows_is_told(
    windows: ModuleType, badge: Badge, status: int, trouble: Trouble | None
) -> None:
    windows.status = status  # type: ignore[attr-defined] # the stub has it

    assert WindowsPrinter("Badges").ready() is trouble
    if trouble:
        with pytest.raises(PrinterTrouble):
            WindowsPrinter("Badges").send(badge)
        assert windows.spooled["Badges"] == []


def test_a_queue_of_windows_that_breaks_off_leaves_the_badge_unknown(
    windows: ModuleType, badge: Badge
) -> None:
    windows.takes = 20_000  # type: ignore[attr-defined] # the stub has it

    with pytest.raises(PrinterStopped) as raised:
        WindowsPrinter("Badges").send(badge)
    assert raised.value.sent == 20_000


@pytest.mark.parametrize("call", ["EndDocPrinter", "ClosePrinter"])
def test_a_badge_that_went_whole_to_a_queue_of_windows_is_never_queued_again(
    windows: ModuleType, badge: Badge, call: str
) -> None:
    windows.fails_in = call  # type: ignore[attr-defined] # the stub has it

    with pytest.raises(PrinterStopped) as raised:
        WindowsPrinter("Badges").send(badge)
    assert raised.value.sent == len(badge.data)


def test_a_queue_of_windows_that_takes_no_document_has_nothing_of_the_badge(
    windows: ModuleType, badge: Badge
) -> None:
    windows.fails_in = "StartDocPrinter"  # type: ignore[attr-defined] # the stub has it

    with pytest.raises(PrinterAbsent):
        WindowsPrinter("Badges").send(badge)


@pytest.mark.usefixtures("windows")
def test_the_queues_of_windows_are_found() -> None:
    (found,) = nearby.windows_queues()
    assert (found.kind, found.address) == ("windows", "Badges")


@pytest.mark.usefixtures("windows")
def test_a_queue_of_windows_that_is_not_there_is_told(badge: Badge) -> None:
    assert WindowsPrinter("Other").ready() is Trouble.ABSENT
    with pytest.raises(PrinterTrouble):
        WindowsPrinter("Other").send(badge)


def test_without_windows_its_queues_are_unsupported() -> None:
    if sys.platform == "win32":
        pytest.skip("here they are supported")
    assert WindowsPrinter("Badges").ready() is Trouble.UNSUPPORTED


@pytest.fixture
def cups(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A CUPS of the test's own, at a socket of its own."""
    if not shutil.which("cupsd"):
        pytest.skip("CUPS is not on this machine")
    if os.geteuid():
        pytest.skip("cupsd starts its back ends as another user, which only root can")
    home = tmp_path_factory.mktemp("cups")
    for folder in (home, *home.parents[:3]):
        folder.chmod(0o755)
    for name in ("spool", "cache", "state", "server", "spool/tmp"):
        (home / name).mkdir()
    (home / "cupsd.conf").write_text(
        f"Listen {home}/cups.sock\nLogLevel warn\nBrowsing Off\nDefaultAuthType None\n"
        "<Location />\nOrder allow,deny\nAllow all\n</Location>\n"
        "<Policy default>\n<Limit All>\nOrder allow,deny\n</Limit>\n</Policy>\n"
    )
    (home / "cups-files.conf").write_text(
        f"ServerRoot {home}/server\nRequestRoot {home}/spool\nTempDir {home}/spool/tmp\n"
        f"CacheDir {home}/cache\nStateDir {home}/state\n"
        f"ErrorLog {home}/error\nAccessLog {home}/access\nPageLog {home}/page\n"
    )
    monkeypatch.setenv("CUPS_SERVER", f"{home}/cups.sock")
    arguments = ["-f", "-c", str(home / "cupsd.conf"), "-s", str(home / "cups-files.conf")]
    with (home / "out").open("wb") as out:
        daemon = subprocess.Popen([str(shutil.which("cupsd")), *arguments], stdout=out, stderr=out)
        try:
            until(
                lambda: subprocess.run(
                    ["lpstat", "-r"], capture_output=True, check=False
                ).stdout.startswith(b"scheduler is running")
            )
            yield home
        finally:
            daemon.terminate()
            daemon.wait()


def until(holds: Callable[[], bool], patience: float = 20) -> None:
    deadline = monotonic() + patience
    while not holds():
        assert monotonic() < deadline


def test_a_raw_queue_of_cups_passes_the_badge_on_byte_for_byte(cups: Path, badge: Badge) -> None:
    with NetworkLine(FakePrinter()) as line:
        where = f"socket://{line.address}"
        subprocess.run(
            ["lpadmin", "-p", "badges", "-E", "-v", where, "-m", "raw"],
            check=True,
            capture_output=True,
        )
        printer = CupsPrinter("badges")

        assert printer.ready() is None
        assert printer.send(badge) == Sent(confirmed=False)
        until(lambda: bool(line.printer.jobs))
        assert line.printer.jobs == [badge.data]

        subprocess.run(["cupsdisable", "badges"], check=True)
        assert printer.ready() is Trouble.OFFLINE
    assert CupsPrinter("other").ready() is Trouble.ABSENT
    assert cups.is_dir()


@pytest.mark.parametrize("queue", ["", "-d", "two words", "a/b"])
def test_what_is_no_name_of_a_queue_is_refused(queue: str) -> None:
    with pytest.raises(ValueError, match="no queue"):
        CupsPrinter(queue)
