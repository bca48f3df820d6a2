"""Pieces of codes and numbers, wherever in them they stand."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

GRAM = 3  # bytes; whatever is shorter is looked for from end to end
KEYS = 1 << 16


class Fragments:
    """The codes of all rows in one text, and where in it each three bytes stand."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._text = "\n".join([*texts, ""]).encode()
        self._bytes = np.frombuffer(self._text, np.uint8)
        self._ends = np.flatnonzero(self._bytes == ord("\n"))
        keys = _keys(self._bytes)
        self._places = np.argsort(keys, kind="stable").astype(np.int32)
        self._starts = np.zeros(KEYS + 1, np.int32)
        np.cumsum(np.bincount(keys, minlength=KEYS), out=self._starts[1:])

    def rows(self, fragment: str, most: int) -> list[int]:
        """Return the first so many rows with this fragment in their codes."""
        wanted = fragment.encode()
        places = self._rare(wanted) if len(wanted) >= GRAM else self._plainly(wanted, most)
        rows = np.searchsorted(self._ends, places)  # in order, as the places are
        found: list[int] = rows[np.diff(rows, prepend=-1) > 0][:most].tolist()
        return found

    def _rare(self, wanted: bytes) -> NDArray[np.int64]:
        """Return where it stands, looked up by its rarest three bytes."""
        letters = np.frombuffer(wanted, np.uint8)
        keys = _keys(letters)
        offset = int(np.argmin(self._starts[keys + 1] - self._starts[keys]))
        key = keys[offset]
        known = self._places[self._starts[key] : self._starts[key + 1]].astype(np.int64)
        places = known[known >= offset] - offset
        places = places[places + len(wanted) <= len(self._text)]
        for place, letter in enumerate(letters):
            places = places[self._bytes[places + place] == letter]
        return places

    def _plainly(self, wanted: bytes, most: int) -> NDArray[np.int64]:
        places: list[int] = []
        at = self._text.find(wanted)
        while at >= 0 and len(places) < most:
            places.append(at)
            at = self._text.find(wanted, self._text.index(b"\n", at))
        return np.array(places, np.int64)


def _keys(letters: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Return a number below `KEYS` for each three bytes in a row; several may share one."""
    wide = letters.astype(np.int64)
    return (wide[:-2] * 961 + wide[1:-1] * 31 + wide[2:]) % KEYS
