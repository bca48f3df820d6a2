"""What came out of the printer, by an ESC/POS decoder and a QR reader that others wrote."""

import io
import struct
import subprocess
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import zxingcpp
from PIL import Image, ImageChops

NPOS = Path(__file__).parents[1] / "npos"


def pictures(jobs: Sequence[bytes]) -> list[Image.Image | None]:
    """Return what each job burns; None for one that burns no picture."""
    packed = b"".join(struct.pack("<I", len(job)) + job for job in jobs)
    run = subprocess.run(
        ["node", "--no-deprecation", "decode_all.mjs"],
        cwd=NPOS,
        input=packed,
        capture_output=True,
        check=True,
    )
    found: list[Image.Image | None] = []
    at = 0
    while at < len(run.stdout):
        (length,) = struct.unpack("<I", run.stdout[at : at + 4])
        picture = run.stdout[at + 4 : at + 4 + length]
        found.append(Image.open(io.BytesIO(picture)).convert("1") if picture else None)
        at += 4 + length
    return found


def whole(jobs: Sequence[bytes], expected: Mapping[str, Image.Image]) -> Counter[str]:
    """Return how often the badge of each ticket code came out whole, dot for dot."""
    count: Counter[str] = Counter()
    for picture in pictures(jobs):
        if picture is None:
            continue
        for read in zxingcpp.read_barcodes(picture):
            if read.text in expected and _same(picture, expected[read.text]):
                count[read.text] += 1
    return count


def _same(one: Image.Image, other: Image.Image) -> bool:
    if one.size != other.size:
        return False
    return ImageChops.difference(one.convert("L"), other.convert("L")).getbbox() is None
