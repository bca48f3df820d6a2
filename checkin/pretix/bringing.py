"""Bring pretix' orders down into the copy: everything once, then only what changed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

from checkin.event import Event
from checkin.language import _
from checkin.pretix.answers import refusal
from checkin.pretix.catalogue import Catalogue, catalogue
from checkin.pretix.ledger import Ledger
from checkin.pretix.link import Link, Reply, Senseless
from checkin.pretix.orders import Reading, positions
from checkin.pretix.plain import sense
from db.positions import Cursor

PAGE = 50  # orders; pretix gives no more at a time
API = "/api/v1/"


class Readable(Protocol):
    """What can be read page by page."""

    def get(self, path: str) -> Reply:
        """Read something."""


@dataclass
class Pieces:
    """What was read of short lists, so that a line that breaks goes on where it broke."""

    link: Link
    known: dict[str, Reply] = field(default_factory=dict)

    def get(self, path: str) -> Reply:
        """Read something that was not read yet; what pretix refuses is asked for again."""
        if path in self.known:
            return self.known[path]
        reply = self.link.get(path)
        if reply.status == 200:
            self.known[path] = reply
        return reply


def pages(link: Readable, path: str) -> Iterator[tuple[Reply, list[Any]]]:
    """Yield page after page with what it lists; the next one is asked where the first one was."""
    place, seen = path.partition("?")[0], set[str]()
    while path and path not in seen:
        seen.add(path)
        reply = link.get(path)
        if reply.status != 200:
            sentence = _("pretix does not give {place}: {reason}")
            raise Senseless(sentence.format(place=place, reason=refusal(reply)))
        with sense(place):
            results, following = reply.body["results"], reply.body["next"]
            if not isinstance(results, list):
                raise TypeError(place)
            asked = urlsplit(following or "")
            if following and asked.path.partition(API)[2] != place:
                raise ValueError(place)
        yield reply, results
        path = f"{place}?{asked.query}" if following else ""


def listed(link: Readable, path: str) -> list[Any]:
    """Return all that a path lists."""
    return [one for _reply, results in pages(link, path) for one in results]


def catalogue_of(link: Readable, at_event: str) -> Catalogue:
    """Return what an event sells and asks."""
    items = listed(link, f"{at_event}items/?page_size={PAGE}")
    return catalogue(items, listed(link, f"{at_event}questions/?page_size={PAGE}"))


@dataclass
class Bringing:
    """One connection's reading; `told` hears after each page whether anything was new."""

    link: Link
    ledger: Ledger
    event: Event
    say: Callable[[int], str]
    told: Callable[[int], None] = lambda _news: None
    _reading: Reading | None = None
    _pieces: Pieces = field(init=False)

    def __post_init__(self) -> None:
        self._pieces = Pieces(self.link)

    def bring(self) -> None:
        """Read on from where it was left: whole, if it was never read to the end."""
        if self._reading is None:
            known = catalogue_of(self._pieces, self.ledger.to.at_event)
            self.ledger.to = replace(self.ledger.to, questions=known.at_the_desk)
            self._reading = Reading(self.event, known, self.ledger.source, self.say)
        cursor = self.ledger.cursor
        if cursor.since:
            self._changes(cursor)
        else:
            self._everything(cursor)
        self._codes()
        self._pieces.known.clear()

    def anew(self) -> None:
        """Read the products and questions again the next time."""
        self._reading = None

    def _everything(self, cursor: Cursor) -> None:
        """Read page by page; interrupted, it goes on at the page that was next."""
        if not cursor.page:
            cursor = replace(cursor, run=cursor.run + 1, page=1, begun="")
        for reply, orders in pages(self.link, self._orders(page=str(cursor.page))):
            begun = cursor.begun or reply.generated
            cursor = replace(cursor, page=cursor.page + 1, begun=begun)
            self._take(orders, cursor)
        self.told(self.ledger.end(replace(cursor, since=cursor.begun, page=0, begun="")))

    def _changes(self, cursor: Cursor) -> None:
        """Read what changed; the cursor moves only when all of it is taken in."""
        path = self._orders(ordering="-last_modified", modified_since=cursor.since)
        since = ""
        for reply, orders in pages(self.link, path):
            since = since or reply.generated
            self._take(orders, cursor)
        if since:
            self.told(self.ledger.take_in((), replace(cursor, since=since)))

    def _take(self, orders: list[Any], cursor: Cursor) -> None:
        assert self._reading is not None
        people = [one for order in orders for one in positions(order, self._reading)]
        self.told(self.ledger.take_in(people, cursor))

    def _codes(self) -> None:
        """Read which codes are void and which are barred."""
        at_event = self.ledger.to.at_event
        void = listed(self._pieces, f"{at_event}revokedsecrets/?page_size={PAGE}")
        barred = listed(self._pieces, f"{at_event}blockedsecrets/?page_size={PAGE}")
        with sense("revokedsecrets, blockedsecrets"):
            news = self.ledger.revoke([str(one["secret"]) for one in void])
            news += self.ledger.block([str(one["secret"]) for one in barred if one["blocked"]])
        if news:
            self.told(news)

    def _orders(self, **asked: str) -> str:
        query = {"page_size": str(PAGE), "include_canceled_positions": "true", **asked}
        return f"{self.ledger.to.at_event}orders/?{urlencode(query)}"
