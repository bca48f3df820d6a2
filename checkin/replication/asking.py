"""A code that nobody here has: the other desks are asked before it is called unknown."""

import json
from dataclasses import dataclass

from checkin.replication.ledger import Ledger
from checkin.replication.link import Link
from db import registrations

LONGEST = 300  # characters of a question


@dataclass
class Asking:
    """Answers the other desks' questions, and says which desks know a code."""

    link: Link
    ledger: Ledger

    async def answer(self) -> None:
        """Answer all questions about codes that somebody here has; the rest in silence."""
        while True:
            asked = await self.link.asked()
            code = _code(asked.question)
            if code and registrations.by_code(self.ledger.copy, code):
                await asked.answer(json.dumps({"desk": self.ledger.pen.desk}).encode())

    async def who_knows(self, code: str, patience: float) -> tuple[str, ...]:
        """Return the desks that have somebody with this code."""
        question = json.dumps({"code": code[:LONGEST]}).encode()
        answers = await self.link.ask(question, patience)
        return tuple(desk for words in answers if (desk := _desk(words)))


def _code(words: bytes) -> str:
    return _text(words, "code")


def _desk(words: bytes) -> str:
    return _text(words, "desk")


def _text(words: bytes, name: str) -> str:
    try:
        text = json.loads(words)[name]
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""
    return text[:LONGEST] if type(text) is str else ""
