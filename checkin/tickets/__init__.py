"""What a code is worth without asking anybody: ours, other systems', and the secrets behind them.

Pure: nothing here reads a copy, a file or a clock.
"""

from checkin.tickets.signed import (
    ALPHABET,
    LAST_NUMBER,
    LENGTH,
    OldSecret,
    Reading,
    TicketStanding,
    canonical,
    is_whole,
    issue,
    number_of,
    read,
    readable,
)

__all__ = [
    "ALPHABET",
    "LAST_NUMBER",
    "LENGTH",
    "OldSecret",
    "Reading",
    "TicketStanding",
    "canonical",
    "is_whole",
    "issue",
    "number_of",
    "read",
    "readable",
]
