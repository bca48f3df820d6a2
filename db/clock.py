"""The hybrid logical clock: wall time that never runs backwards.

A reading is one integer, 48 bits of milliseconds above a 16-bit counter (Kulkarni et al., 2014).
"""

COUNTER_BITS = 16
TOO_FAR_AHEAD = 5 * 60 * 1000  # ms; a clock heard from further ahead is wrong, not late


def tick(last: int, wall: int) -> int:
    """Return the reading for something that happens now, at `wall` ms, after reading `last`."""
    return max(last + 1, wall << COUNTER_BITS)


def hear(last: int, heard: int, wall: int) -> int:
    """Return what our last reading becomes after another desk's; one far ahead is not adopted."""
    if heard >> COUNTER_BITS > wall + TOO_FAR_AHEAD:
        return last
    return max(last, heard)


def stamp(clock: int, origin: str, number: int) -> str:
    """Return the place of an entry among all entries as text that sorts in that order."""
    return f"{clock:016x} {origin} {number:010d}"
