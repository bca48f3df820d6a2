"""The printer that is not there answers as a real one does, says a client that others wrote."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fake_lines import NetworkLine
from tests.fake_printer import FakePrinter

RECEIPTIO = Path(__file__).parent / "receiptio"
PORT = 9100  # the client knows no other


@pytest.fixture(scope="session")
def receiptio() -> Path:
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("node and npm are not on this machine; .ci/run has them")
    if not (RECEIPTIO / "node_modules" / "receiptio").is_dir():
        options = ("--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund")
        subprocess.run(["npm", "ci", *options], cwd=RECEIPTIO, check=True, capture_output=True)
    return RECEIPTIO / "node_modules" / "receiptio" / "bin" / "cli.js"


@pytest.fixture
def line() -> Iterator[NetworkLine]:
    """The port at an address of this run's own, so that two runs can go on at once."""
    high, low = divmod(os.getpid() % 65_000, 250)
    host = f"127.{high % 250 + 1}.{low + 1}.1" if sys.platform == "linux" else "127.0.0.1"
    with NetworkLine(FakePrinter(), host, PORT) as line:
        yield line


def judged(receiptio: Path, line: NetworkLine, *arguments: str, text: str = "") -> str:
    host = line.address.partition(":")[0]
    run = subprocess.run(
        ["node", str(receiptio), "-d", host, *arguments],
        input=text,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return (run.stdout + run.stderr).strip()


@pytest.mark.parametrize("language", [(), ("-p", "escpos")], ids=["found out", "told"])
@pytest.mark.parametrize(
    ("told", "judgement"),
    [
        ("", "online"),
        ("near_end", "online"),
        ("cover_open", "coveropen"),
        ("paper_out", "paperempty"),
        ("broken", "error"),
        ("mute", "offline"),
    ],
)
def test_each_state_is_understood(
    receiptio: Path, line: NetworkLine, told: str, judgement: str, language: tuple[str, ...]
) -> None:
    if told:
        setattr(line.printer, told, True)

    assert judged(receiptio, line, "-q", *language) == judgement


@pytest.mark.parametrize("speed", [0, 250])
def test_a_receipt_is_said_to_be_printed(receiptio: Path, line: NetworkLine, speed: float) -> None:
    line.printer.mm_per_second = speed

    assert judged(receiptio, line, "-p", "escpos", text="Rencontres") == "success"
    assert b"Rencontres" in line.printer.garbage  # a badge holds no letters, so they are strange
    assert len(line.printer.cuts) == 1


def test_what_changes_in_a_receipt_is_told_without_being_asked(
    receiptio: Path, line: NetworkLine
) -> None:
    line.printer.paper_for = 20

    assert judged(receiptio, line, "-p", "escpos", text="Rencontres") == "paperempty"


def test_after_a_broken_picture_it_is_heard_again(receiptio: Path, line: NetworkLine) -> None:
    line.printer.hear(b"\x1dv0\x00\x48\x00\x64\x00" + bytes(100))

    assert judged(receiptio, line, "-p", "escpos", text="Rencontres") == "success"
