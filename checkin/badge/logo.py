"""The event's logo: a PNG in the event's text, as black dots in its box."""

import base64
import binascii
import zlib
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def decoded(text: str) -> bytes:
    """Return the PNG that is written in base64; ValueError when it is none, or damaged."""
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error
    if not data.startswith(SIGNATURE) or not _is_whole(data):
        raise ValueError("no PNG")
    return data


@lru_cache(maxsize=4)
def dots(data: bytes, room: tuple[int, int]) -> "Image":
    """Return the logo as large as its box allows, its greys dithered, on white."""
    from PIL import Image

    with Image.open(BytesIO(data)) as opened:
        drawn = opened.convert("RGBA")
    paper = Image.new("RGBA", drawn.size, "white")
    grey = Image.alpha_composite(paper, drawn).convert("L")
    scale = min(room[0] / grey.width, room[1] / grey.height)
    size = (max(1, int(grey.width * scale)), max(1, int(grey.height * scale)))
    return grey.resize(size, Image.Resampling.LANCZOS).convert("1")


def _is_whole(data: bytes) -> bool:
    """Walk the chunks: each says how long it is and ends with a sum."""
    at, kind = len(SIGNATURE), b""
    while at + 12 <= len(data) and kind != b"IEND":
        size = int.from_bytes(data[at : at + 4])
        kind, end = data[at + 4 : at + 8], at + 8 + size
        if zlib.crc32(data[at + 4 : end]) != int.from_bytes(data[end : end + 4]):
            return False
        at = end + 4
    return kind == b"IEND"
