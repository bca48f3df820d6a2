"""Pure: what an order of pretix means as registrations."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from checkin.event import Event
from checkin.intake.names import split_name
from checkin.language import _
from checkin.pretix.catalogue import Catalogue, Item, Question, slug
from checkin.pretix.plain import milliseconds, sense
from db.positions import Passing, Position
from db.records import Direction, Registration, Status

FUNCTIONS = frozenset({"fonction", "function", "job", "job-title", "poste", "position"})
COUNTRY = "CC"  # the kind of a question that asks for a country


@dataclass(frozen=True, slots=True)
class Reading:
    """What is needed to read orders; `say` words a moment (ms) for people."""

    event: Event
    catalogue: Catalogue
    source: str
    say: Callable[[int], str]


def positions(order: Any, reading: Reading) -> tuple[Position, ...]:
    """Return everybody of an order with what pretix knows of their passing; add-ons are theirs."""
    with sense("order"):
        places = order["positions"]
        return tuple(
            _position(
                order, place, [one for one in places if one["addon_to"] == place["id"]], reading
            )
            for place in places
            if place["addon_to"] is None and _is_person(place, reading.catalogue)
        )


def _is_person(place: Any, catalogue: Catalogue) -> bool:
    """A poster or a parking place is nobody, unless it bears a name."""
    item = catalogue.items.get(place["item"])
    return item is None or item.admission or bool(place["attendee_name"])


def _position(order: Any, place: Any, addons: list[Any], reading: Reading) -> Position:
    return Position(
        number=int(place["id"]),
        secret=str(place["secret"]),
        who=_registration(order, place, addons, reading),
        passings=tuple(_passing(one) for part in (place, *addons) for one in part["checkins"]),
        prints=tuple(milliseconds(one["datetime"]) for one in place.get("print_logs") or ()),
    )


def _passing(plain: Any) -> Passing:
    return Passing(
        list=int(plain["list"]),
        direction=Direction(plain["type"]),
        at=milliseconds(plain["datetime"]),
        device=int(plain.get("device_id") or 0),
    )


def _registration(order: Any, place: Any, addons: list[Any], reading: Reading) -> Registration:
    catalogue, event = reading.catalogue, reading.event
    item = catalogue.items.get(place["item"])
    given, family = _name(order, place)
    invoice = order["invoice_address"] or {}
    answers = [
        (catalogue.questions.get(one["question"]), one["answer"]) for one in place["answers"]
    ]
    sessions, others = _sessions(addons, reading)
    return Registration(
        id="",
        given_name=given,
        family_name=family,
        code=str(place["secret"]),
        organisation=_first(place["company"], invoice.get("company")),
        function=_first(*(said for asked, said in answers if _asks_function(asked))),
        category=category(item, event) if item else "",
        country=_first(
            place["country"],
            *(said for asked, said in answers if asked and asked.kind == COUNTRY),
            invoice.get("country"),
        ),
        email=_first(place["attendee_email"], order["email"]),
        phone=_first(order["phone"]),
        order=str(order["code"]),
        language=_first(order["locale"])[:2],
        sessions=sessions,
        status=_status(order, place),
        note=_note(order, place, item, reading),
        source=reading.source,
        extra=(*_variation(place, item), *others, *_answered(answers), *_lacking(place, catalogue)),
    )


def category(item: Item, event: Event) -> str:
    """Return the event's category that a product is, by any of its names; else its name."""
    known = {one.id for one in event.categories}
    meant = (event.category_of(name) for name in item.names)
    return next((one for one in meant if one in known), item.names[0])


def session(item: Item, event: Event) -> str:
    """Return the event's session that a product is, by any of its names; empty for none."""
    return next(filter(None, map(event.session_of, item.names)), "")


def _first(*texts: Any) -> str:
    return next((str(text).strip() for text in texts if text), "")


def _name(order: Any, place: Any) -> tuple[str, str]:
    """The place's own name; where it has none, that of whoever ordered."""
    invoice = order["invoice_address"] or {}
    for holder, whole in ((place, "attendee_name"), (invoice, "name")):
        parts = holder.get("attendee_name_parts" if holder is place else "name_parts") or {}
        given, family = _first(parts.get("given_name")), _first(parts.get("family_name"))
        if given or family:
            return given, family
        if said := _first(holder.get(whole)):
            return split_name(said)
    return "", _first(order["email"], order["code"])


def _asks_function(asked: Question | None) -> bool:
    return asked is not None and not {slug(asked.identifier), slug(asked.text)}.isdisjoint(
        FUNCTIONS
    )


def _answered(answers: list[tuple[Question | None, Any]]) -> Iterator[tuple[str, str]]:
    for asked, said in answers:
        if asked and said and asked.kind != COUNTRY and not _asks_function(asked):
            yield asked.text, str(said)


def _lacking(place: Any, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for text in _unanswered(place, catalogue):
        yield text, ""


def _variation(place: Any, item: Item | None) -> Iterator[tuple[str, str]]:
    if item and place["variation"] in item.variations:
        yield item.names[0], item.variations[place["variation"]]


def _sessions(addons: list[Any], reading: Reading) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    """What was booked beside the place: sessions of the event, and what is none of them."""
    chosen, others = list[str](), list[str]()
    for one in addons:
        item = reading.catalogue.items.get(one["item"])
        if item is None or one.get("canceled"):
            continue
        known = session(item, reading.event)
        (chosen if known else others).append(known or item.names[0])
    extra = [(_("Booked beside"), ", ".join(sorted(others)))] if others else []
    return tuple(dict.fromkeys(chosen)), extra


def _status(order: Any, place: Any) -> Status:
    """In the order in which pretix refuses."""
    if order["status"] in ("c", "e") or place.get("canceled"):
        return Status.CANCELLED
    if place["blocked"]:
        return Status.BLOCKED
    if order.get("require_approval"):
        return Status.PENDING
    if order["status"] == "n" and not order.get("valid_if_pending"):
        return Status.UNPAID
    return Status.CONFIRMED


def _note(order: Any, place: Any, item: Item | None, reading: Reading) -> str:
    """What must be read at the desk: dates that bind this ticket alone, and words for the door."""
    said = list[str]()
    if place["valid_from"]:
        sentence = _("This ticket is only valid from {moment}.")
        said.append(sentence.format(moment=reading.say(milliseconds(place["valid_from"]))))
    if place["valid_until"]:
        sentence = _("This ticket is only valid until {moment}.")
        said.append(sentence.format(moment=reading.say(milliseconds(place["valid_until"]))))
    if asked := _unanswered(place, reading.catalogue):
        said.append(_("To ask: {questions}.").format(questions="; ".join(asked)))
    texts = [_first(order.get("checkin_text")), item.text if item else ""]
    attention = bool(order.get("checkin_attention")) or bool(item and item.attention)
    if attention and not any(texts):
        texts.append(_first(order.get("comment")) or _("Look at this ticket with care."))
    return " ".join((*said, *filter(None, texts)))


def _unanswered(place: Any, catalogue: Catalogue) -> list[str]:
    """What pretix wants to know at the door before it lets this place in."""
    answered = {one["question"] for one in place["answers"]}
    return [
        one.text
        for one in catalogue.questions.values()
        if one.at_the_desk and place["item"] in one.items and one.id not in answered
    ]
