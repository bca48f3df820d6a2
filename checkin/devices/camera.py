"""A camera that reads QR codes and shows what it sees."""

import stat
import time
from collections.abc import Callable
from pathlib import Path

from checkin.devices import codes
from checkin.devices.cameras import Plugged, cameras
from checkin.devices.codes import Frame
from checkin.devices.frames import PICTURES, FolderFrames, Frames
from checkin.devices.video import INSTALL, DeviceFrames, VideoFrames
from checkin.scanners import Kind, Picture, ScannerTrouble, Trouble
from checkin.scanners.glimpses import Glimpses

AUTO = "auto"
ACROSS = 160  # dots of the picture that is shown, at the least where the camera has them
REST = 0.08  # s between looks: no hand is faster, and a laptop has other things to do
LIT = 0.7  # s that the picture says that a code was read


class QrCamera:
    """The camera at an address: a device, a video, a picture, a folder of pictures, or `auto`."""

    kind = Kind.CAMERA
    wanted = True

    def __init__(
        self,
        address: str = AUTO,
        find: Callable[[], tuple[Plugged, ...]] = cameras,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.picture: Picture | None = None
        self._address = address
        self._find = find
        self._clock = clock
        self._frames: Frames | None = None
        self._glimpses = Glimpses()
        self._lit_until = self._rests_until = float("-inf")

    def open(self) -> None:
        """Take hold of the camera."""
        try:
            import zxingcpp  # noqa: F401 - asked here, so that its absence is told at once

            self._frames = _frames(self._address, self._find)
        except ImportError as missing:
            raise ScannerTrouble(Trouble.NOT_INSTALLED, INSTALL) from missing

    def read(self, patience: float) -> tuple[str, ...]:
        """Look at the next frame; what was in sight a moment ago is not read again."""
        assert self._frames is not None
        frame = self._frames.next(patience)
        now = self._clock()
        if frame is None or now < self._rests_until:
            return ()
        self._rests_until = now + REST
        seen = codes.read(frame)
        if seen:
            self._lit_until = now + LIT
        self.picture = shown(frame, read=now < self._lit_until)
        return self._glimpses.fresh(seen, now)

    def close(self) -> None:
        """Let go of the camera; there is nothing to be seen any more."""
        self.picture = None
        if self._frames is not None:
            self._frames.close()
            self._frames = None


def _frames(address: str, find: Callable[[], tuple[Plugged, ...]]) -> Frames:
    if address == AUTO:
        found = next(iter(find()), None)
        if found is None:
            raise ScannerTrouble(Trouble.ABSENT)
        return DeviceFrames(found.path)
    path = Path(address).expanduser()
    if path.is_dir() or path.suffix.lower() in PICTURES:
        return FolderFrames(path)
    if path.exists() and stat.S_ISREG(path.stat().st_mode):
        return VideoFrames(path)
    return DeviceFrames(address)


def shown(frame: Frame, *, read: bool) -> Picture:
    """Return a frame small, and as a mirror shows it: so a hand finds its way before it."""
    from PIL import Image, ImageOps

    picture = Image.fromarray(frame)
    small = ImageOps.mirror(picture.reduce(max(1, picture.width // ACROSS)))
    return Picture(small.width, small.height, small.tobytes(), read)
