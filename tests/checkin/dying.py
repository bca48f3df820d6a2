"""A process that begins to print a badge and never ends it: `python -m tests.checkin.dying`."""

import sys
from pathlib import Path

from PIL import Image

from checkin.badge import Badge
from checkin.printing import Spooler
from db.connection import open_copy
from tests.fakes import HangingPrinter

if __name__ == "__main__":
    copy, began = map(Path, sys.argv[1:])
    Spooler(
        lambda: open_copy(copy),
        HangingPrinter(began),
        lambda _, job: Badge(job.registration, Image.new("1", (8, 8))),
        lambda *_: None,
        lambda _: None,
    ).empty()
