"""JSON of pretix read with care: what is not as it should be is a sentence, not a crash."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from checkin.language import _, current
from checkin.pretix.link import Senseless


@contextmanager
def sense(what: str) -> Iterator[None]:
    """Turn what is missing or of another kind into words; `what` names the thing that is read."""
    try:
        yield
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, OverflowError) as error:
        sentence = _("pretix sent something that makes no sense ({what}): nothing of it was taken.")
        raise Senseless(sentence.format(what=what)) from error


def spoken(texts: Any) -> str:
    """Return a text that pretix keeps by language, in the language spoken if it has it."""
    if isinstance(texts, Mapping):
        return str(texts.get(current()) or next(iter(texts.values()), ""))
    return str(texts or "")


def milliseconds(text: str | None) -> int:
    """Return the milliseconds since the epoch of a moment as pretix writes it; 0 for none."""
    if not text:
        return 0
    moment = datetime.fromisoformat(text)
    return int(moment.timestamp()) * 1000 + moment.microsecond // 1000


def written(at: int) -> str:
    """Return milliseconds since the epoch as pretix reads them."""
    second = datetime.fromtimestamp(at // 1000, UTC).replace(tzinfo=None)
    return f"{second.isoformat()}.{at % 1000:03d}Z"
