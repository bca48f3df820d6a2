"""Pictures of a camera or of a video file, through FFmpeg's libraries."""

import errno
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from checkin.devices.cameras import FORMATS
from checkin.devices.codes import Frame
from checkin.devices.frames import wait_until
from checkin.devices.rights import join_its_group
from checkin.scanners import ScannerTrouble, Trouble

if TYPE_CHECKING:
    from av import VideoFrame
    from av.container import InputContainer

INSTALL = "pip install 'checkin[camera]'"
TROUBLES = {
    errno.EACCES: Trouble.NO_RIGHTS,
    errno.EPERM: Trouble.NO_RIGHTS,
    errno.EBUSY: Trouble.BUSY,
}
HANGS = (5.0, 2.0)  # s to open, to wait for a frame

# What a camera is asked for, best first: many give 720p at full speed only as JPEG pictures.
WISHES: tuple[dict[str, str], ...] = (
    {"video_size": "1280x720", "framerate": "30", "input_format": "mjpeg"},
    {"video_size": "1280x720", "framerate": "30"},
    {"framerate": "30"},
    {},
)


class VideoFrames:
    """A video file, at its own speed, over and over."""

    def __init__(self, file: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._container = _opened(str(file))
        self._clock = clock
        self._frames = self._over_and_over()
        self._ahead: tuple[float, VideoFrame] | None = None

    def next(self, patience: float) -> Frame | None:
        """Return the next frame once its time has come."""
        if self._ahead is None:
            self._ahead = next(self._frames)
        due, frame = self._ahead
        if not wait_until(due, patience, self._clock):
            return None
        self._ahead = None
        return _grey(frame)

    def close(self) -> None:
        """Close the file."""
        self._container.close()

    def _over_and_over(self) -> "Iterator[tuple[float, VideoFrame]]":
        """Yield each frame with the time on the clock when it is due."""
        while True:
            started, frame = self._clock(), None
            for frame in _decoded(self._container):
                yield started + (frame.time or 0.0), frame
            if frame is None:
                raise ScannerTrouble(Trouble.UNFIT)
            _rewind(self._container)


class DeviceFrames:
    """A camera, as fast as it goes."""

    def __init__(self, device: str) -> None:
        self._container = _asked(device)
        self._frames = _decoded(self._container)

    def next(self, patience: float) -> Frame | None:  # noqa: ARG002 - a camera has its own beat
        """Wait for the camera's next frame."""
        try:
            frame = next(self._frames, None)
        except BlockingIOError:  # what a Mac says when there is nothing new
            self._frames = _decoded(self._container)
            return None
        if frame is None:
            raise ScannerTrouble(Trouble.ABSENT)
        return _grey(frame)

    def close(self) -> None:
        """Let go of the camera."""
        self._container.close()


def _asked(device: str) -> "InputContainer":
    """Open a camera with the first wish that it grants."""
    trouble = ScannerTrouble(Trouble.ABSENT)
    for wish in WISHES:
        try:
            return _opened(device, FORMATS.get(sys.platform), wish)
        except ScannerTrouble as why:
            trouble = why
            if why.trouble is not Trouble.UNFIT:
                break
    raise trouble


def _opened(
    name: str, form: str | None = None, wish: dict[str, str] | None = None
) -> "InputContainer":
    try:
        import av
    except ImportError as missing:
        raise ScannerTrouble(Trouble.NOT_INSTALLED, INSTALL) from missing
    try:
        container = av.open(name, "r", format=form, options=wish or {}, timeout=HANGS)
    except FileNotFoundError as error:
        raise ScannerTrouble(Trouble.ABSENT) from error
    except av.FFmpegError as error:
        trouble = TROUBLES.get(error.errno or 0, Trouble.UNFIT)
        cure = join_its_group(Path(name)) if trouble is Trouble.NO_RIGHTS else ""
        raise ScannerTrouble(trouble, cure) from error
    if not container.streams.video:
        container.close()
        raise ScannerTrouble(Trouble.UNFIT)
    return container


def _decoded(container: "InputContainer") -> "Iterator[VideoFrame]":
    import av

    try:
        yield from container.decode(video=0)
    except BlockingIOError:
        raise
    except av.FFmpegError as error:
        raise ScannerTrouble(Trouble.ABSENT) from error


def _rewind(container: "InputContainer") -> None:
    import av

    try:
        container.seek(0)
    except av.FFmpegError as error:
        raise ScannerTrouble(Trouble.UNFIT) from error


def _grey(frame: "VideoFrame") -> Frame:
    return np.ascontiguousarray(frame.to_ndarray(format="gray"), dtype=np.uint8)
