"""The labels that are sold for label printers: in what language, how wide, how long, how fine.

The dots of Brother's are those that its printers can reach; tests hold them against brother_ql.
"""

from dataclasses import dataclass

from checkin.badge.paper import MILLIMETRES_PER_INCH, Paper
from checkin.badge.tongues.care import Tongue


@dataclass(frozen=True, slots=True)
class Stock:
    """`dots` across and `rows` along what can be printed; no rows on a roll without end."""

    tongue: Tongue
    label: str
    dots: int
    dpi: int = 300
    rows: int = 0

    @property
    def width(self) -> int:
        """Across what can be printed, in millimetres."""
        return round(self.dots * MILLIMETRES_PER_INCH / self.dpi)

    @property
    def length(self) -> int | None:
        """The longest badge in millimetres; None on a roll without end."""
        return int(self.rows * MILLIMETRES_PER_INCH / self.dpi) or None


STOCKS = (
    Stock(Tongue.BROTHER, "62", 696),
    Stock(Tongue.BROTHER, "62x100", 696, rows=1109),
    Stock(Tongue.BROTHER, "60x86", 672, rows=954),
    Stock(Tongue.BROTHER, "102", 1164),
    Stock(Tongue.BROTHER, "102x152", 1164, rows=1660),
    Stock(Tongue.ZPL, "", 832, 203),
    Stock(Tongue.ZPL, "", 1240, 300),
)


def usual(tongue: str, label: str = "", dots: int = 0) -> Stock | None:
    """Return the stock of a label, or the commonest; None where the language knows of none.

    Raises ValueError for a label that nobody sells.
    """
    spoken = [one for one in STOCKS if one.tongue == tongue]
    named = [one for one in spoken if label in ("", one.label)]
    if label and not named:
        known = ", ".join(one.label for one in spoken if one.label)
        raise ValueError(f"{label}: {known or tongue}")
    return next((one for one in named if one.dots == dots), next(iter(named), None))


def check(tongue: str, label: str, paper: Paper) -> None:
    """Raise ValueError when a badge of that size does not go on the label."""
    if tongue != Tongue.BROTHER:
        return
    stock = usual(tongue, label or "?")
    assert stock is not None, "a label that is named is sold"
    if (paper.dots, paper.dpi) != (stock.dots, stock.dpi):
        raise ValueError(f"{label}: {stock.dots} dots, {stock.dpi} dpi")
    if stock.rows and paper.rows > stock.rows:
        raise ValueError(f"{label}: {stock.length} mm")
