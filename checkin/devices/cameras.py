"""The cameras that are plugged in; none is opened."""

import sys
from dataclasses import dataclass
from pathlib import Path

KNOWN = Path("/sys/class/video4linux")
FORMATS = {"linux": "v4l2", "darwin": "avfoundation", "win32": "dshow"}


@dataclass(frozen=True, slots=True)
class Plugged:
    """A camera: what opens it, and what it is called."""

    path: str
    name: str


def cameras(known: Path = KNOWN) -> tuple[Plugged, ...]:
    """Return the cameras; raises ImportError where only the library would know them."""
    if sys.platform == "linux":
        return tuple(
            Plugged(f"/dev/{node.name}", (node / "name").read_text().strip())
            for node in sorted(known.glob("video*"), key=lambda node: int(node.name[5:]))
            if (node / "index").read_text().strip() == "0"  # the others tell of the picture
        )
    if sys.platform not in FORMATS:
        return ()
    from av.device import enumerate_input_devices

    return tuple(
        Plugged(
            f"video={one.description}" if sys.platform == "win32" else one.name, one.description
        )
        for one in enumerate_input_devices(FORMATS[sys.platform])
        if "video" in one.media_types
    )
