"""From the spool to the printer: what a printer is, what can ail it, and the loop between."""

from checkin.printing.printer import Printer, PrinterState, Sent, most_pressing
from checkin.printing.spooler import Rhythm, Spooler
from checkin.printing.troubles import (
    PrinterAbsent,
    PrinterStopped,
    PrinterTrouble,
    Trouble,
    Unprintable,
    sentence,
)

__all__ = [
    "Printer",
    "PrinterAbsent",
    "PrinterState",
    "PrinterStopped",
    "PrinterTrouble",
    "Rhythm",
    "Sent",
    "Spooler",
    "Trouble",
    "Unprintable",
    "most_pressing",
    "sentence",
]
