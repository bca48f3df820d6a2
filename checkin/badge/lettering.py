"""The faces that badges are set in, and text that they can show."""

import unicodedata
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FONTS = Path(__file__).parent.parent / "fonts"
# Up to here (Latin, its phonetic letters and accents, Greek, Cyrillic) the faces have every letter.
COMPLETE_UP_TO = 0x24F


class Weight(StrEnum):
    """The two faces of a badge."""

    BOLD = "DejaVuSansCondensed-Bold.ttf"
    BOOK = "DejaVuSansCondensed.ttf"


def face(weight: Weight, size: int, text: str = "") -> "FreeTypeFont":
    """Return a face at a size in dots, fit to set this text.

    Text from left to right is laid out simply, and so alike on every machine.
    """
    return _face(weight, size, joined=any(map(_from_the_right, text)))


@lru_cache(maxsize=128)
def _face(weight: Weight, size: int, *, joined: bool) -> "FreeTypeFont":
    from PIL import ImageFont

    engine = ImageFont.Layout.RAQM if joined else ImageFont.Layout.BASIC
    return ImageFont.truetype(FONTS / weight.value, size, layout_engine=engine)


def printable(text: str) -> str:
    """Return the text with single spaces and only letters that the faces can set.

    Scripts that they lack come out in Latin letters, and so does Arabic or Hebrew where the
    library that joins letters from the right is not there.
    """
    composed = " ".join(unicodedata.normalize("NFC", text).split())
    if all(ord(letter) <= COMPLETE_UP_TO for letter in composed):
        return composed
    words = (word if _can_set(word) else _in_latin(word) for word in composed.split(" "))
    return " ".join(word for word in words if word)


def _can_set(word: str) -> bool:
    return all(ord(letter) <= COMPLETE_UP_TO or _has_glyph(letter) for letter in word)


@lru_cache(maxsize=1024)
def _has_glyph(letter: str) -> bool:
    if unicodedata.combining(letter) or (_from_the_right(letter) and not _can_join()):
        return False
    font = face(Weight.BOOK, 32)
    return bytes(font.getmask(letter)) != bytes(font.getmask("\uffff"))


def _from_the_right(letter: str) -> bool:
    return letter > "\u0590" and unicodedata.bidirectional(letter) in {"R", "AL"}


@cache
def _can_join() -> bool:
    from PIL import features

    return bool(features.check("raqm") and features.check("fribidi"))


def _in_latin(word: str) -> str:
    from anyascii import anyascii

    return " ".join(anyascii(word).split())
