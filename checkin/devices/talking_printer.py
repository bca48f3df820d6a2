"""What all printers share with which one can talk: ask, send, and learn whether they answer."""

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager

from checkin.badge import Badge
from checkin.devices.conversation import USUAL, Conversation, Patience
from checkin.devices.wire import Wire
from checkin.printing import PrinterTrouble, Sent, Trouble


class TalkingPrinter(ABC):
    """A printer at the end of a wire; one talk a badge, so that it may come and go between.

    `answers` None is found out: one that takes bytes and has never said a word is only sent to;
    silence of one that has answered before is a trouble.
    """

    def __init__(self, *, answers: bool | None = True, patience: Patience = USUAL) -> None:
        self._answers = answers
        self._patience = patience

    @property
    @abstractmethod
    def name(self) -> str:
        """What it is called in the spool and the journal."""

    def ready(self) -> Trouble | None:
        """Ask it how it is."""
        try:
            with self._talk() as wire:
                trouble = self._conversation(wire).trouble()
        except PrinterTrouble as why:
            return why.trouble
        return self._learned(trouble)

    def send(self, badge: Badge, *, mend: bool = False) -> Sent:
        """Print a badge."""
        if self._answers is None and (trouble := self.ready()):
            raise PrinterTrouble(trouble)
        with self._talk() as wire:
            return self._conversation(wire).send(badge, mend=mend)

    @abstractmethod
    def _talk(self) -> AbstractContextManager[Wire]:
        """Reach the printer, or raise `PrinterAbsent`."""

    def _conversation(self, wire: Wire) -> Conversation:
        return Conversation(wire, self._patience, self._answers is not False)

    def _learned(self, trouble: Trouble | None) -> Trouble | None:
        if self._answers is None:
            self._answers = trouble is not Trouble.SILENT
            return trouble if self._answers else None
        return trouble
