"""The numbers that desks tell to whom no person is shown, as they travel and as they are heard."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from checkin.replication import health
from checkin.replication.health import Seen
from db.figures import Figures, Rate
from db.records import Share

NEWEST = 100  # slots of a list that are told: a day's work
LONGEST = 64  # characters of a list's or a desk's name
STALE = 15_000  # ms behind the newest word
MOST = 500  # lists, slots or desks that anybody tells of


def plain(figures: Figures) -> bytes:
    """Return figures as they are sent."""
    newest = {name: rate[-NEWEST:] for name, rate in figures.rates.items()}
    return json.dumps({**asdict(figures), "rates": newest}).encode()


def of_plain(words: bytes) -> Figures | None:
    """Return what a desk told; None for words that no desk says."""
    try:
        said = json.loads(words)
        return Figures(
            at=_count(said["at"]),
            lists=tuple(
                Share(_name(one["key"]), _count(one["expected"]), _count(one["present"]))
                for one in _some(said["lists"])
            ),
            rates={_name(one): _pairs(rate) for one, rate in said["rates"].items()},
            desks=tuple((_name(desk), _count(came)) for desk, came in _some(said["desks"])),
        )
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        return None


def _pairs(told: Any) -> Rate:
    return tuple((_count(start), _count(came)) for start, came in _some(told))


def _some(told: Any) -> list[Any]:
    if type(told) is not list or len(told) > MOST:
        raise ValueError(told)
    return told


def _count(told: Any) -> int:
    if type(told) is not int or not 0 <= told < 2**53:
        raise ValueError(told)
    return told


def _name(told: Any) -> str:
    if type(told) is not str or len(told) > LONGEST or not told.isprintable():
        raise ValueError(told)
    return told


@dataclass
class Bulletin:
    """What was heard of the desks so far; times are ms by this laptop's clock."""

    silent_since: int | None  # None while the hub answers
    admitted: bool = True
    desks: dict[str, Seen] = field(default_factory=dict)
    told: dict[str, tuple[Figures, int]] = field(default_factory=dict)

    def hear(self, subject: str, words: bytes, now: int) -> None:
        """Take a desk's word; the hub lets each desk speak under its own name alone."""
        kind, *_event, desk = subject.split(".")
        if kind == "hb" and (said := health.of_plain(words)) is not None:
            self.desks[desk] = Seen(said, now)
        elif kind == "counts" and (figures := of_plain(words)) is not None:
            self.told[desk] = (figures, now)

    @property
    def figures(self) -> Figures:
        """The figures of the desk that knows most of those heard lately."""
        newest = max((at for _figures, at in self.told.values()), default=0)
        lately = [
            (self._known(desk), at, figures)
            for desk, (figures, at) in self.told.items()
            if at > newest - STALE
        ]
        return max(lately, key=lambda one: one[:2])[2] if lately else Figures(0)

    def _known(self, desk: str) -> int:
        seen = self.desks.get(desk)
        return sum(seen.health.tops.values()) if seen else 0
