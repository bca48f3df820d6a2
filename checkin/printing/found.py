"""A printer that is there to be chosen, and how it is."""

from dataclasses import dataclass

from checkin.printing.troubles import Trouble


@dataclass(frozen=True, slots=True)
class FoundPrinter:
    """By the kind and address of the settings; dots are None for a model that nobody knows.

    `cure` is the command that gives a right which is missing.
    """

    kind: str
    address: str
    model: str = ""
    dots: int | None = None
    dpi: int | None = None
    trouble: Trouble | None = None
    cure: str = ""
