"""What somebody typed or a scanner read, made fit for badge and journal."""

from collections.abc import Mapping

from db.records import Status

LONGEST_FIELD = 200  # characters
LONGEST_READ = 200  # characters; the journal keeps what was read, and no code is longer


def tidy(fields: Mapping[str, str]) -> dict[str, str]:
    """Return what somebody typed without controls and not longer than a badge can bear."""
    from checkin.intake.cells import clean

    return {
        name: text if isinstance(text, Status) else clean(text)[:LONGEST_FIELD].strip()
        for name, text in fields.items()
    }


def readable(read: str) -> str:
    """Return what was read as text that any journal can keep."""
    return read.strip()[:LONGEST_READ].encode(errors="replace").decode()
