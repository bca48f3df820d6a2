"""The desk's copy as replication needs it: absorb with the cursor, and say what is to be sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from checkin.opening import new_origin
from checkin.replication import deciding
from checkin.replication.deciding import Step
from checkin.replication.health import Health
from checkin.replication.link import Message, StreamState
from db import incarnation, journal, peers, registrations
from db.connection import Copy, secure, translated, writing, writing_by_turns
from db.entries import Entry, Pen
from db.journal import Absorbed
from db.peers import Stream


@dataclass
class Ledger:
    """What replication reads of the copy, and the stream that is read into it.

    What others wrote goes in by a connection of its own, so that another thread can see to it.
    """

    copy: Copy
    absorbing: Copy
    pen: Pen
    stream: Stream | None = None
    refused: int = 0
    _unsecured: bool = False
    _roster: tuple[int, str] = (0, "")  # at which change of the registrations, and their hash

    def meet(self, state: StreamState) -> Stream:
        """Go on with a stream where this desk left it."""
        with translated("checkin.db"), writing(self.copy):
            self.stream = peers.meet(self.copy, state.epoch, state.created, self.pen.now())
        return self.stream

    def recall(self) -> None:
        """Take up the stream last spoken with, so that what waits is known while alone."""
        self.stream = peers.last_met(self.copy)

    def judge(self, state: StreamState, digest: str | None) -> Step:
        """Decide how to go on, and forget what was read where another history stands now."""
        stream = self._met()
        step = deciding.step(stream, state, digest)
        if step is Step.START_OVER:
            with translated("checkin.db"), writing(self.copy):
                self.stream = peers.start_over(self.copy, stream)
        return step

    def apply(self, messages: Sequence[Message]) -> Absorbed:
        """Take messages in; each part of them with its place in the stream, or not at all."""
        absorbed = Absorbed()
        with translated("checkin.db"):
            for stream, taken in writing_by_turns(self.absorbing, self._taken_in(messages)):
                self.stream, absorbed, self._unsecured = stream, taken, True
        self.refused += absorbed.refused
        return absorbed

    def _taken_in(self, messages: Sequence[Message]) -> Iterator[tuple[Stream, Absorbed]]:
        stream, absorbed = self._met(), Absorbed()
        for part in journal.slices(messages):
            arrived = [message.entry for message in part]
            self._begin_anew_if_copied(arrived)
            absorbed += journal.absorb(self.absorbing, arrived, self.pen.now())
            last = part[-1]
            stream = peers.advance(self.absorbing, stream, last.sequence, last.digest, arrived)
            yield stream, absorbed

    def keys(self) -> dict[str, str]:
        """Return by origin the key with which its entries are signed, of all known so far."""
        return journal.keys(self.copy)

    def secure(self) -> None:
        """Let the disk have what was taken in since the last time."""
        if self._unsecured:
            self._unsecured = False
            with translated("checkin.db"):
                secure(self.copy)

    def unsent(self, origin: str, after: int, limit: int) -> tuple[Entry, ...]:
        """Return what the stream lacks of one journal, behind what is under way."""
        return peers.unheard(self.copy, self._met(), origin, after, limit)

    def behind(self, origin: str, after: int, limit: int) -> tuple[Entry, ...]:
        """Return what is here of a journal behind a number."""
        return tuple(islice(journal.read(self.copy, origin, after), limit))

    def heard(self, origin: str) -> int:
        """Return how far the stream holds a journal."""
        return peers.heard(self.copy, self._met(), origin)

    def ours(self) -> str:
        """Return the journal that this desk writes."""
        return journal.origin_of(self.copy) or self.pen.origin

    def others_behind(self) -> tuple[str, ...]:
        """Return the other journals of which the stream lacks something that is here."""
        ours = self.ours()
        return tuple(one for one in peers.behind(self.copy, self._met()) if one != ours)

    def waiting(self) -> int:
        """Count what was written here and no stream is known to hold."""
        return peers.waiting(self.copy, self.stream)

    def health(
        self, printer: str, labels: int | None, behind: int, *, pretix: bool = False
    ) -> Health:
        """Return what this desk says of itself."""
        clock = journal.reading(self.copy)
        return Health(
            desk=self.pen.desk,
            origin=self.ours(),
            at=self.pen.now(),
            clock=clock,
            waiting=self.waiting(),
            behind=behind,
            people=registrations.count(self.copy),
            roster="" if behind else self._roster_now(),
            printer=printer,
            labels=labels,
            trouble=self.refused,
            pretix=pretix,
            tops=peers.tops(self.copy),
        )

    def _roster_now(self) -> str:
        change = registrations.change(self.copy)
        if change != self._roster[0]:
            self._roster = change, registrations.digest(self.copy)
        return self._roster[1]

    def _met(self) -> Stream:
        assert self.stream is not None, "no stream was met yet"
        return self.stream

    def _begin_anew_if_copied(self, arrived: Sequence[Entry]) -> None:
        number = incarnation.foreign(self.absorbing, arrived)
        if number is not None:
            origin = new_origin(self.pen.desk)
            self.pen = incarnation.begin_anew(self.absorbing, self.pen, self._met(), number, origin)
