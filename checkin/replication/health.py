"""How a desk is, as it tells the others every few seconds."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from db.entries import canonical


@dataclass(frozen=True, slots=True)
class Health:
    """What a desk says of itself; `labels` None where nobody counts them. Times are ms."""

    desk: str
    origin: str
    at: int
    clock: int
    waiting: int = 0
    behind: int = 0  # messages of the stream that are not read yet
    people: int = 0
    roster: str = ""  # a hash of all registrations; empty while it is not known
    printer: str = ""  # what keeps badges from coming out
    labels: int | None = None
    trouble: int = 0  # entries that were refused here
    pretix: bool = False  # it could talk to pretix for all
    tops: Mapping[str, int] = field(default_factory=dict)

    @property
    def journals(self) -> str:
        """A hash that two desks share who have read the same."""
        return hashlib.sha256(canonical(dict(self.tops)).encode()).hexdigest()[:16]

    def plain(self) -> bytes:
        """Return it as it is sent."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class Seen:
    """Another desk's health and when it was heard, by our clock (ms)."""

    health: Health
    heard_at: int


def of_plain(words: bytes) -> Health | None:
    """Return what a desk said; None for words that no desk says."""
    try:
        plain = json.loads(words)
        named = {item.name: plain[item.name] for item in fields(Health) if item.name in plain}
        health = Health(**named)
        return health if _is_sound(health) else None
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _is_sound(health: Health) -> bool:
    texts: tuple[Any, ...] = (health.desk, health.origin, health.printer, health.roster)
    numbers: tuple[Any, ...] = (health.at, health.clock, health.waiting, health.behind)
    counts: tuple[Any, ...] = (health.people, health.trouble, health.labels or 0)
    return (
        type(health.pretix) is bool
        and all(type(text) is str and len(text) <= 200 for text in texts)
        and all(type(number) is int and 0 <= number < 2**63 for number in (*numbers, *counts))
        and all(type(name) is str and type(top) is int for name, top in dict(health.tops).items())
    )
