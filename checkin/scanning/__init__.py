"""What was typed by a scanner: told from a human's keys, cleaned, and read on any keyboard."""

from checkin.scanning.bursts import HELD, LONG_SILENCE, NEW_START, SCANNER, SHORTEST, SILENCE, Burst
from checkin.scanning.cleaning import clean
from checkin.scanning.habits import USUAL, Habits
from checkin.scanning.layouts import meanings
from checkin.scanning.looks import looks_like_code

__all__ = [
    "HELD",
    "LONG_SILENCE",
    "NEW_START",
    "SCANNER",
    "SHORTEST",
    "SILENCE",
    "USUAL",
    "Burst",
    "Habits",
    "clean",
    "looks_like_code",
    "meanings",
]
