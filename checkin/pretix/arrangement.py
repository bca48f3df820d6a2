"""Pure: an event of pretix as the description of one of ours, and which list is which."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from checkin.event import Event
from checkin.pretix.catalogue import Catalogue, slug
from checkin.pretix.lists import EVER, Listing
from checkin.pretix.plain import milliseconds, sense, spoken
from db.folding import fold

LAST = time(23, 59, 59)
LONGEST = 31  # days of hours that are written out


def description(plain: Any, catalogue: Catalogue, listings: Sequence[Listing]) -> str:
    """Return the TOML text of an event: categories, sessions and lists as pretix has them."""
    with sense("event"):
        zone = ZoneInfo(plain["timezone"])
        start = _local(milliseconds(plain["date_from"]), zone)
        end = _local(milliseconds(plain["date_to"] or plain["date_from"]), zone)
        language = next(iter(plain["name"]), "en")
        ids = list_ids(listings)
        parts = [
            _table(
                "",
                slug=slug(plain["slug"]),
                name=spoken(plain["name"]),
                place=spoken(plain["location"]),
                timezone=plain["timezone"],
                languages=[language],
                arrivals=ids[_first(listings).id],
            ),
            *_categories(catalogue, language),
            *_sessions(catalogue, start),
            *(_list(one, ids[one.id], (start, end), zone) for one in listings),
            *_keys(plain),
        ]
        return "\n".join(parts)


def list_ids(listings: Iterable[Listing]) -> dict[int, str]:
    """Return an id of ours for each list, made from its title."""
    ids: dict[int, str] = {}
    for one in listings:
        name = slug(one.title)
        ids[one.id] = name if name not in ids.values() else f"{name}-{one.id}"
    return ids


def matched(event: Event, listings: Sequence[Listing]) -> dict[str, int]:
    """Return the list of pretix that each of ours is, where id or title are the same."""
    ids = list_ids(listings)
    words = {word: one.id for one in listings for word in (fold(one.title), fold(ids[one.id]))}
    found: dict[str, int] = {}
    for ours in event.lists:
        theirs = words.get(fold(ours.id)) or words.get(fold(ours.title))
        if theirs is not None and theirs not in found.values():
            found[ours.id] = theirs
    return found


def _first(listings: Sequence[Listing]) -> Listing:
    """The list of the welcome: the one that asks for the least."""
    if not listings:
        raise ValueError("no list")
    demands = [
        (one.beside is not None, bool(one.hours), bool(one.left), not one.exits, one.id)
        for one in listings
    ]
    return listings[demands.index(min(demands))]


def _categories(catalogue: Catalogue, language: str) -> Iterator[str]:
    for item in catalogue.items.values():
        if item.admission:
            yield _table(
                "[[categories]]",
                id=item.slug,
                title={language: item.names[-1]},
                aliases=[name for name in item.names if fold(name) != fold(item.slug)],
            )


def _sessions(catalogue: Catalogue, start: datetime) -> Iterator[str]:
    """What can be booked beside a place; pretix does not say when it is, so the first day."""
    for item in catalogue.items.values():
        if not item.admission:
            hours = {"from": time(0), "to": LAST}
            yield _table(
                "[[sessions]]", id=item.slug, title=item.names[0], day=start.date(), **hours
            )


def _list(listing: Listing, list_id: str, days: tuple[datetime, datetime], zone: ZoneInfo) -> str:
    told: dict[str, Any] = {"id": list_id, "title": listing.title}
    if listing.people is not None:
        told["categories"] = [one.slug for one in listing.people]
    if listing.beside and len(listing.beside) == 1:
        told["session"] = listing.beside[0].slug
    told |= {"many_entries": listing.many_entries, "exits": listing.exits}
    spans = "" if listing.hours else "hours = []\n"
    hours = (
        _table("[[lists.hours]]", day=opens.date(), **{"from": opens.time(), "to": closes.time()})
        for opens, closes in (_days(listing.hours, days, zone) if listing.hours else ())
    )
    return _table("[[lists]]", **told) + spans + "\n".join(hours)


def _days(
    span: tuple[int, int], days: tuple[datetime, datetime], zone: ZoneInfo
) -> Iterator[tuple[datetime, datetime]]:
    """Cut a span into days of the clock on the wall; where it has no end, the event's counts."""
    start = days[0].replace(hour=0, minute=0, second=0)
    opens = start if span[0] == EVER[0] else _local(span[0], zone)
    closes = days[1].replace(hour=23, minute=59, second=59)
    if span[1] != EVER[1]:
        closes = _local(span[1], zone)
    closes = max(closes, opens + timedelta(seconds=1))
    for _day in range(LONGEST):
        last = opens.replace(hour=23, minute=59, second=59)
        if closes <= last:
            yield opens, closes
            return
        yield opens, last
        opens = (opens + timedelta(days=1)).replace(hour=0, minute=0, second=0)


def _keys(plain: Any) -> Iterator[str]:
    keys = (plain.get("valid_keys") or {}).get("pretix_sig1") or []
    if keys:
        yield _table("[tickets]", pretix_sig1=keys)


def _local(at: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(at // 1000, zone)


def _table(head: str, **values: Any) -> str:
    lines = (f"{name} = {_literal(value)}" for name, value in values.items() if value is not None)
    return "\n".join(filter(None, (head, *lines))) + "\n"


def _literal(value: Any) -> str:
    """A JSON text is a TOML text too, but for the delete character."""
    if isinstance(value, Mapping):
        inner = (f"{json.dumps(key)} = {_literal(said)}" for key, said in value.items())
        return "{ " + ", ".join(inner) + " }"
    if isinstance(value, str | bool | list):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
