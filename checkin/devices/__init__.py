"""Real things that badges come out of, one adapter a file."""

from pathlib import Path

from checkin.badge import Tongue
from checkin.devices.file_printer import FilePrinter
from checkin.devices.folder_printer import FolderPrinter
from checkin.devices.network_printer import NetworkPrinter
from checkin.devices.talking_printer import Manner, Memory
from checkin.devices.usb_printer import UsbPrinter
from checkin.printing import Printer
from checkin.settings import PrinterSettings


def printer_for(settings: PrinterSettings, badges: Path, memory: Memory | None = None) -> Printer:
    """Return the printer that the desk is set to; `badges` is where pictures and bytes go.

    `memory` keeps whether it answers.
    Raises ValueError for a kind or an address that means nothing.
    """
    if settings.kind == "folder":
        return FolderPrinter(Path(settings.address) if settings.address else badges)
    if settings.kind == "file":
        usual = badges / f"badges.{settings.speaks}"
        return FilePrinter(Path(settings.address) if settings.address else usual)
    answers = {"yes": True, "no": False}.get(settings.answers)
    manner = Manner(answers=answers, memory=memory, tongue=Tongue(settings.speaks))
    if settings.kind == "network":
        return NetworkPrinter(settings.address, **manner)
    if settings.kind in ("usb", "libusb", "serial", "cups", "windows"):
        return _local(settings, manner)
    raise ValueError(f"no such kind of printer: {settings.kind!r}")


def _local(settings: PrinterSettings, manner: Manner) -> Printer:
    """Return a printer of this laptop; what its kind needs is imported for it only."""
    from checkin.devices.cups_printer import CupsPrinter
    from checkin.devices.libusb_printer import LibusbPrinter
    from checkin.devices.serial_printer import SerialPrinter
    from checkin.devices.windows_printer import WindowsPrinter

    if settings.kind == "libusb":
        return LibusbPrinter(settings.address, **manner)
    if settings.kind == "serial":
        return SerialPrinter(settings.address, **manner)
    if settings.kind == "cups":
        return CupsPrinter(settings.address)
    if settings.kind == "windows":
        return WindowsPrinter(settings.address)
    if settings.address and not settings.address.startswith("/dev/"):
        raise ValueError(f"no device: {settings.address!r}")
    return UsbPrinter(settings.address, **manner)
