"""How a printer wants to be told a badge: in which language, on which label, how dark.

What is beside the picture only; the picture is the same for all.
"""

from dataclasses import dataclass
from enum import StrEnum


class Tongue(StrEnum):
    """The languages of printers."""

    ESCPOS = "escpos"
    BROTHER = "brother"
    ZPL = "zpl"


@dataclass(frozen=True, slots=True)
class Care:
    """`darkness` from -6 to 6, 0 as the printer is set; `feed` in dots, None cuts where it is.

    `label` names what is on the roll where the printer wants to know it.
    """

    darkness: int = 0
    feed: int | None = 0
    tongue: Tongue = Tongue.ESCPOS
    label: str = ""


AS_IT_IS = Care()
