"""From the spool to the printer: what a printer is, what can ail it, and the loop between."""

from checkin.printing.found import FoundPrinter, speaking
from checkin.printing.pressroom import Pressroom
from checkin.printing.printer import LOW, Printer, PrinterState, Sent, together
from checkin.printing.spooler import ANSWERED, Rhythm, Spooler
from checkin.printing.troubles import (
    PrinterAbsent,
    PrinterStopped,
    PrinterTrouble,
    Trouble,
    Unprintable,
    heard_sentence,
    sentence,
)

__all__ = [
    "ANSWERED",
    "LOW",
    "FoundPrinter",
    "Pressroom",
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
    "heard_sentence",
    "sentence",
    "speaking",
    "together",
]
