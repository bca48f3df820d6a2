"""Text with separators: which encoding it is in, and its lines by each separator."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from functools import partial

from checkin.intake.incoming import IntakeTrouble
from checkin.intake.sheet import Line, Progress, Sheet
from checkin.language import _

SEPARATORS = (";", ",", "\t", "|")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_UTF8_LETTERS = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")

# The letters é è à ç ê as old Macintosh programs and as Windows write them.
_MACINTOSH = re.compile(rb"[\x8e\x8f\x88\x8d\x90]")
_WINDOWS = re.compile(rb"[\xe9\xe8\xe0\xe7\xea]")


def is_binary(content: bytes) -> bool:
    """Tell whether the beginning of a file cannot be text."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    controls = len(_CONTROLS.findall(content))
    return b"\0" in content or content.startswith(b"%PDF") or controls > len(content) / 100


def encoding_of(content: bytes) -> tuple[str, int]:
    """Return the encoding, and how many characters it cannot give."""
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        unreadable = content.decode(encoding, "replace").count("\ufffd")
    else:
        return encoding, 0
    # A UTF-8 list with a few broken characters stays UTF-8: all the others are right.
    if encoding != "utf-8" or len(_UTF8_LETTERS.findall(content)) > 10 * unreadable:
        return encoding, unreadable
    macintosh, windows = len(_MACINTOSH.findall(content)), len(_WINDOWS.findall(content))
    encoding = "mac_roman" if macintosh > windows else "cp1252"
    return encoding, content.decode(encoding, "replace").count("\ufffd")


def sheets(content: bytes, name: str) -> list[Sheet]:
    """Return what the text looks like by each separator that may be meant."""
    encoding, unreadable = encoding_of(content)
    beginning = content[:64].decode(encoding, "replace").lower()
    # The first line by which Excel is told the separator.
    said = beginning[4:5] if beginning.startswith("sep=") else ""
    return [
        Sheet("", partial(_lines, content, encoding, mark, name), encoding, mark, unreadable)
        for mark in SEPARATORS
        if not said or mark == said
    ]


def _lines(
    content: bytes, encoding: str, separator: str, name: str, progress: Progress
) -> Iterator[Line]:
    source = io.BytesIO(content)
    text = io.TextIOWrapper(source, encoding, errors="replace", newline="")
    reader = csv.reader(text, delimiter=separator)
    line = 1
    try:
        for count, cells in enumerate(reader):
            yield line, cells
            line = reader.line_num + 1
            if count % 1000 == 0:
                progress(source.tell() / len(content))
    except csv.Error:
        sentence = _(
            "{file}, line {line}: a quotation mark opens there and never closes. "
            "Close it or take it out."
        )
        raise IntakeTrouble(sentence.format(file=name, line=line)) from None
