"""Answer only the newest question: what was asked meanwhile is skipped, never shown late."""

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Q = TypeVar("Q")
A = TypeVar("A")


class Newest(Generic[Q, A]):
    """One question under way at a time; while it is, a newer one replaces the one that waits."""

    def __init__(self, answer: Callable[[Q], Awaitable[A]], show: Callable[[Q, A], None]) -> None:
        self._answer = answer
        self._show = show
        self._waiting: list[Q] = []
        self._busy = False
        self._late = False

    async def ask(self, question: Q) -> None:
        """Answer the question, unless a newer one comes first."""
        self._waiting[:] = [question]
        if self._busy:
            return
        self._busy = True
        try:
            while self._waiting:
                newest = self._waiting.pop()
                self._late = False
                answer = await self._answer(newest)
                if not self._waiting and not self._late:
                    self._show(newest, answer)
        finally:
            self._busy = False

    def told(self, question: Q, answer: A) -> None:
        """Show an answer that came without asking; what was asked before it is too late."""
        self._waiting.clear()
        self._late = True
        self._show(question, answer)
