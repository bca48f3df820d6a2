"""How many frames of each kind read, and how long one takes: `python -m tests.sight_table [N]`."""

import sys
from statistics import median
from time import perf_counter

from checkin.devices import codes
from tests.sights import CLEAN, HARD, Sight, empty, frame

SIZES = ((640, 480), (1280, 720))


def table(count: int) -> None:
    """Print a line for each sight and size."""
    sys.stdout.write(f"{'':<40}{'640x480':>18}{'1280x720':>18}\n{'':<40}")
    sys.stdout.write(f"{'read %   ms':>18}" * 2 + "\n")
    for sight in (None, *CLEAN, *HARD):
        sys.stdout.write(f"{sight.name if sight else 'no ticket':<40}")
        for size in SIZES:
            share, milliseconds = measured(sight, size, count)
            sys.stdout.write(f"{100 * share:>11.0f} {milliseconds:>6.1f}")
            sys.stdout.flush()
        sys.stdout.write("\n")


def measured(sight: Sight | None, size: tuple[int, int], count: int) -> tuple[float, float]:
    """Return the share of frames that were read rightly, and the median time of one (ms)."""
    right, times = 0, []
    for seed in range(count):
        code, grey = frame(sight, seed, size) if sight else ("", empty(seed, size))
        start = perf_counter()
        read = codes.read(grey)
        times.append(1000 * (perf_counter() - start))
        right += read == ((code,) if code else ())
    return right / count, median(times)


if __name__ == "__main__":
    table(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
