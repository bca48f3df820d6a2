"""Pure: what a desk at another site lacks, because its hub was cut off from ours for a while."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from checkin.replication.health import Health


@dataclass
class Mending:
    """Compares each word of a desk with the one before: what is on its way is left to arrive."""

    _told: dict[str, Mapping[str, int]] = field(default_factory=dict)
    _sent: set[tuple[str, str, int]] = field(default_factory=set)

    def due(self, other: Health, ours: Mapping[str, int]) -> Iterator[tuple[str, int]]:
        """Yield each journal, with the number behind which the desk has lacked it for two words.

        Each is told once: a desk that refused an entry would lack it for ever.
        """
        before = self._told.get(other.desk)
        self._told[other.desk] = other.tops
        if before is None or other.behind:
            return
        for origin, top in ours.items():
            theirs = other.tops.get(origin, 0)
            mark = (other.desk, origin, theirs)
            if theirs < top and before.get(origin, 0) == theirs and mark not in self._sent:
                self._sent.add(mark)
                yield origin, theirs
