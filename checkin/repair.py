"""Which of the texts that a keyboard scanner may have typed is a code, and what code it means."""

from collections.abc import Iterator, Sequence

from checkin import foreign, recognition
from checkin.recognition import Authority
from checkin.scanning import clean, meanings
from db import registrations, revocations
from db.connection import Copy

PARTS = " -_."  # what may part the groups of a code, and is forgotten when it is looked up


def understand(copy: Copy, authority: Authority, texts: Sequence[str]) -> tuple[str, str] | None:
    """Return the text that is a code and what it means; None if none is.

    A registered code comes before a ticket that only its signature speaks for.
    """
    read = {text: clean(text[: foreign.LONGEST]) for text in texts}
    for text, shown in read.items():
        if code := _registered(copy, shown):
            return text, code
    for text, shown in read.items():
        if recognition.is_code(copy, authority, shown):
            return text, shown
    return None


def _registered(copy: Copy, read: str) -> str:
    """Return the meaning of a text that somebody has as a code; empty if nobody has.

    As it stands it wins; of what other keyboards would have meant, only one may be anybody's
    code, so that nobody comes in by a repair in somebody else's place.
    """
    holders = registrations.by_code(copy, read)
    if any(one.code.casefold() == read.casefold() for one in holders):
        return read
    meant: dict[str, str] = {}
    for text in meanings(read):
        for code in _codes(text):
            if registrations.by_code(copy, code) or revocations.is_revoked(copy, code):
                meant.setdefault(registrations.folded_code(code), text)
    return next(iter(meant.values())) if len(meant) == 1 else ""


def _codes(text: str) -> Iterator[str]:
    """Yield the text, if looking it up forgets none of its signs, and what it wraps."""
    if all(character.isalnum() or character in PARTS for character in text):
        yield text
    for group in foreign.wrapped(text):
        yield from group
