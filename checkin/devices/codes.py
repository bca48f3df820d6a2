"""The QR codes in a grey picture. Only these: to look for every kind takes forty times as long."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from zxingcpp import Barcode

Frame = npt.NDArray[np.uint8]  # rows, columns; 0 is black

SMALLEST = 21  # dots; a QR code has at least as many modules
MARGIN = 0.5  # of a code's size, around it
BLUR, STRENGTH = 3, 3  # dots around each that are its surroundings; how much it is set off


def read(frame: Frame) -> tuple[str, ...]:
    """Return the codes in a frame.

    A code that is there but does not read is looked at twice as large. Where none is seen at all
    the picture may be out of focus, and its edges are sharpened.
    """
    seen = _look(frame)
    if any(code.valid for code in seen):
        return _texts(seen)
    for code in seen:
        part = _around(frame, code)
        if min(part.shape) >= SMALLEST and (texts := _texts(_look(_enlarged(part)))):
            return texts
    return _texts(_look(_sharpened(frame)))


def _look(frame: Frame) -> "list[Barcode]":
    from zxingcpp import barcode_formats_from_str, read_barcodes

    return read_barcodes(frame, formats=barcode_formats_from_str("QRCode"), return_errors=True)


def _texts(codes: "Iterable[Barcode]") -> tuple[str, ...]:
    texts = (code.text.strip() for code in codes if code.valid)
    return tuple(dict.fromkeys(text for text in texts if text))


def _around(frame: Frame, code: "Barcode") -> Frame:
    corners: Any = code.position
    points = (corners.top_left, corners.top_right, corners.bottom_right, corners.bottom_left)
    across, down = [point.x for point in points], [point.y for point in points]
    margin = int(MARGIN * max(max(across) - min(across), max(down) - min(down)))
    top, bottom = min(down) - margin, max(down) + margin
    left, right = min(across) - margin, max(across) + margin
    return frame[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]


def _enlarged(frame: Frame) -> Frame:
    from PIL import Image

    picture = Image.fromarray(frame)
    size = (picture.width * 2, picture.height * 2)
    return np.asarray(picture.resize(size, Image.Resampling.BICUBIC))


def _sharpened(frame: Frame) -> Frame:
    from PIL import Image, ImageFilter

    around = np.asarray(Image.fromarray(frame).filter(ImageFilter.BoxBlur(BLUR)), dtype=np.int16)
    grey = frame.astype(np.int16)
    return np.clip(grey + STRENGTH * (grey - around), 0, 255).astype(np.uint8)
