"""What a camera sees with every frame is read once: pure."""

from collections.abc import Iterable

AWAY = 2.0  # s; a code that was out of sight for so long is shown anew


class Glimpses:
    """Remembers when each code was in sight."""

    def __init__(self) -> None:
        self._seen: dict[str, float] = {}

    def fresh(self, codes: Iterable[str], time: float) -> tuple[str, ...]:
        """Take the codes of a frame at `time` (s); return those that were not in sight before."""
        self._seen = {code: at for code, at in self._seen.items() if time - at <= AWAY}
        fresh = []
        for code in dict.fromkeys(codes):
            if code not in self._seen:
                fresh.append(code)
            self._seen[code] = time
        return tuple(fresh)
