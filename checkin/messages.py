"""The news that app, screens and widgets tell each other; it says that something is so, no more."""

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from checkin.printing import PrinterState
    from checkin.scanners import ScannerState


class CopyChanged(Message):
    """Somebody came, was corrected, was imported…: whoever shows the copy asks it again."""


class CodeScanned(Message):
    """A code was read, whatever had the focus."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code


class PrinterNews(Message):
    """The printer, or the queue before it, is not as it was."""

    def __init__(self, state: "PrinterState") -> None:
        super().__init__()
        self.state = state


class NeighboursNews(Message):
    """How this desk stands with the others is not as it was."""


class CodeHeard(Message):
    """A scanner beside the keyboard read a code; `time` is when."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code


class ScannerNews(Message):
    """A scanner was plugged in or unplugged, or cannot be used."""

    def __init__(self, state: "ScannerState") -> None:
        super().__init__()
        self.state = state
