"""A cable that is pulled: the desk notices within seconds, and goes on at once when it is back."""

import time
from pathlib import Path

from tests.cables import Cable, cable, needs_cables
from tests.journals import EVENT
from tests.neighbours import neighbour, together
from tests.relays import TestHub

__all__ = ["cable"]

pytestmark = needs_cables


def test_a_pulled_cable_is_noticed_and_what_was_entered_meanwhile_goes_out(
    cable: Cable, tmp_path: Path
) -> None:
    hub = TestHub(tmp_path / "hub", EVENT, ("a", "b"), host=cable.there, port=4222)
    hub.start(prefix=cable.prefix)
    hub.make_stream()
    a, b = (neighbour(tmp_path, hub, name) for name in ("a", "b"))
    try:
        together(a, b)
        cable.cut()
        cut = time.monotonic()
        a.until(lambda: a.standing.alone_since is not None)
        noticed = time.monotonic() - cut
        mark = a.enter("zoe")
        a.until(lambda: a.standing.waiting == 1)
        cable.mend()
        back = time.monotonic()
        a.until(lambda: a.standing.alone_since is None)
        resumed = time.monotonic() - back
        b.until(lambda: b.knows(mark))
        together(a, b)
        print(f"noticed after {noticed:.1f} s, resumed after {resumed:.1f} s")  # noqa: T201 - told with -s
    finally:
        a.close()
        b.close()
        hub.kill()
