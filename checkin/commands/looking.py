"""Looking for printers: all that are there, each asked how it is."""

from checkin.devices import printer_for
from checkin.devices.nearby import Nearby
from checkin.printing import FoundPrinter, Trouble
from checkin.settings import Folder, PrinterSettings, default_folder

WAIT = 2.0  # seconds to listen to the network


def found(wait: float = WAIT, in_use: PrinterSettings | None = None) -> tuple[FoundPrinter, ...]:
    """Return the printers nearby; the one in use is not asked, its spooler talks with it."""
    from checkin.devices import nearby

    used = (in_use.kind, in_use.address) if in_use else None
    return tuple(
        _found(one, None if (one.kind, one.address) == used else _trouble(one))
        for one in nearby.printers(wait)
    )


def _found(one: Nearby, trouble: Trouble | None) -> FoundPrinter:
    dots, dpi = one.known.paper or (None, None)
    tongue = one.known.tongue
    return FoundPrinter(one.kind, one.address, one.model, dots, dpi, trouble, one.cure, tongue)


def _trouble(one: Nearby) -> Trouble | None:
    if one.cure:
        return Trouble.NO_RIGHTS
    settings = PrinterSettings(one.kind, one.address, speaks=one.known.tongue)
    return printer_for(settings, Folder(default_folder()).badges).ready()
