"""A network of two machines that a test can cut: this one, and a namespace at the other end."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

needs_cables = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("ip") is None,
    reason="a cable can only be laid by root, where there are network namespaces",
)


@dataclass(frozen=True)
class Cable:
    """`end` is our interface; at the other end stands `there`, with this machine's files."""

    end: str
    here: str
    there: str
    house: str

    @property
    def prefix(self) -> tuple[str, ...]:
        """What runs a command at the other end."""
        return ("ip", "netns", "exec", self.house)

    def cut(self) -> None:
        ip("link", "set", self.end, "down")

    def mend(self) -> None:
        ip("link", "set", self.end, "up")


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


@pytest.fixture
def cable() -> Iterator[Cable]:
    """Lay a cable for one test."""
    house, third = f"hub{os.getpid() % 10000}", os.getpid() % 250 + 1
    laid = Cable(f"{house}a", f"10.213.{third}.1", f"10.213.{third}.2", house)
    theirs = f"{house}b"
    ip("netns", "add", house)
    ip("link", "add", laid.end, "type", "veth", "peer", "name", theirs, "netns", house)
    ip("addr", "add", f"{laid.here}/24", "dev", laid.end)
    laid.mend()
    for words in (
        ("addr", "add", f"{laid.there}/24", "dev", theirs),
        ("link", "set", theirs, "up"),
        ("link", "set", "lo", "up"),
    ):
        ip("-n", house, *words)
    yield laid
    ip("link", "del", laid.end)
    ip("netns", "del", house)
