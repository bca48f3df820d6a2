"""One spelling for all: what was typed and what was registered, without accents, case or marks."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

# Letters that decomposition leaves whole, as people without them on their keyboard type them.
_LETTERS = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "ə": "a",
        "°": "o",
        "ʻ": " ",
        "ʼ": " ",
    }
)
SYMBOLS = frozenset({"So", "Sk", "Sm"})  # no part of anybody's name, in whatever words they read
_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Return the text as lower-case ASCII words and numbers with single spaces between them."""
    plain = text.lower()
    if not plain.isascii():
        plain = plain.translate(_LETTERS)
        bare = _without_marks(plain)
        if not bare.isascii():
            # In some scripts marks belong to the letter: the rest is spelled letter by letter.
            bare = "".join(map(_letter, unicodedata.normalize("NFC", plain)))
        plain = bare.lower()
    return _BETWEEN_WORDS.sub(" ", plain).strip()


# For codes and addresses: as they hardly come twice, they would only push names out of memory.
fold_unique = fold.__wrapped__


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _letter(letter: str) -> str:
    bare = _without_marks(letter)
    if bare.isascii():
        return bare
    return " " if unicodedata.category(letter) in SYMBOLS else anyascii(letter)
