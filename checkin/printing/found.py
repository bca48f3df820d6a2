"""A printer that is there to be chosen, and how it is."""

from dataclasses import dataclass, replace

from checkin.badge import Tongue
from checkin.badge.tongues import STOCKS, Stock, usual
from checkin.printing.troubles import Trouble
from checkin.settings import PrinterSettings


@dataclass(frozen=True, slots=True)
class FoundPrinter:
    """By the kind and address of the settings; dots are None for a model that nobody knows.

    `cure` is the command that gives a right which is missing. It speaks the `tongue`; `label` is
    what is on its roll where that is known.
    """

    kind: str
    address: str
    model: str = ""
    dots: int | None = None
    dpi: int | None = None
    trouble: Trouble | None = None
    cure: str = ""
    tongue: Tongue = Tongue.ESCPOS
    label: str = ""

    @property
    def stock(self) -> Stock | None:
        """The labels that it prints on, None for a roll of paper."""
        return usual(self.tongue, self.label, self.dots or 0)

    def next_stock(self) -> "FoundPrinter":
        """Return the same printer with other labels in it, or with paper behind the last ones."""
        stocks = (*STOCKS, None)
        after = stocks[(stocks.index(self.stock) + 1) % len(stocks)]
        if after is None:
            return replace(self, tongue=Tongue.ESCPOS, label="", dots=None, dpi=None)
        dots, dpi = after.dots, after.dpi
        return replace(self, tongue=after.tongue, label=after.label, dots=dots, dpi=dpi)

    def put_into(self, settings: PrinterSettings) -> PrinterSettings:
        """Return the settings of a printer with this one in its place."""
        told = replace(settings, kind=self.kind, address=self.address, answers="auto")
        told = speaking(told, self.tongue, self.label, self.dots or 0)
        if self.dots and self.dpi:
            told = replace(told, dots=self.dots, dpi=self.dpi)
        return told


def speaking(settings: PrinterSettings, tongue: str, label: str, dots: int = 0) -> PrinterSettings:
    """Return the settings of a printer for another language, and its labels; raises ValueError.

    A label that ends is as long as it is, and there is nothing blank before its blade.
    """
    usual_paper = PrinterSettings()
    stock = usual(tongue, label, dots)
    if stock is None:
        back = settings.speaks != tongue
        paper = usual_paper if back else settings
        return replace(settings, speaks=tongue, label="", dots=paper.dots, dpi=paper.dpi)
    told = replace(settings, speaks=tongue, label=stock.label, dots=stock.dots, dpi=stock.dpi)
    return replace(told, length_mm=stock.length, cutter_mm=0) if stock.length else told
