"""An event's TOML text -> the event, or a sentence about the first thing that is wrong."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from checkin import tables
from checkin.event.badges import layouts
from checkin.event.description import (
    Category,
    Event,
    EventTrouble,
    Session,
    milliseconds,
    words,
)
from checkin.language import _
from checkin.tables import Table, TableTrouble
from checkin.tickets import pretix_sig1
from db.records import CheckInList

BANDS = ("solid", "outline")

# The list of a session opens this long before it, unless the list has hours of its own.
DOORS = timedelta(minutes=30)


def programme() -> str:
    """Return the TOML text of the event that is shipped: the AICT of September 2023."""
    return (resources.files("checkin") / "programmes" / "aict-2023.toml").read_text("utf-8")


def read_event(path: Path) -> Event:
    """Return the event that a TOML file describes."""
    try:
        text = tables.read_text(path)
    except TableTrouble as trouble:
        raise EventTrouble(str(trouble)) from trouble
    return parse_event(text, path.name)


def parse_event(text: str, source: str) -> Event:
    """Return the event that a TOML text describes; `source` is what troubles call it."""
    try:
        return _event(tables.parse(text, source))
    except TableTrouble as trouble:
        raise EventTrouble(str(trouble)) from trouble


def _event(table: Table) -> Event:
    table.only(
        *("slug", "name", "edition", "place", "timezone", "languages", "arrivals"),
        *("categories", "sessions", "lists", "tickets", "badges"),
    )
    zone = _zone(table)
    languages = table.texts("languages")
    if not languages:
        raise table.refused("languages", _("at least one language"))
    categories = tuple(_category(item, languages) for item in table.tables("categories"))
    sessions = tuple(_session(item, zone) for item in table.tables("sessions"))
    _each_word_once(table.tables("categories"), categories)
    _each_word_once(table.tables("sessions"), sessions)
    lists = tuple(_list(item, zone, categories, sessions) for item in table.tables("lists"))
    _each_id_once(table.tables("lists"))
    return Event(
        slug=table.id("slug"),
        name=table.text("name"),
        edition=table.text("edition", ""),
        place=table.text("place", ""),
        timezone=zone,
        languages=languages,
        sessions=sessions,
        categories=categories,
        lists=lists,
        arrivals=table.choice("arrivals", (listed.id for listed in lists)),
        text=table.document,
        pretix_keys=_pretix_keys(table.table("tickets")),
        badges=layouts(table, (category.id for category in categories)),
    )


def _pretix_keys(table: Table) -> tuple[Ed25519PublicKey, ...]:
    table.only("pretix_sig1")
    try:
        return tuple(pretix_sig1.public_key(text) for text in table.texts("pretix_sig1", ()))
    except ValueError:
        expected = _("public keys as pretix gives them, under valid_keys of the event")
        raise table.refused("pretix_sig1", expected) from None


def _zone(table: Table) -> ZoneInfo:
    name = table.text("timezone")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise table.refused("timezone", _("a time zone such as Europe/Paris")) from None


def _category(table: Table, languages: tuple[str, ...]) -> Category:
    table.only("id", "title", "aliases", "band", "awaited")
    titles = table.table("title")
    titles.only(*languages)
    return Category(
        id=table.id("id"),
        title={language: titles.text(language) for language in languages},
        aliases=table.texts("aliases", ()),
        band=table.choice("band", BANDS, BANDS[0]),
        awaited=table.flag("awaited"),
    )


def _session(table: Table, zone: ZoneInfo) -> Session:
    table.only("id", "title", "room", "capacity", "day", "from", "to", "aliases", "short")
    start, end = _span(table, zone)
    return Session(
        id=table.id("id"),
        title=table.text("title"),
        room=table.text("room", ""),
        capacity=table.whole("capacity", None),
        start=start,
        end=end,
        aliases=table.texts("aliases", ()),
        short=table.text("short", ""),
    )


def _list(
    table: Table, zone: ZoneInfo, categories: tuple[Category, ...], sessions: tuple[Session, ...]
) -> CheckInList:
    """A list of one session takes over what it does not say itself."""
    table.only(
        *("id", "title", "categories", "session", "many_entries", "exits", "capacity", "hours")
    )
    known = {session.id: session for session in sessions}
    session = known[table.choice("session", known)] if "session" in table.values else None
    among = table.choices("categories", (category.id for category in categories))
    return CheckInList(
        id=table.id("id"),
        title=table.text("title", session.title if session else None),
        categories=frozenset(among) if "categories" in table.values else None,
        session=session.id if session else None,
        many_entries=table.flag("many_entries"),
        exits=table.flag("exits"),
        capacity=table.whole("capacity", session.capacity if session else None),
        hours=_hours(table, zone, session),
    )


def _hours(table: Table, zone: ZoneInfo, session: Session | None) -> tuple[tuple[int, int], ...]:
    if session and "hours" not in table.values:
        return ((milliseconds(session.start - DOORS), milliseconds(session.end)),)
    for item in table.tables("hours"):
        item.only("day", "from", "to")
    spans = (_span(item, zone) for item in table.tables("hours"))
    return tuple(sorted((milliseconds(start), milliseconds(end)) for start, end in spans))


def _span(table: Table, zone: ZoneInfo) -> tuple[datetime, datetime]:
    day = table.day("day")
    start = datetime.combine(day, table.time("from"), zone)
    end = datetime.combine(day, table.time("to"), zone)
    if end <= start:
        raise table.refused("to", _("a time after “from”, on the same day"))
    return start, end


def _each_id_once(items: Iterable[Table]) -> None:
    taken: set[str] = set()
    for item in items:
        name = item.id("id")
        if name in taken:
            raise item.refused("id", _("a name that no other has"))
        taken.add(name)


def _each_word_once(items: tuple[Table, ...], things: Iterable[Category | Session]) -> None:
    """A word of an organiser's list must lead to one category, to one session."""
    _each_id_once(items)
    taken: dict[str, str] = {}
    for item, thing in zip(items, things, strict=True):
        for word in words(thing):
            if word in taken:
                sentence = _("“{word}” already means {other}, it cannot mean {id} too.")
                told = sentence.format(word=word, other=taken[word], id=thing.id)
                raise item.trouble("aliases", told)
            taken[word] = thing.id
