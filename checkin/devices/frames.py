"""Where a camera's pictures come from: a folder of pictures here, a video or a device beside."""

import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Protocol

import numpy as np

from checkin.devices.codes import Frame
from checkin.scanners import ScannerTrouble, Trouble

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".webp"})
SHOWN = 0.2  # s that each picture of a folder is shown


class Frames(Protocol):
    """A source of grey pictures."""

    def next(self, patience: float) -> Frame | None:
        """Wait up to `patience` (s) for a picture; raise `ScannerTrouble` when it is gone."""

    def close(self) -> None:
        """Let go of it."""


class FolderFrames:
    """The pictures of a folder by name, or one picture, over and over."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        files = sorted(folder.iterdir()) if folder.is_dir() else [folder]
        pictures = [file for file in files if file.suffix.lower() in PICTURES]
        if not pictures:
            raise ScannerTrouble(Trouble.UNFIT)
        self._pictures = cycle(pictures)
        self._clock = clock
        self._due = clock()

    def next(self, patience: float) -> Frame | None:
        """Return the picture whose turn it is."""
        from PIL import Image, UnidentifiedImageError

        if not wait_until(self._due, patience, self._clock):
            return None
        self._due = self._clock() + SHOWN
        try:
            with Image.open(next(self._pictures)) as picture:
                return np.asarray(picture.convert("L"))
        except UnidentifiedImageError as error:
            raise ScannerTrouble(Trouble.UNFIT) from error
        except OSError as error:
            raise ScannerTrouble(Trouble.ABSENT) from error

    def close(self) -> None:
        """Nothing is held."""


def wait_until(due: float, patience: float, clock: Callable[[], float]) -> bool:
    """Wait for a time on the clock, no longer than `patience` (s); say whether it has come."""
    early = due - clock()
    if early > 0:
        time.sleep(min(early, patience))
    return early <= patience
