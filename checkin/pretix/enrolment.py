"""Become a device of pretix, and learn which events and lists there are for it."""

import platform
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from typing import Any

from checkin.event import Event
from checkin.language import _
from checkin.pretix.answers import refusal
from checkin.pretix.arrangement import description, matched
from checkin.pretix.bringing import PAGE, catalogue_of, listed
from checkin.pretix.connection import Connection
from checkin.pretix.link import Link, PretixTrouble
from checkin.pretix.lists import Listing, listings
from checkin.pretix.plain import sense, spoken


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What a device was given: its connection, and the token by which it is known from now on."""

    connection: Connection
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Offer:
    """An event of pretix with its lists; `description` is what a desk of its own would have."""

    slug: str
    name: str
    description: str
    listings: tuple[Listing, ...]


def enrol(link: Link, url: str, token: str) -> Enrolled:
    """Trade a token for a device's own; it is good once."""
    asked = {
        "token": token.strip(),
        "hardware_brand": platform.machine() or "laptop",
        "hardware_model": platform.system() or "laptop",
        "software_brand": "checkin",
        "software_version": version("checkin"),
    }
    reply = link.post("device/initialize", asked)
    if why := refusal(reply):
        sentence = _("pretix refuses this token: {reason} Make a new device in pretix.")
        raise PretixTrouble(sentence.format(reason=why))
    with sense("device/initialize"):
        body = reply.body
        connection = Connection(
            url, str(body["organizer"]), str(body["name"]), str(body["unique_serial"])
        )
        return Enrolled(connection, str(body["api_token"]))


def events(link: Link, organizer: str) -> tuple[tuple[str, str], ...]:
    """Return the events that this device may see: what pretix calls them, and their titles."""
    plain = listed(link, f"organizers/{organizer}/events/?page_size={PAGE}")
    with sense("events"):
        return tuple((str(one["slug"]), spoken(one["name"])) for one in plain)


def offer(link: Link, organizer: str, slug: str) -> Offer:
    """Return what an event has for a desk."""
    at_event = f"organizers/{organizer}/events/{slug}/"
    reply = link.get(at_event)
    if why := refusal(reply):
        sentence = _("pretix has no event “{slug}” for this desk: {reason}")
        raise PretixTrouble(sentence.format(slug=slug, reason=why))
    known = catalogue_of(link, at_event)
    plain: Any = listed(link, f"{at_event}checkinlists/?page_size={PAGE}")
    there = listings(plain, known, reply.body)
    if not there:
        sentence = _("The event “{slug}” has no check-in list: make one in pretix.")
        raise PretixTrouble(sentence.format(slug=slug))
    with sense("event"):
        name = spoken(reply.body["name"])
    return Offer(slug, name, description(reply.body, known, there), there)


def chosen(connection: Connection, offer: Offer, event: Event) -> Connection:
    """Return the connection to an event, with the lists that are the same on either side."""
    return replace(connection, event=offer.slug, lists=matched(event, offer.listings))


def assigned(
    connection: Connection, event: Event, pairs: Sequence[str], listings: Sequence[Listing]
) -> Connection:
    """Return the connection with more lists said to be the same, each as OURS=NUMBER."""
    lists = dict(connection.lists)
    numbers = {str(one.id): one.id for one in listings}
    for pair in pairs:
        ours, _sign, theirs = pair.partition("=")
        if theirs and theirs not in numbers:
            sentence = _("pretix has no list {number} in this event.")
            raise PretixTrouble(sentence.format(number=theirs))
        lists.pop(event.check_in_list(ours).id, None)
        if theirs:
            lists[event.check_in_list(ours).id] = numbers[theirs]
    return replace(connection, lists=lists)
