"""What a camera costs the screen: `python -m tests.camera_load [SECONDS]`, on a quiet machine.

A key waits in the loop as long as the loop is late, so that is what the table shows, with the share
of one processor that the whole desk takes.
"""

import asyncio
import sys
import tempfile
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

from checkin.app import CheckinApp
from checkin.commands.reading import readers
from tests.sights import Sight, frame, video
from tests.volunteer import held_in

BEAT = 0.005  # s between the looks at the clock


async def lateness(app: CheckinApp, seconds: float) -> tuple[list[float], float]:
    """Return how late the loop was at each beat (ms), and the share of a processor in use."""
    late = []
    async with app.run_test(size=(120, 35)) as pilot:
        await pilot.pause(3)
        began, used = perf_counter(), process_time()
        while perf_counter() - began < seconds:
            before = perf_counter()
            await asyncio.sleep(BEAT)
            late.append(1000 * (perf_counter() - before - BEAT))
        share = (process_time() - used) / (perf_counter() - began)
    return late, share


def table(seconds: float) -> None:
    """Print a line without a camera, and one with a camera of 720p at 25 frames a second."""
    sys.stdout.write(f"{'':<12}{'median':>10}{'p99':>10}{'longest':>10}{'processor':>12}\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sight = Sight("held up", 8, noise=8, blur=1, tilt=0.1, turn=8)
        film = [frame(sight, seed // 15, (1280, 720))[1] for seed in range(150)]
        video(film, str(folder / "camera.mp4"), rate=25)
        for title, camera in (("no camera", ""), ("camera", str(folder / "camera.mp4"))):
            held = held_in(folder / title)
            app = CheckinApp(held, make_readers=partial(readers, camera=camera))
            late, share = asyncio.run(lateness(app, seconds))
            slow = quantiles(late, n=100)[-1]
            sys.stdout.write(f"{title:<12}{median(late):>7.1f} ms{slow:>7.1f} ms")
            sys.stdout.write(f"{max(late):>7.1f} ms{100 * share:>10.0f} %\n")


if __name__ == "__main__":
    table(float(sys.argv[1]) if len(sys.argv) > 1 else 20)
