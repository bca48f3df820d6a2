"""Pieces of codes and numbers, wherever in them they stand."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Fragments:
    """The codes of all rows in one text, where a fragment is looked for from end to end."""

    def __init__(self, texts: Iterable[str]) -> None:
        lines = list(texts)
        self._text = "\n".join(lines)
        self._starts = [0, *accumulate(len(line) + 1 for line in lines)]

    def rows(self, fragment: str, most: int) -> list[int]:
        """Return the first so many rows with this fragment in their codes."""
        found: list[int] = []
        at = self._text.find(fragment)
        while at >= 0 and len(found) < most:
            row = bisect_right(self._starts, at) - 1
            found.append(row)
            at = self._text.find(fragment, self._starts[row + 1])
        return found
