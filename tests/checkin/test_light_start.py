"""The desk opens without what only the first badge needs."""

import subprocess
import sys
from pathlib import Path

HEAVY = ("PIL", "escpos", "qrcode", "usb", "serial", "cups", "win32print", "zeroconf")
PROBE = f"""
import sys
from checkin.app import CheckinApp
from checkin.commands.press import joined
from checkin.settings import Folder, PrinterSettings
from pathlib import Path
for kind, address in (("folder", ""), ("network", "127.0.0.1"), ("libusb", "04b8:0e28"),
                      ("serial", "COM3"), ("cups", "badges"), ("windows", "Badges")):
    joined(PrinterSettings(kind, address), Folder(Path("desk")))
print([name for name in {HEAVY!r} if name in sys.modules])
"""


def test_the_desk_and_every_kind_of_printer_start_without_what_draws_and_drives() -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROBE],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "[]"
