"""One cell as a spreadsheet or a form left it -> the text that was meant, and back."""

import re
import unicodedata

# What spreadsheets would take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

# Zero-width marks, marks of writing direction, soft hyphens, byte order marks.
_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x9f]")

# UTF-8 that was read as Windows-1252: a first byte, then how its following bytes look.
_MISREAD = re.compile("[ÂÃÄÅÆÈÉÊÎÏØÙáâï][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_WINDOWS = {
    ord(bytes([byte]).decode("cp1252")): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


def clean(text: str) -> str:
    """Return the text in one line and in NFC, without guards, marks or controls."""
    # Nearly every cell is like this; none of what follows would change it.
    if (
        text.isascii()
        and text.isprintable()
        and "  " not in text
        and text[:1] > "'"
        and text[-1] != " "
    ):
        return text
    if not text.isascii():
        text = unicodedata.normalize("NFC", _reread(text))
    if not text.isprintable():
        text = _CONTROLS.sub("", _INVISIBLE.sub("", text))
    text = " ".join(text.split())
    if text.startswith("'") and text[1:].startswith(_FORMULA):
        return text[1:]
    return text


def guarded(text: str) -> str:
    """Return the text so that a spreadsheet shows it and does not compute it."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _reread(text: str) -> str:
    if not _MISREAD.search(text):
        return text
    try:
        return text.translate(_WINDOWS).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
