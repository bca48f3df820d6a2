"""The faces that badges are set in: which letters they have, how wide a line is, how it is drawn.

A line may hold several scripts; each stretch of one script is set in its own face.
"""

import unicodedata
from enum import StrEnum
from functools import cache, lru_cache
from itertools import accumulate, groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

FONTS = Path(__file__).parent.parent / "fonts"
# Up to here every letter is in the Latin face.
COMPLETE_UP_TO = 0x24F
# Capitals are this high in a face whose size is 1.
CAPITAL = 0.714
# The size in dots at which a line is measured for all sizes.
REFERENCE = 128


class Weight(StrEnum):
    """The two weights of a badge."""

    BOLD = "Bold"
    BOOK = ""


class Script(StrEnum):
    """The faces by what they write; Latin's has Greek and Cyrillic too, and all signs."""

    LATIN = "NotoSans-SemiCondensed"
    ARABIC = "NotoSansArabic-SemiCondensed"
    HEBREW = "NotoSansHebrew-SemiCondensed"
    ARMENIAN = "NotoSansArmenian-SemiCondensed"
    GEORGIAN = "NotoSansGeorgian-SemiCondensed"
    CJK = "NotoSansCJKsc-Bold"


# First and last letter of the blocks that are not Latin's.
BLOCKS = (
    (0x0530, 0x058F, Script.ARMENIAN),
    (0x0590, 0x05FF, Script.HEBREW),
    (0x0600, 0x06FF, Script.ARABIC),
    (0x0750, 0x077F, Script.ARABIC),
    (0x08A0, 0x08FF, Script.ARABIC),
    (0x10A0, 0x10FF, Script.GEORGIAN),
    (0x1C90, 0x1CBF, Script.GEORGIAN),
    (0x2E80, 0x9FFF, Script.CJK),
    (0xAC00, 0xD7AF, Script.CJK),
    (0xF900, 0xFAFF, Script.CJK),
    (0xFB13, 0xFB17, Script.ARMENIAN),
    (0xFB1D, 0xFB4F, Script.HEBREW),
    (0xFB50, 0xFDFF, Script.ARABIC),
    (0xFE70, 0xFEFF, Script.ARABIC),
    (0xFF00, 0xFFEF, Script.CJK),
)
FROM_THE_RIGHT = (Script.ARABIC, Script.HEBREW)


class Ink(NamedTuple):
    """How far the dots of a line reach from where the pen starts; the baseline is 0."""

    left: float
    top: float
    right: float
    bottom: float


class Run(NamedTuple):
    """A stretch of one script and how far right of the line's start it begins."""

    text: str
    script: Script
    start: float


@lru_cache(maxsize=8192)
def length(line: str, weight: Weight, size: int) -> float:
    """Return how far the pen goes in dots when it writes the line."""
    return sum(face(script, weight, size).getlength(text) for text, script in _stretches(line))


@lru_cache(maxsize=4096)
def ink(line: str, weight: Weight, size: int) -> Ink:
    """Return where the dots of the line are."""
    boxes = [
        (run.start, face(run.script, weight, size).getbbox(run.text, mode="1", anchor="ls"))
        for run in _runs(line, weight, size)
    ]
    if not boxes:
        return Ink(0, 0, 0, 0)
    return Ink(
        min(start + box[0] for start, box in boxes),
        min(box[1] for _, box in boxes),
        max(start + box[2] for start, box in boxes),
        max(box[3] for _, box in boxes),
    )


def likely_ink(line: str, weight: Weight, size: int) -> Ink:
    """Return about where the dots of the line are, from its letters; much cheaper than `ink`."""
    reaches = [
        _reach(part, weight)
        for text, script in _stretches(line)
        for part in ((text,) if script is Script.ARABIC else text)
    ]
    part = size / REFERENCE
    return Ink(
        0,
        min((top for top, _ in reaches), default=0) * part,
        length(line, weight, REFERENCE) * part,
        max((bottom for _, bottom in reaches), default=0) * part,
    )


def write(
    line: str, weight: Weight, size: int, at: tuple[int, int], draw: "ImageDraw", fill: int
) -> None:
    """Draw the line, its pen starting at a point of the baseline."""
    left, baseline = at
    for run in _runs(line, weight, size):
        font = face(run.script, weight, size)
        draw.text((left + run.start, baseline), run.text, fill=fill, font=font, anchor="ls")


def from_the_right(line: str) -> bool:
    """Say whether the line is read from the right."""
    first = next((letter for letter in line if letter.isalpha()), "")
    return bool(first) and _script(first) in FROM_THE_RIGHT


def printable(text: str) -> str:
    """Return the text with single spaces and only letters that the faces can set.

    Scripts that they lack come out in Latin letters, and so does Arabic or Hebrew where the
    library that joins letters from the right is not there. Emoji are left out.
    """
    letters = (letter for letter in unicodedata.normalize("NFC", text) if not _is_emoji(letter))
    composed = " ".join("".join(letters).split())
    if all(ord(letter) <= COMPLETE_UP_TO for letter in composed):
        return composed
    words = (word if all(map(_can_set, word)) else _in_latin(word) for word in composed.split(" "))
    return " ".join(word for word in words if word)


def capitals(text: str) -> str:
    """Return the text in capitals; those of Greek bear no accent."""
    parted = unicodedata.normalize("NFD", text.upper())
    kept = [
        letter
        for before, letter in zip(" " + parted, parted, strict=False)
        if not (letter == "\u0301" and "\u0370" <= before <= "\u03ff")
    ]
    return unicodedata.normalize("NFC", "".join(kept))


@lru_cache(maxsize=256)
def face(script: Script, weight: Weight, size: int) -> "FreeTypeFont":
    """Return a face at a size in dots."""
    from PIL import ImageFont

    engine = ImageFont.Layout.RAQM if _can_join() else ImageFont.Layout.BASIC
    name = f"{script}.otf" if script is Script.CJK else f"{script}{weight}.ttf"
    return ImageFont.truetype(FONTS / name, size, layout_engine=engine)


def _runs(line: str, weight: Weight, size: int) -> list[Run]:
    """Place the stretches from the left, or from the right where the line begins in Arabic."""
    stretches = _stretches(line)
    if stretches and stretches[0][1] in FROM_THE_RIGHT:
        stretches = stretches[::-1]
    if not stretches:
        return []
    lengths = (face(script, weight, size).getlength(text) for text, script in stretches[:-1])
    starts = accumulate(lengths, initial=0.0)
    pairs = zip(stretches, starts, strict=True)
    return [Run(text, script, round(start)) for (text, script), start in pairs]


@lru_cache(maxsize=8192)
def _reach(letters: str, weight: Weight) -> tuple[float, float]:
    """Return the top and the foot of a letter, or of some that join, at the size of reference."""
    _, top, _, bottom = ink(letters, weight, REFERENCE)
    return top, bottom


@lru_cache(maxsize=4096)
def _stretches(line: str) -> tuple[tuple[str, Script], ...]:
    """Split the line where the script changes; spaces and signs stay with what is before them."""
    if all(ord(letter) <= COMPLETE_UP_TO for letter in line):
        return ((line, Script.LATIN),) if line else ()
    scripts: list[Script] = []
    for letter in line:
        own = _script(letter)
        before = scripts[-1] if scripts else own
        stays = own is Script.LATIN and not letter.isalnum() and _has_glyph(before, letter)
        scripts.append(before if stays else own)
    pairs = zip(line, scripts, strict=True)
    grouped = groupby(pairs, key=lambda pair: pair[1])
    return tuple(("".join(letter for letter, _ in pair), script) for script, pair in grouped)


@lru_cache(maxsize=4096)
def _script(letter: str) -> Script:
    code = ord(letter)
    return next((script for low, high, script in BLOCKS if low <= code <= high), Script.LATIN)


def _is_emoji(letter: str) -> bool:
    """Say whether it is a picture, or a sign that makes one of those before it."""
    if ord(letter) <= COMPLETE_UP_TO:
        return False
    picture = unicodedata.category(letter) == "So" and not _has_glyph(Script.LATIN, letter)
    return picture or letter in "\u200d\u20e3\ufe0e\ufe0f" or "\U0001f1e6" <= letter <= "\U0001faff"


def _can_set(letter: str) -> bool:
    if ord(letter) <= COMPLETE_UP_TO:
        return True
    script = _script(letter)
    joins = script in FROM_THE_RIGHT or unicodedata.combining(letter)
    return (_can_join() or not joins) and _has_glyph(script, letter)


@lru_cache(maxsize=4096)
def _has_glyph(script: Script, letter: str) -> bool:
    if unicodedata.combining(letter):
        letter = "\u25cc" + letter
    font = face(script, Weight.BOLD, 32)
    return bytes(font.getmask(letter)) != bytes(font.getmask(letter[:-1] + "\U0010ffff"))


@cache
def _can_join() -> bool:
    from PIL import features

    return bool(features.check("raqm") and features.check("fribidi"))


def _in_latin(word: str) -> str:
    from anyascii import anyascii

    return " ".join(anyascii(word).split())
