"""A cable that is pulled: the desk notices within seconds, and goes on at once when it is back."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journals import EVENT
from tests.neighbours import neighbour, together
from tests.relays import TestHub

HOUSE = f"hub{os.getpid() % 10000}"

pytestmark = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("ip") is None,
    reason="a cable can only be cut by root, where there are network namespaces",
)


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


@pytest.fixture
def cable() -> Iterator[str]:
    """A network of two: this machine, and a namespace at the other end of the cable returned."""
    ours, theirs = f"{HOUSE}a", f"{HOUSE}b"
    third = os.getpid() % 250 + 1
    ip("netns", "add", HOUSE)
    ip("link", "add", ours, "type", "veth", "peer", "name", theirs, "netns", HOUSE)
    ip("addr", "add", f"10.213.{third}.1/24", "dev", ours)
    ip("link", "set", ours, "up")
    for words in (
        ("addr", "add", f"10.213.{third}.2/24", "dev", theirs),
        ("link", "set", theirs, "up"),
    ):
        ip("-n", HOUSE, *words)
    ip("-n", HOUSE, "link", "set", "lo", "up")
    yield ours
    ip("link", "del", ours)
    ip("netns", "del", HOUSE)


def test_a_pulled_cable_is_noticed_and_what_was_entered_meanwhile_goes_out(
    cable: str, tmp_path: Path
) -> None:
    host = f"10.213.{os.getpid() % 250 + 1}.2"
    hub = TestHub(tmp_path / "hub", EVENT, ("a", "b"), host=host, port=4222)
    hub.start(prefix=("ip", "netns", "exec", HOUSE))
    hub.make_stream()
    a, b = (neighbour(tmp_path, hub, name) for name in ("a", "b"))
    try:
        together(a, b)
        ip("link", "set", cable, "down")
        cut = time.monotonic()
        a.until(lambda: a.standing.alone_since is not None)
        noticed = time.monotonic() - cut
        mark = a.enter("zoe")
        a.until(lambda: a.standing.waiting == 1)
        ip("link", "set", cable, "up")
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
