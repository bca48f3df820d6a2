"""What a printer is told beside the picture: how dark to burn, how far to feed before the cut.

The commands are those of Epson's reference: `GS ( K` function 49 and `GS V`.
"""

from dataclasses import dataclass

CUT = b"\x1dVB"  # feeds so far beyond the blade as the byte behind it says, and cuts
CUT_HERE = b"\x1dV\x01"
MOST_FEED = 255  # dots


@dataclass(frozen=True, slots=True)
class Care:
    """`darkness` from -6 to 6, 0 as the printer is set; `feed` in dots, None cuts where it is."""

    darkness: int = 0
    feed: int | None = 0


AS_IT_IS = Care()


def cared(data: bytes, care: Care) -> bytes:
    """Return a badge's bytes, which end with a cut, for a printer that wants this care."""
    assert data[-4:-1] == CUT, "a badge ends with its cut"
    cut = CUT_HERE if care.feed is None else CUT + bytes((min(care.feed, MOST_FEED),))
    return _darkness(care.darkness) + data[:-4] + cut


def _darkness(darkness: int) -> bytes:
    if not darkness:
        return b""
    return b"\x1d(K\x02\x001" + bytes((darkness % 256,))
