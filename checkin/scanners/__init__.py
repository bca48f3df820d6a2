"""Scanners beside the keyboard's: what one is, what can ail it, and the thread that listens."""

from checkin.scanners.listener import Listener, Rhythm
from checkin.scanners.readers import Readers
from checkin.scanners.scanner import Camera, Kind, Picture, Scanner, ScannerState
from checkin.scanners.troubles import ScannerTrouble, Trouble, sentence, words

__all__ = [
    "Camera",
    "Kind",
    "Listener",
    "Picture",
    "Readers",
    "Rhythm",
    "Scanner",
    "ScannerState",
    "ScannerTrouble",
    "Trouble",
    "sentence",
    "words",
]
