"""What a badge tells of somebody: every field as the text that is printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkin.badge.design import Field
from checkin.badge.territories import code_of
from checkin.wording import hour, milliseconds, weekday
from db.records import Registration

if TYPE_CHECKING:
    from checkin.event import Event

LONGEST_TEXT = 200  # characters of a field that are fitted; no badge shows more
LONGEST_CODE = 24  # characters of a ticket code that anybody would read aloud


@dataclass(frozen=True, slots=True)
class Slot:
    """A session that somebody chose: when, what and where, as short as it is told."""

    time: str
    title: str
    room: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Texts by field, the ticket's code, the sessions, and whether the category is in black."""

    texts: Mapping[Field, str]
    code: str = ""
    slots: tuple[Slot, ...] = ()
    solid: bool = True


def facts_of(who: Registration, event: "Event", at: int = 0) -> Facts:
    """Return what the event's badge tells of a registration, when it is asked for `at` (ms)."""
    texts = {
        Field.GIVEN_NAME: who.given_name,
        Field.FAMILY_NAME: who.family_name,
        Field.NAME: who.name,
        Field.ORGANISATION: who.organisation,
        Field.FUNCTION: who.function,
        Field.CATEGORY: event.category_title(who.category),
        Field.COUNTRY: who.country,
        Field.COUNTRY_CODE: code_of(who.country),
        Field.CODE: grouped(who.code),
        Field.EVENT: event.name,
        Field.EDITION: event.edition,
        Field.PLACE: event.place,
    }
    shown = {field: text[:LONGEST_TEXT] for field, text in texts.items()}
    solid = event.category_band(who.category) == "solid"
    return Facts(shown, who.code, _slots(who, event, at), solid)


def grouped(code: str) -> str:
    """Return a short code as one reads it aloud, in fours; nothing for one that nobody would."""
    if len(code) > LONGEST_CODE:
        return ""
    if not code.isalnum() or len(code) % 4:
        return code
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def _slots(who: Registration, event: "Event", at: int) -> tuple[Slot, ...]:
    chosen = [session for one in who.sessions if (session := event.session(one))]
    to_come = [session for session in chosen if milliseconds(session.end) > at]
    return tuple(
        Slot(
            f"{weekday(session.start.date())} {hour(milliseconds(session.start), event.timezone)}",
            session.short or session.title,
            session.room,
        )
        for session in sorted(to_come or chosen, key=lambda session: session.start)
    )
