"""What keeps a scanner from reading: a word for the status bar, a sentence that says what to do."""

from enum import StrEnum
from typing import TYPE_CHECKING

from checkin.language import _, marked

if TYPE_CHECKING:
    from checkin.scanners.scanner import ScannerState


class Trouble(StrEnum):
    """Why nothing is read."""

    ABSENT = "absent"
    UNPLUGGED = "unplugged"
    NO_RIGHTS = "no-rights"
    BUSY = "busy"
    NOT_INSTALLED = "not-installed"
    UNFIT = "unfit"
    DEAD = "dead"


class ScannerTrouble(Exception):
    """A scanner cannot be used now; `cure` is a command that would help."""

    def __init__(self, trouble: Trouble, cure: str = "") -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.cure = cure


SCANNER = {
    Trouble.ABSENT: marked("No scanner"),
    Trouble.UNPLUGGED: marked("Scanner unplugged"),
    Trouble.NO_RIGHTS: marked("Scanner: no rights"),
    Trouble.BUSY: marked("Scanner in use elsewhere"),
    Trouble.NOT_INSTALLED: marked("Scanner: not installed"),
    Trouble.UNFIT: marked("This is no scanner"),
    Trouble.DEAD: marked("Scanner stopped"),
}
CAMERA = {
    Trouble.ABSENT: marked("No camera"),
    Trouble.UNPLUGGED: marked("Camera unplugged"),
    Trouble.NO_RIGHTS: marked("Camera: no rights"),
    Trouble.BUSY: marked("Camera in use elsewhere"),
    Trouble.NOT_INSTALLED: marked("Camera: not installed"),
    Trouble.UNFIT: marked("Camera: no picture"),
    Trouble.DEAD: marked("Camera stopped"),
}
SENTENCES = {
    Trouble.ABSENT: marked("Nothing is there to read codes: check its cable."),
    Trouble.UNPLUGGED: marked("It was unplugged: put it back, reading goes on by itself."),
    Trouble.NO_RIGHTS: marked(
        "This account may not use it: run this once, then restart the laptop."
    ),
    Trouble.BUSY: marked("Another program holds it: close that one."),
    Trouble.NOT_INSTALLED: marked("A part of this program is not installed."),
    Trouble.UNFIT: marked("What was chosen cannot read codes: choose another."),
    Trouble.DEAD: marked("Reading has stopped: close the desk and open it again."),
}


def words(state: "ScannerState") -> str:
    """Return what is wrong in a word or three; nothing when all is well or nobody misses it."""
    if state.trouble is None:
        return ""
    if not state.wanted and state.trouble in {Trouble.ABSENT, Trouble.NOT_INSTALLED}:
        return ""
    return _((CAMERA if state.kind == "camera" else SCANNER)[state.trouble])


def sentence(trouble: Trouble, cure: str = "") -> str:
    """Return what is wrong and what to do, the command that cures it last."""
    told = _(SENTENCES[trouble])
    return f"{told}\n{cure}" if cure else told
