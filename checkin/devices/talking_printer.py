"""What all printers share with which one can talk: ask, send, and learn whether they answer."""

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from typing import Protocol, TypedDict

from checkin.badge import Badge, Tongue
from checkin.devices.conversations import CONVERSATIONS, USUAL, Patience
from checkin.devices.wire import Wire
from checkin.printing import PrinterTrouble, Sent, Trouble

SILENCES = 2  # in a row, of a printer that takes every byte, until it is called mute


class Memory(Protocol):
    """What is known of printers by their names; it had better outlive the process."""

    def answers(self, printer: str) -> bool | None:
        """Say whether a printer answers; None for one that nobody knows."""

    def learn(self, printer: str, *, answers: bool) -> None:
        """Keep what was found out."""


class Meanwhile:
    """What is known until the process ends."""

    def __init__(self) -> None:
        self._known: dict[str, bool] = {}

    def answers(self, printer: str) -> bool | None:
        """Say whether a printer answers."""
        return self._known.get(printer)

    def learn(self, printer: str, *, answers: bool) -> None:
        """Keep it for now."""
        self._known[printer] = answers


class Manner(TypedDict, total=False):
    """How a printer is talked with; `answers` is True unless it is said, None is found out."""

    answers: bool | None
    patience: Patience
    memory: Memory | None
    tongue: Tongue


class TalkingPrinter(ABC):
    """A printer at the end of a wire; one talk a badge, so that it may come and go between.

    `answers` None is found out: one that takes all bytes and keeps silent, twice, is only sent to.
    One that has answered once, in whatever year, is never mute: its silence is a trouble.
    """

    def __init__(
        self,
        *,
        answers: bool | None = True,
        patience: Patience = USUAL,
        memory: Memory | None = None,
        tongue: Tongue = Tongue.ESCPOS,
    ) -> None:
        self._told = answers
        self._patience = patience
        self._memory = memory or Meanwhile()
        self._conversation = CONVERSATIONS[tongue]
        self._known: bool | None = None
        self._silences = 0
        self._near_end = False

    @property
    @abstractmethod
    def name(self) -> str:
        """What it is called in the spool and the journal."""

    @property
    def near_end(self) -> bool:
        """Whether it said last that its roll is nearly at its end."""
        return self._near_end

    def ready(self) -> Trouble | None:
        """Ask it how it is."""
        try:
            with self._talk() as wire:
                if self._answers is False and not self._speaks_after_all(wire):
                    return None
                talk = self._conversation(wire, self._patience)
                trouble = talk.trouble()
        except PrinterTrouble as why:
            return why.trouble
        self._near_end = talk.near_end
        return self._learned(trouble, deaf=talk.deaf)

    def send(self, badge: Badge, *, mend: bool = False) -> Sent:
        """Print a badge."""
        if self._answers is None:
            self._meet()
        with self._talk() as wire:
            talk = self._conversation(wire, self._patience, self._answers is not False)
            sent = talk.send(badge, mend=mend)
        self._near_end = talk.near_end
        return sent

    @abstractmethod
    def _talk(self) -> AbstractContextManager[Wire]:
        """Reach the printer, or raise `PrinterAbsent`."""

    @property
    def _answers(self) -> bool | None:
        if self._told is not None:
            return self._told
        if self._known is None:
            self._known = self._memory.answers(self.name)
        return self._known

    def _meet(self) -> None:
        """Find out whether one that nobody knows answers, before anything of a badge leaves."""
        trouble: Trouble | None = Trouble.SILENT
        for _silence in range(SILENCES):
            if trouble is Trouble.SILENT:
                trouble = self.ready()
        if trouble:
            raise PrinterTrouble(trouble)

    def _speaks_after_all(self, wire: Wire) -> bool:
        if self._told is False or not self._conversation(wire, self._patience).speaks():
            return False
        self._learn(answers=True)
        return True

    def _learned(self, trouble: Trouble | None, *, deaf: bool) -> Trouble | None:
        if self._answers is not None:
            return trouble
        if trouble is not Trouble.SILENT:
            self._learn(answers=True)
            return trouble
        self._silences = 0 if deaf else self._silences + 1
        if self._silences < SILENCES:
            return trouble
        self._learn(answers=False)
        return None

    def _learn(self, *, answers: bool) -> None:
        self._known = answers
        self._memory.learn(self.name, answers=answers)
