"""The half-days of an event, as co-funders count attendance."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from checkin.event import Event
from checkin.language import _
from db.records import CheckInList, Passage, Presence

NOON = time(13)  # by the clock on the wall; a morning's last session may end a little after twelve


@dataclass(frozen=True, slots=True, order=True)
class HalfDay:
    """One morning or afternoon."""

    day: date
    afternoon: bool

    @property
    def title(self) -> str:
        """What a column is called."""
        word = _("afternoon") if self.afternoon else _("morning")
        return f"{self.day:%d/%m} {word}"


def half_day(moment: datetime) -> HalfDay:
    """Return the half-day of a moment on the wall's clock."""
    return HalfDay(moment.date(), moment.time() >= NOON)


def of(event: Event, listing: CheckInList) -> tuple[HalfDay, ...]:
    """Return the half-days of a list: its session's, its hours', else the whole programme's."""
    session = event.session(listing.session or "")
    if session:
        return (half_day(session.start),)
    moments = [
        datetime.fromtimestamp(moment / 1000, event.timezone)
        for hours in listing.hours
        for moment in hours
    ] or [one.start for one in event.sessions]
    return tuple(sorted(set(map(half_day, moments))))


def of_arrivals(event: Event, came: Iterable[Presence]) -> tuple[HalfDay, ...]:
    """Return the half-days in which people came."""
    moments = (datetime.fromtimestamp(one.first.at / 1000, event.timezone) for one in came)
    return tuple(sorted(set(map(half_day, moments))))


def hours(passages: Iterable[Passage], event: Event) -> dict[HalfDay, str]:
    """Return when somebody came and was last seen, by half-day, on the wall's clock."""
    seen: dict[HalfDay, list[datetime]] = {}
    for passage in passages:
        moment = datetime.fromtimestamp(passage.at / 1000, event.timezone)
        seen.setdefault(half_day(moment), []).append(moment)
    return {half: _span(sorted(moments)) for half, moments in seen.items()}


def _span(moments: list[datetime]) -> str:
    first, last = f"{moments[0]:%H:%M}", f"{moments[-1]:%H:%M}"
    return first if first == last else f"{first}–{last}"
