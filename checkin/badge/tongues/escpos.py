"""The picture as ESC/POS bytes, by python-escpos, which is used for nothing else.

Raster strips stay small because many printers choke on big ones, or print garbage for a strip of
a multiple of 48 rows. The bytes end with a cut; asking the printer for its word is the transport's.
The commands of darkness and cut are those of Epson's reference: `GS ( K` function 49 and `GS V`.
"""

import logging
import os
import pickle
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checkin.badge.tongues.care import Care

if TYPE_CHECKING:
    from PIL.Image import Image

STRIP = 100
UNLUCKY = 48
CUT = b"\x1dVB"  # feeds so far beyond the blade as the byte behind it says, and cuts
CUT_HERE = b"\x1dV\x01"
MOST_FEED = 255  # dots
# More than a strip of any badge: ends the picture that a broken job left half sent.
NOTHING = bytes(16_384)
MEND = NOTHING + b"\x1b@" + CUT + b"\x00"


def encode(image: "Image", care: Care) -> bytes:
    """Return the bytes that print the picture dot for dot and cut the paper behind it."""
    return _darkness(care.darkness) + _burnt(image) + _cut(care.feed)


def _burnt(image: "Image") -> bytes:
    printer = _dummy()()
    printer.profile.profile_data = {}  # its table of printers knows too few; ours is the Paper
    top = 0
    for height in _strips(image.height):
        printer.image(image.crop((0, top, image.width, top + height)), impl="bitImageRaster")
        top += height
    return bytes(printer.output)


def _darkness(darkness: int) -> bytes:
    return b"\x1d(K\x02\x001" + bytes((darkness % 256,)) if darkness else b""


def _cut(feed: int | None) -> bytes:
    return CUT_HERE if feed is None else CUT + bytes((min(feed, MOST_FEED),))


def _strips(rows: int) -> Iterator[int]:
    whole, rest = divmod(rows, STRIP)
    yield from [STRIP] * whole
    if rest and rest % UNLUCKY == 0:
        yield rest // 3
        rest -= rest // 3
    if rest:
        yield rest


@cache
def _dummy() -> Any:
    """Import python-escpos once, without what it does to the process and the disk meanwhile."""
    with _cache_folder() as folder, _quiet_logging(), _temporary_files_in(folder):
        try:
            from escpos.printer import Dummy
        except (EOFError, pickle.UnpicklingError):  # its cache was cut off by a power cut
            for broken in folder.glob("*.pickle"):
                broken.unlink()
            from escpos.printer import Dummy
    return Dummy


@contextmanager
def _cache_folder() -> Iterator[Path]:
    """Give the folder for its table of printers to one process at a time."""
    from filelock import FileLock
    from platformdirs import user_cache_path

    folder = user_cache_path("checkin") / "escpos"
    lock = FileLock(folder / "lock")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except OSError:  # a home that cannot be written: do without a cache
        with tempfile.TemporaryDirectory() as passing:
            yield Path(passing)
        return
    try:
        yield folder
    finally:
        lock.release()


@contextmanager
def _quiet_logging() -> Iterator[None]:
    """Keep `logging.basicConfig()` from writing over the screen for ever after."""
    handler = logging.NullHandler()
    logging.root.addHandler(handler)
    try:
        yield
    finally:
        logging.root.removeHandler(handler)


@contextmanager
def _temporary_files_in(folder: Path) -> Iterator[None]:
    """Send the cache, and the temporary folder it makes and forgets each time, to our folder."""
    variable = "ESCPOS_CAPABILITIES_PICKLE_DIR"
    before, tempdir = os.environ.get(variable), tempfile.tempdir
    os.environ[variable] = tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = tempdir
        os.environ.pop(variable)
        if before is not None:
            os.environ[variable] = before
        for forgotten in folder.glob("tmp*"):
            forgotten.rmdir()
