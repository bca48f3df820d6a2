"""Real things that badges come out of, one adapter a file."""

from pathlib import Path

from checkin.badge import Paper
from checkin.devices.file_printer import FilePrinter
from checkin.devices.folder_printer import FolderPrinter
from checkin.devices.network_printer import NetworkPrinter
from checkin.devices.usb_printer import UsbPrinter
from checkin.printing import Printer
from checkin.settings import PrinterSettings


def printer_for(settings: PrinterSettings, badges: Path) -> Printer:
    """Return the printer that the desk is set to; `badges` is where pictures and bytes go.

    Raises ValueError for a kind or an address that means nothing.
    """
    if settings.kind == "folder":
        return FolderPrinter(Path(settings.address) if settings.address else badges)
    if settings.kind == "file":
        return FilePrinter(Path(settings.address) if settings.address else badges / "badges.escpos")
    if settings.kind == "network":
        return NetworkPrinter(settings.address)
    if settings.kind == "usb":
        return UsbPrinter(settings.address)
    raise ValueError(f"no such kind of printer: {settings.kind!r}")


def paper_of(settings: PrinterSettings) -> Paper:
    """Return what the desk's printer prints on; what lies behind the blade stays blank."""
    return Paper(settings.dots, settings.dpi, settings.length_mm - settings.cutter_mm)
