"""The desk's scanners joined: which of them listen, and where its camera is."""

from collections.abc import Callable
from functools import partial

from checkin.opening import OpenFolder
from checkin.scanners import Camera, Readers, Scanner, ScannerState
from checkin.settings import ScannerSettings


def readers(
    held: OpenFolder,
    heard: Callable[[str], None],
    on_news: Callable[[ScannerState], None],
    *,
    camera: str = "",
) -> Readers:
    """Return the scanners that a desk is set to; `camera` is another one, on from the start."""
    settings = held.settings.scanners
    address = camera or settings.camera
    return Readers(
        joined(settings),
        partial(make_camera, address or "auto"),
        heard,
        on_news,
        watches=bool(address),
    )


def joined(settings: ScannerSettings) -> tuple[Scanner, ...]:
    """Return the scanners that always listen."""
    from checkin.devices.evdev_scanner import EvdevScanner
    from checkin.devices.serial_scanner import SerialScanner

    scanners: list[Scanner] = []
    if settings.serial:
        scanners.append(SerialScanner(settings.serial))
    if settings.keys:
        scanners.append(EvdevScanner(settings.keys))
    return tuple(scanners)


def make_camera(address: str) -> Camera:
    """Return the camera at an address; what it needs is loaded only now."""
    from checkin.devices.camera import QrCamera

    return QrCamera(address)
