"""Pure: what a list of pretix means as one of ours, and what of it only pretix can tell."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checkin.language import _
from checkin.pretix.catalogue import Catalogue, Item
from checkin.pretix.plain import milliseconds, sense

Span = tuple[int, int]

MINUTE = 60_000
EVER: Span = (0, 2**53)
MOMENTS = ("date_from", "date_to", "date_admission")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of pretix; `hours` is None when it is always open.

    `people` are the products it is for, `beside` those that must be booked beside them: None for
    all and for none. `left` are sentences about what only pretix decides, online.
    """

    id: int
    title: str
    people: tuple[Item, ...] | None
    beside: tuple[Item, ...] | None = None
    many_entries: bool = False
    exits: bool = True
    hours: Span | None = None
    left: tuple[str, ...] = ()


@dataclass
class _Rules:
    """What could be read of a list's rules so far; `whole` when that is everything."""

    event: Mapping[str, Any]
    products: set[int] | None = None
    hours: Span = EVER
    whole: bool = True


def listings(plain: Iterable[Any], catalogue: Catalogue, event: Any) -> tuple[Listing, ...]:
    """Return all check-in lists of an event as pretix lists them."""
    with sense("checkinlists"):
        return tuple(_listing(one, catalogue, event) for one in plain)


def _listing(plain: Any, catalogue: Catalogue, event: Any) -> Listing:
    rules = _Rules(event)
    _read(plain["rules"] or {}, rules)
    limited = None if plain["all_products"] else set(plain["limit_products"])
    wanted = [one for one in catalogue.items.values() if limited is None or one.id in limited]
    people = [one for one in wanted if one.admission]
    beside = [one for one in wanted if not one.admission] if limited else []
    by_booking = bool(plain["addon_match"] and beside and not people)
    if rules.products is not None:
        admitted = catalogue.items.values() if by_booking else people
        people = [one for one in admitted if one.admission and one.id in rules.products]
    for_all = rules.products is None and (by_booking or limited is None)
    return Listing(
        id=int(plain["id"]),
        title=str(plain["name"]),
        people=None if for_all else tuple(people),
        beside=tuple(beside) if by_booking else None,
        many_entries=bool(plain["allow_multiple_entries"]),
        exits=bool(plain["allow_entry_after_exit"]),
        hours=None if rules.hours == EVER else rules.hours,
        left=tuple(_left(plain, rules, by_booking=by_booking, beside=len(beside))),
    )


def _left(plain: Any, rules: _Rules, *, by_booking: bool, beside: int) -> Iterator[str]:
    if not rules.whole:
        yield _("a rule that this desk cannot judge by itself")
    if plain["include_pending"]:
        yield _("unpaid people are let in only with a reason, as on every list")
    if plain["subevent"] is not None:
        yield _("the date of the series that it belongs to")
    if by_booking and beside > 1:
        yield _("whether one of its {count} bookings was made").format(count=beside)
    if beside and not by_booking:
        yield _("tickets of products that admit nobody")


def _read(rule: Any, rules: _Rules) -> None:
    """Take in what a rule demands; what is not understood makes the rest no less binding."""
    match rule:
        case {"and": [*parts]}:
            for part in parts:
                _read(part, rules)
        case {"inList": [{"var": "product"}, {"objectList": [*objects]}]}:
            products = {int(one["lookup"][1]) for one in objects}
            rules.products = products & (products if rules.products is None else rules.products)
        case {"isAfter": [{"var": "now"}, {"buildTime": [*built]}, *tolerance]}:
            _after(built, tolerance, rules)
        case {"isBefore": [{"var": "now"}, {"buildTime": [*built]}, *tolerance]}:
            _before(built, tolerance, rules)
        case {} if not rule:
            pass
        case _:
            rules.whole = False


def _after(built: list[Any], tolerance: list[Any], rules: _Rules) -> None:
    at = _built(built, rules)
    if at:
        start, end = rules.hours
        rules.hours = (max(start, at - _minutes(tolerance)), end)


def _before(built: list[Any], tolerance: list[Any], rules: _Rules) -> None:
    at = _built(built, rules)
    if at:
        start, end = rules.hours
        rules.hours = (start, min(end, at + _minutes(tolerance)))


def _built(built: list[Any], rules: _Rules) -> int:
    """Return the moment (ms) that a rule builds; 0 where it is none that we know."""
    match built:
        case ["custom", str(text)]:
            return milliseconds(text)
        case [str(name), *_] if name in MOMENTS:
            return milliseconds(rules.event.get(name) or rules.event.get("date_from"))
        case _:
            rules.whole = False
            return 0


def _minutes(tolerance: list[Any]) -> int:
    return int(float(tolerance[0]) * MINUTE) if tolerance and tolerance[0] else 0
