"""An event as the desk knows it: its programme, its check-in lists, its categories."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from checkin.badge.design import Layout
from checkin.language import _, current
from db.folding import fold
from db.records import CheckInList


class EventTrouble(Exception):
    """A sentence that says what is wrong with the event, and where."""


class UnknownList(EventTrouble):
    """A check-in list was named that the event does not have."""


@dataclass(frozen=True)
class Category:
    """What somebody is at the event; titles by language; `band` is how the badge shows it.

    Who is `awaited` is looked out for by name until they are here.
    """

    id: str
    title: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    band: str = "solid"
    awaited: bool = False


@dataclass(frozen=True)
class Session:
    """One entry of the programme; `capacity` is the room's, None when nobody counts.

    `short` is what badges call it.
    """

    id: str
    title: str
    room: str
    capacity: int | None
    start: datetime
    end: datetime
    aliases: tuple[str, ...] = ()
    short: str = ""


@dataclass(frozen=True)
class Event:
    """The whole event; `arrivals` is the list of the welcome, `text` the TOML it came from.

    `pretix_keys` are those with which its tickets were signed, where pretix signs them; `badges`
    are the layouts of its badges, the first that fits is taken.
    """

    slug: str
    name: str
    edition: str
    place: str
    timezone: ZoneInfo
    languages: tuple[str, ...]
    sessions: tuple[Session, ...]
    categories: tuple[Category, ...]
    lists: tuple[CheckInList, ...]
    arrivals: str
    text: str
    pretix_keys: tuple[Ed25519PublicKey, ...] = ()
    badges: tuple[Layout, ...] = ()

    def check_in_list(self, list_id: str) -> CheckInList:
        """Return the list of that id; an empty id means the arrivals list."""
        wanted = list_id or self.arrivals
        for check_in_list in self.lists:
            if check_in_list.id == wanted:
                return check_in_list
        known = ", ".join(check_in_list.id for check_in_list in self.lists)
        sentence = _("There is no check-in list “{list}”; this event has: {known}.")
        raise UnknownList(sentence.format(list=wanted, known=known))

    def category_of(self, text: str) -> str:
        """Return the id of the category that the text names; the text itself when none is."""
        return self._category_words.get(fold(text), text)

    def category_band(self, category: str) -> str:
        """Return how the badge shows the category."""
        return next((one.band for one in self.categories if one.id == category), "solid")

    def category_title(self, category: str) -> str:
        """Return the category's title in the language spoken; the text itself for none of ours."""
        title = next((c.title for c in self.categories if c.id == category), {})
        return title.get(current()) or next(iter(title.values()), category)

    @property
    def awaited(self) -> frozenset[str]:
        """The categories whose people are looked out for."""
        return frozenset(one.id for one in self.categories if one.awaited)

    def session(self, session_id: str) -> Session | None:
        """Return the session of that id."""
        return next((session for session in self.sessions if session.id == session_id), None)

    def session_of(self, text: str) -> str:
        """Return the id of the session that the text names; empty when none is."""
        return self._session_words.get(fold(text), "")

    def moved_to(self, day: date) -> "Event":
        """Return the same programme, at the same hours, with its arrivals on that day."""
        days = day - self._day_of_arrivals
        return replace(
            self,
            sessions=tuple(
                replace(session, start=session.start + days, end=session.end + days)
                for session in self.sessions
            ),
            lists=tuple(
                replace(listed, hours=tuple(self._moved(hours, days) for hours in listed.hours))
                for listed in self.lists
            ),
            text=re.sub(
                r"\b\d{4}-\d\d-\d\d\b",
                lambda found: (date.fromisoformat(found[0]) + days).isoformat(),
                self.text,
            ),
        )

    @cached_property
    def _category_words(self) -> dict[str, str]:
        return {word: category.id for category in self.categories for word in words(category)}

    @cached_property
    def _session_words(self) -> dict[str, str]:
        return {word: session.id for session in self.sessions for word in words(session)}

    @property
    def _day_of_arrivals(self) -> date:
        hours = self.check_in_list(self.arrivals).hours
        if hours:
            return self._local(hours[0][0]).date()
        return min((session.start.date() for session in self.sessions), default=date.min)

    def _moved(self, hours: tuple[int, int], days: timedelta) -> tuple[int, int]:
        opens, closes = (milliseconds(self._local(moment) + days) for moment in hours)
        return opens, closes

    def _local(self, moment: int) -> datetime:
        return datetime.fromtimestamp(moment / 1000, self.timezone)


def words(thing: Category | Session) -> tuple[str, ...]:
    """Return, folded, all that a category or a session is called in organisers' lists."""
    titles = (thing.title,) if isinstance(thing, Session) else tuple(thing.title.values())
    folded = (fold(word) for word in (thing.id, *titles, *thing.aliases))
    return tuple(dict.fromkeys(word for word in folded if word))


def milliseconds(moment: datetime) -> int:
    """Return milliseconds since the epoch."""
    return round(moment.timestamp() * 1000)
