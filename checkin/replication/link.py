"""What replication asks of a way to the other desks."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from db.entries import Entry


class LinkLost(Exception):
    """The hub cannot be reached any more, or not yet."""


class NotAdmitted(LinkLost):
    """The hub is there and does not let this desk in."""


class SendRefused(Exception):
    """The hub did not store what was sent; the argument says why."""


@dataclass(frozen=True, slots=True)
class StreamState:
    """A hub's stream: which one it is, and the number of its last message."""

    epoch: str
    created: str
    last: int


@dataclass(frozen=True)
class Message:
    """One message of the stream, as it was stored."""

    sequence: int
    body: bytes
    signature: bytes

    @cached_property
    def entry(self) -> Entry:
        """The entry it holds; of bytes that are no text, one that cannot be read."""
        return Entry(self.body.decode(errors="surrogateescape"), self.signature)

    @cached_property
    def digest(self) -> str:
        """What tells this message from another one at the same place."""
        return hashlib.sha256(self.signature + self.body).hexdigest()


class Link(Protocol):
    """A connection to a hub; all raise `LinkLost` when it is gone."""

    async def open(self) -> None:
        """Connect, or raise within seconds."""

    async def close(self) -> None:
        """Let go at once."""

    async def state(self) -> StreamState:
        """Return which stream this is and how long it is."""

    async def read(self, after: int, limit: int) -> Sequence[Message]:
        """Return up to `limit` messages behind a number; none when there are no more."""

    async def live(self) -> Sequence[Message]:
        """Wait for new messages, and return those that came; some may be missing."""

    async def send(self, entries: Sequence[Entry], *, whole: bool) -> None:
        """Send entries, all or none if `whole`; they count only when they are read back."""

    async def say(self, presence: bytes, figures: bytes) -> None:
        """Tell the others how this desk is, and those who see no people its numbers."""

    async def heard(self) -> bytes:
        """Wait for what another desk says of itself, and return it."""

    async def ask(self, question: bytes, patience: float) -> Sequence[bytes]:
        """Ask the others, and return the answers that came within `patience` seconds."""

    async def asked(self) -> "Asked":
        """Wait for another desk's question."""


class Asked(Protocol):
    """A question of another desk."""

    question: bytes

    async def answer(self, words: bytes) -> None:
        """Answer it."""
