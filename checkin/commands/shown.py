"""What the desk knows as one line of JSON or of plain text."""

import json
from datetime import datetime, tzinfo
from typing import Any

import click

from checkin.event import Event
from checkin.language import _
from checkin.wording import OUTCOMES, called, described, hour, status_word
from db.admission import ADMITTED
from db.records import Arrival, Found, Outcome, Registration, Status, Verdict


def emit(answer: Any) -> None:
    """Write an answer in one line of JSON, at once."""
    click.echo(json.dumps(answer, ensure_ascii=False))


def moment(at: int | None, zone: tzinfo) -> str | None:
    """Return a time (ms) in ISO 8601, with the offset of the event's place."""
    if at is None:
        return None
    return datetime.fromtimestamp(at / 1000, zone).isoformat(timespec="milliseconds")


def registration(who: Registration) -> dict[str, Any]:
    """Return what scripts are told of a person."""
    return {
        "id": who.id,
        "code": who.code,
        "given_name": who.given_name,
        "family_name": who.family_name,
        "organisation": who.organisation,
        "function": who.function,
        "category": who.category,
        "country": who.country,
        "email": who.email,
        "status": who.status.value,
    }


def found(one: Found) -> dict[str, Any]:
    """Return a person that a search came up with."""
    return registration(one.registration) | {"match": one.match.value, "present": is_here(one)}


def is_here(one: Found) -> bool:
    """Say whether a person who was found stands on the list."""
    return one.presence is not None and one.presence.here


def verdict(said: Verdict, event: Event) -> dict[str, Any]:
    """Return the desk's answer to a code or a person."""
    return {
        "outcome": said.outcome.value,
        "registration": registration(said.registration) if said.registration else None,
        "at": moment(said.at, event.timezone),
        "desk": said.desk or None,
        "badge_job": said.badge_job,
    }


def arrival(undone: Arrival, who: Registration | None, event: Event) -> dict[str, Any]:
    """Return an arrival that was undone."""
    return {
        "registration": registration(who) if who else None,
        "list": undone.list_id,
        "at": moment(undone.at, event.timezone),
        "desk": undone.desk,
    }


def person_line(who: Registration, event: Event) -> str:
    """Return a person in one line: name, what tells homonyms apart, category, status, code."""
    parts = [called(who), described(who), event.category_title(who.category)]
    if who.status is not Status.CONFIRMED:
        parts.append(status_word(who.status))
    return " — ".join(part for part in (*parts, who.code) if part)


def found_line(one: Found, event: Event) -> str:
    """Return somebody who was found, with a tick and the hour if they are here."""
    line = person_line(one.registration, event)
    if one.presence is None or not one.presence.here:
        return f"  {line}"
    return f"✓ {line} — {hour(one.presence.first.at, event.timezone)}"


def verdict_line(said: Verdict, event: Event) -> str:
    """Return the desk's answer in words."""
    saying = OUTCOMES[said.outcome]
    line = f"{saying.symbol} {_(saying.word)}"
    if said.registration:
        line += f" — {person_line(said.registration, event)}"
    elif said.read:
        line += f" — {said.read}"
    if said.at is not None and said.outcome not in ADMITTED:
        sentence = _("here since {time}, entered at {desk}")
        told = sentence.format(time=hour(said.at, event.timezone), desk=said.desk)
        line += f" — {told}"
    if said.outcome is Outcome.NOTE and said.registration:
        line += f" — {said.registration.note}"
    return "\n".join((line, *(f"  {person_line(one, event)}" for one in said.candidates)))
