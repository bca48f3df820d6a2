"""How long the desk takes to open, and a badge to be drawn; no time is asserted."""

import os
import pty
import select
import signal
import sys
from pathlib import Path

from checkin import language
from checkin.badge import Paper, compose, encode
from checkin.rehearsal import Cast, prepare
from db.records import Registration
from tests.badges import aict
from tests.benchmarks.stopwatch import Stopwatch

EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("nothing but Textual")
Empty().run()
"""
PYTHON = (sys.executable, "-c", "print('awake')")
PATIENCE = 30.0  # s

HELENE = Registration(
    "x",
    "Hélène",
    "Lefèvre-d’Almeida",
    "AZ9URXHNZ5U6JSFR",
    "Communauté d’agglomération du Val-de-Marne",
    "Adjointe au maire chargée de la coopération",
    "elu",
    "France",
)


def painted(command: tuple[str, ...], words: bytes) -> None:
    """Run a command in a terminal of its own until it has painted these words, then end it."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execv(command[0], command)  # noqa: S606 - our own program, no shell
    seen = b""
    try:
        while words not in seen:
            readable, _, _ = select.select([terminal], [], [], PATIENCE)
            assert readable, seen[-500:]
            seen += os.read(terminal, 65536)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def test_floor_one_python(measure: Stopwatch) -> None:
    measure(lambda: painted(PYTHON, b"awake"), rounds=5)


def test_floor_one_empty_textual_app(measure: Stopwatch) -> None:
    words = b"nothing but Textual"
    measure(lambda: painted((sys.executable, "-c", EMPTY), words), rounds=5)


def test_start_up_to_first_paint(measure: Stopwatch, tmp_path: Path, size: int) -> None:
    folder = tmp_path / "desk"
    prepare(folder, Cast(size))
    command = (sys.executable, "-m", "checkin", "--data", str(folder), "--lang", "fr")
    measure(
        lambda: painted(command, b"Nom, organisme"),
        rounds=5,
        floor="test_floor_one_empty_textual_app",
    )


def test_badge_composed_and_encoded(measure: Stopwatch) -> None:
    language.install("fr")
    paper = Paper()
    encode(compose(HELENE, aict(), paper))
    measure(
        lambda: encode(compose(HELENE, aict(), paper)),
        rounds=50,
        floor="test_floor_one_python",
    )
