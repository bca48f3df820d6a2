"""What somebody typed or a scanner read, made fit for badge and journal."""

from collections.abc import Mapping

from db.records import Status

LONGEST_FIELD = 200  # characters
LONGEST_READ = 200  # characters; the journal keeps what was read, and no code is longer
LONGEST_WRAPPED = 2000  # characters of an address or a card that a code may stand in


def tidy(fields: Mapping[str, str]) -> dict[str, str]:
    """Return what somebody typed without controls and not longer than a badge can bear."""
    from checkin.intake.cells import clean

    return {
        name: text if isinstance(text, Status) else clean(text)[:LONGEST_FIELD].strip()
        for name, text in fields.items()
    }


def well_formed(read: str) -> str:
    """Return what was read as text that can be looked up."""
    return read.strip()[:LONGEST_WRAPPED].encode(errors="replace").decode()


def readable(read: str) -> str:
    """Return what was read as text that any journal can keep."""
    return well_formed(read)[:LONGEST_READ]
