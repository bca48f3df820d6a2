"""Pure: the codes that other systems wrap in an address, an object or a visiting card.

A piece of a text counts only where a code is usually written: under a name that says so, or at
the end of an address if it is long enough not to be a year or a page.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from db.folding import fold

LONGEST = 2000  # characters; a QR code holds little more
SHORTEST_UNNAMED = 6  # characters of a code that nothing says is one
DEEPEST = 4  # wrappings inside one another

# What systems call the code of a ticket, folded, without the spaces.
NAMES = frozenset(
    {
        *("code", "ticket", "ticketcode", "ticketid", "ticketnumber", "ticketno", "secret"),
        *("barcode", "barcodenumber", "qr", "qrcode", "qrdata", "token", "ref", "reference"),
        *("id", "uid", "uuid", "key", "number", "numero", "numerobillet", "billet", "t", "c"),
        *("attendee", "attendeeid", "registration", "registrationid", "order", "ordercode"),
        *("pass", "passid", "badge", "badgeid", "participant", "inscription", "checkin"),
        *("checkinsecret", "xticket", "xcode", "xbadge"),
    }
)
# What stands on a card beside the person's name and address.
CARD_NAMES = NAMES | {"note", "url"}


def wrapped(read: str) -> tuple[tuple[str, ...], ...]:
    """Return the codes that a text may wrap, in groups, the likelier first; none if it is plain."""
    text = read.strip()[:LONGEST]
    named, unnamed = list[str](), list[str]()
    for code, is_named in _unwrapped(text, DEEPEST):
        (named if is_named else unnamed).append(code)
    long_enough = [code for code in unnamed if len(code) >= SHORTEST_UNNAMED]
    groups = (tuple(dict.fromkeys(group)) for group in (named, long_enough))
    return tuple(group for group in groups if group)


def _unwrapped(text: str, depth: int) -> Iterator[tuple[str, bool]]:
    """Yield codes, each with whether a name says that it is one."""
    if depth == 0:
        return
    if text[:1] in ("{", "["):
        yield from _in_json(text, depth)
    elif text[:6].upper() in ("BEGIN:", "MECARD"):
        yield from _in_card(text, depth)
    elif (address := _address(text)) is not None:
        yield from _in_address(address, depth)


def _in_json(text: str, depth: int) -> Iterator[tuple[str, bool]]:
    try:
        plain = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return
    yield from _in_object(plain, depth)


def _in_object(plain: Any, depth: int) -> Iterator[tuple[str, bool]]:
    if isinstance(plain, list) and depth:
        for item in plain:
            yield from _in_object(item, depth - 1)
    elif isinstance(plain, Mapping) and depth:
        for name, value in plain.items():
            if isinstance(value, str):
                yield from _under(name, value, NAMES, depth)
            else:
                yield from _in_object(value, depth - 1)


def _in_card(text: str, depth: int) -> Iterator[tuple[str, bool]]:
    body = text[7:] if text[:7].upper() == "MECARD:" else text
    lines = body.splitlines() if body is text else body.split(";")
    for line in lines:
        name, colon, value = line.partition(":")
        if colon:
            yield from _under(name.partition(";")[0], value, CARD_NAMES, depth)


def _in_address(address: SplitResult, depth: int) -> Iterator[tuple[str, bool]]:
    asked = (*parse_qsl(address.query), *parse_qsl(address.fragment))
    for name, value in asked:
        yield from _under(name, value, NAMES, depth)
    pieces = [unquote(piece) for piece in address.path.split("/") if piece]
    for before, piece in zip(("", *pieces), pieces, strict=False):
        if _said(before) in NAMES | {"tickets", "codes", "billets"}:
            yield piece, True
    if pieces:
        yield pieces[-1], False
    if address.fragment and "=" not in address.fragment:
        yield unquote(address.fragment), False


def _under(name: str, value: str, names: frozenset[str], depth: int) -> Iterator[tuple[str, bool]]:
    if _said(name) not in names:
        return
    inside = list(_unwrapped(value, depth - 1))
    yield from inside
    if value.strip() and not inside:
        yield value.strip(), True


def _said(name: str) -> str:
    return fold(name).replace(" ", "")


def _address(text: str) -> SplitResult | None:
    """A web address, or one of an application; nothing else has a colon and two strokes."""
    if "://" not in text[:40]:
        return None
    try:
        return urlsplit(text)
    except ValueError:
        return None
