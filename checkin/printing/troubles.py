"""What keeps badges from coming out, and the sentence that says what to do about it."""

from enum import StrEnum

from checkin.language import _, marked


class Trouble(StrEnum):
    """Why badges do not come out; `sentence` says what to do about it."""

    ABSENT = "absent"
    NO_SUCH_NAME = "no-such-name"
    NO_RIGHTS = "no-rights"
    BUSY = "busy"
    SILENT = "silent"
    OFFLINE = "offline"
    PAPER_OUT = "paper-out"
    RIBBON_OUT = "ribbon-out"
    WRONG_LABEL = "wrong-label"
    COVER_OPEN = "cover-open"
    FAULT = "fault"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"
    UNWRITABLE = "unwritable"
    UNSUPPORTED = "unsupported"
    GONE = "gone"
    UNPRINTABLE = "unprintable"
    COPY = "copy"
    DEAD = "dead"


SENTENCES = {
    Trouble.ABSENT: marked("No printer found: check its cable and that it is switched on."),
    Trouble.NO_SUCH_NAME: marked(
        "Nothing on the network has the printer’s name: look how it is spelt."
    ),
    Trouble.NO_RIGHTS: marked("This account may not use the printer: add it to the group lp."),
    Trouble.BUSY: marked("The printer takes no connection: on? held elsewhere? Trying again."),
    Trouble.SILENT: marked("The printer does not answer: switch it off and on again."),
    Trouble.OFFLINE: marked("The printer is paused: press its feed or online button."),
    Trouble.PAPER_OUT: marked("Out of paper: change the roll, printing goes on by itself."),
    Trouble.RIBBON_OUT: marked("Out of ribbon: put in another one, printing goes on by itself."),
    Trouble.WRONG_LABEL: marked("Other labels are in the printer than are set: change the roll."),
    Trouble.COVER_OPEN: marked("The printer is open: close its cover, printing goes on by itself."),
    Trouble.FAULT: marked("The printer reports a fault: free paper and cutter, then restart it."),
    Trouble.STOPPED: marked(
        "The printer stopped in a badge: look, and print it again if it is bad."
    ),
    Trouble.INTERRUPTED: marked("The desk was cut off while this badge printed: look for it."),
    Trouble.UNWRITABLE: marked("Badges cannot be written: check the folder and the room on disk."),
    Trouble.UNSUPPORTED: marked(
        "This laptop cannot talk to such a printer: set another kind of printer."
    ),
    Trouble.GONE: marked("This person is no longer on the list: there is nobody to print."),
    Trouble.UNPRINTABLE: marked("This badge cannot be drawn: correct its text and print it again."),
    Trouble.COPY: marked("The local copy cannot be written now: printing waits for it."),
    Trouble.DEAD: marked("Printing has stopped: close the desk and open it again."),
}


def sentence(trouble: Trouble | str) -> str:
    """Return what is wrong and what to do, in the language that is spoken."""
    return _(SENTENCES[Trouble(trouble)])


def heard_sentence(trouble: str) -> str:
    """Return the same for what another desk said, whose words may be newer than ours."""
    return sentence(trouble) if trouble in set(Trouble) else trouble


class PrinterTrouble(Exception):
    """The badge did not come out; nothing of it has left, unless this is `PrinterStopped`."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


class PrinterAbsent(PrinterTrouble):
    """There is no printer to talk to."""

    def __init__(self, trouble: Trouble = Trouble.ABSENT) -> None:
        super().__init__(trouble)


class PrinterStopped(PrinterTrouble):
    """Some or all of the badge has left, and nobody knows what came out."""

    def __init__(self, sent: int, trouble: Trouble = Trouble.STOPPED) -> None:
        super().__init__(trouble)
        self.sent = sent


class Unprintable(Exception):
    """This badge can never be printed as it stands; the next ones can."""

    def __init__(self, trouble: Trouble = Trouble.UNPRINTABLE) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
