"""How many frames of each kind read, and how long one takes: `python -m tests.sight_table [N]`."""

import sys
from statistics import median
from time import perf_counter

from checkin.devices import codes
from tests.sights import CLEAN, HARD, empty, frame

SIZES = ((640, 480), (1280, 720))


def table(count: int) -> None:
    """Print a line for each sight and size."""
    sys.stdout.write(f"{'':<40}{'640x480':>18}{'1280x720':>18}\n{'':<40}")
    sys.stdout.write(f"{'read %   ms':>18}" * 2 + "\n")
    for name, shown in (
        ("empty", lambda seed, size: ("", empty(seed, size))),
        *((one.name, lambda seed, size, one=one: frame(one, seed, size)) for one in CLEAN + HARD),
    ):
        sys.stdout.write(f"{name:<40}")
        for size in SIZES:
            right, times = 0, []
            for seed in range(count):
                code, grey = shown(seed, size)
                start = perf_counter()
                read = codes.read(grey)
                times.append(1000 * (perf_counter() - start))
                right += read == ((code,) if code else ())
            sys.stdout.write(f"{100 * right / count:>11.0f} {median(times):>6.1f}")
            sys.stdout.flush()
        sys.stdout.write("\n")


if __name__ == "__main__":
    table(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
