"""Find people in one copy: by an index in memory where it is ready, plainly until then."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from db import search
from db.connection import Copy, open_copy, reading
from db.finding.ranking import Near, Rank, Ranking
from db.finding.typed import Typed, read
from db.records import CheckInList, Found, Match

if TYPE_CHECKING:
    from db.finding.index import Index

MOST = 32  # people whose order is looked at closely
POLITE = 0.0002  # seconds until whoever makes the index lets an answer go first
AT_ONCE = 3000  # people; so many are read while the first answer is waited for
CHANGED = 500  # people changed since the index was made; with more, it is made anew


class Finder:
    """Answers for one connection, in one thread; its index is made in another one.

    What changes after the index was made is in a second, small one. While many changes wait for
    the index to be made anew, they are found by the beginnings of their words.
    """

    def __init__(self, copy: Copy, *, at_once: int = AT_ONCE, most_changed: int = CHANGED) -> None:
        self._copy = copy
        self._at_once = at_once
        self._most_changed = most_changed
        self._index: Index | None = None
        self._recent: Index | None = None
        self._seen = 0
        self._whole = False
        self._maker: Thread | None = None
        self._made: Index | None = None

    def find(self, text: str, listing: CheckInList, limit: int = 20) -> tuple[Found, ...]:
        """Return the registrations that `text` means, best first, with their presence on a list."""
        self._catch_up()
        return self._answer(text, listing, limit)

    def find_once(self, text: str, listing: CheckInList, limit: int = 20) -> tuple[Found, ...]:
        """Return the same to somebody with one question: the index is made only if it needs it."""
        found = self._answer(text, listing, limit)
        if found and found[0].match is not Match.FUZZY:
            return found
        self.get_ready()
        return self.find(text, listing, limit)

    def get_ready(self) -> None:
        """Make the index now, unless it is there."""
        if self._index is None:
            self._take(_made(self._copy))

    def close(self) -> None:
        """Let the maker end."""
        if self._maker is not None:
            self._maker.join()

    def _answer(self, text: str, listing: CheckInList, limit: int) -> tuple[Found, ...]:
        typed = read(text)
        if not typed.words:
            return ()
        ranked = sorted(self._ranked(typed, listing, max(MOST, limit + 12)))
        least = ranked[0][0].missed if ranked else 0
        best = [(place.number, match) for place, match in ranked if place.missed == least]
        return search.found(self._copy, best[:limit], listing, typed.words)

    def _ranked(
        self, typed: Typed, listing: CheckInList, most: int
    ) -> Iterator[tuple[Rank, Match]]:
        numbers: dict[int, None] = {}
        near: dict[str, Near] = {}
        gains: dict[str, int] = {}
        for index in (self._recent, self._index):
            if index is not None:
                meant = index.candidates(typed, most)
                numbers |= dict.fromkeys(meant.numbers)
                near = _both(near, meant.near)
                gains |= meant.gains
        if not self._whole:
            numbers |= dict.fromkeys(search.plainly(self._copy, typed))
        ranking = Ranking(typed, near, gains)
        for who in search.candidates(self._copy, numbers, listing):
            place = ranking.of(who)
            if place is not None:
                yield place

    def _catch_up(self) -> None:
        """Take notice of what changed since the last answer."""
        if self._made is not None:
            self._take(self._made)
        newest = search.newest_change(self._copy)
        if newest == self._seen and self._whole:
            return
        if self._index is not None:
            most = self._most_changed
            if search.count_changed(self._copy, self._index.change, most + 1) <= most:
                self._remember(search.Changed(self._copy, self._index.change), newest)
                return
        self._whole = False
        self._make()

    def _remember(self, changed: search.Changed, newest: int) -> None:
        from db.finding.index import Index

        assert self._index is not None
        self._recent = Index(newest, changed) if changed.numbers else None
        self._index.forget(changed.numbers)
        self._seen, self._whole = newest, True

    def _take(self, index: "Index") -> None:
        self._index, self._recent, self._made = index, None, None
        self._seen, self._whole = index.change, True

    def _make(self) -> None:
        """Begin to make the index anew from a connection of its own, unless that is going on."""
        if search.count(self._copy) <= self._at_once:
            self._take(_made(self._copy))
            return
        if self._maker is None or not self._maker.is_alive():
            _, _, path = self._copy.execute("pragma database_list").fetchone()
            self._maker = Thread(target=self._make_from, args=(Path(path),), name="finder")
            self._maker.start()

    def _make_from(self, path: Path) -> None:
        copy = open_copy(path, read_only=True, checked=True)
        usual = sys.getswitchinterval()
        sys.setswitchinterval(POLITE)
        try:
            self._made = _made(copy)
        finally:
            sys.setswitchinterval(usual)
            copy.close()


def _made(copy: Copy) -> "Index":
    from db.finding.index import Index

    with reading(copy):
        return Index(search.newest_change(copy), search.Everyone(copy))


def _both(near: dict[str, Near], others: Mapping[str, Near]) -> dict[str, Near]:
    return near | {
        word: Near({**near[word].whole, **one.whole}, {**near[word].begun, **one.begun})
        if word in near
        else one
        for word, one in others.items()
    }
