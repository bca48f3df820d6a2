"""Models of printers, by what they say of themselves: how wide, how fine, in what language."""

import re
from dataclasses import dataclass

from checkin.badge import Tongue

BROTHER, ZEBRA = 0x04F9, 0x0A5F  # vendors on the USB
# Dots across the paper and to the inch, by what the model's name holds; the first that fits.
MODELS = {
    "TM-T88VI": (576, 203),
    "TM-T88V": (512, 180),
    "TM-T88I": (512, 180),
    "TM-": (576, 203),
    "QL-10": (1164, 300),
    "QL-11": (1164, 300),
    "QL-": (696, 300),
    "58": (384, 203),
    "Sunmi": (384, 203),
    "80": (576, 203),
}
A_ZEBRA = re.compile(r"zebra|\bztc\b|\bZ[DTQ]\d{3}|\bG[CKX]\d{3}", re.I)
A_SMALL_ZEBRA = re.compile(r"ZD41\d|ZQ3\d\d")  # for labels of 56 mm
FINENESS = re.compile(r"(\d{3}) ?dpi", re.I)
DOTS = {203: (448, 832), 300: (661, 1240)}  # of small Zebras and of the others


@dataclass(frozen=True, slots=True)
class Model:
    """`paper` is dots across and to the inch, None where nobody knows."""

    tongue: Tongue
    paper: tuple[int, int] | None = None


UNKNOWN = Model(Tongue.ESCPOS)


def model(words: str, vendor: int = 0) -> Model:
    """Return what is known of a printer by its name, its command sets and its vendor.

    Brother and Zebra make other printers too, but what Zebra shows as a printer speaks ZPL.
    """
    if A_ZEBRA.search(words) or "ZPL" in words or vendor == ZEBRA:
        fineness = FINENESS.search(words)
        dpi = int(fineness[1]) if fineness else 203
        small, usual = DOTS.get(dpi, DOTS[203])
        dots = small if A_SMALL_ZEBRA.search(words) else usual
        return Model(Tongue.ZPL, (dots, dpi if dpi in DOTS else 203))
    paper = next((paper for name, paper in MODELS.items() if name in words), None)
    return Model(Tongue.BROTHER if "QL-" in words else Tongue.ESCPOS, paper)


def brother(product: int) -> str:
    """Return the name of Brother's label printer of a USB product, nothing for another one."""
    try:
        from brother_ql.models import ALL_MODELS
    except ImportError:  # it could not be printed on anyway
        return ""
    return next((str(one.identifier) for one in ALL_MODELS if one.product_id == product), "")
