"""What the organisers do with tickets: give, replace, revoke, and rotate the secret behind them."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from checkin import tickets
from checkin.desk import Desk
from checkin.tickets import sealing
from checkin.tickets.keyring import SIZE, fingerprint
from db import journal, registrations, rotations
from db.connection import translated, writing
from db.events import TicketKeyRotated, TicketReplaced, TicketRevoked, TicketsGiven
from db.records import Registration

BLOCK = 400  # tickets that one journal entry holds


@dataclass(frozen=True, slots=True)
class Rotation:
    """What came of a rotation: the desks that have the new secret, and how many new tickets."""

    desks: tuple[str, ...]
    reissued: int


def give(desk: Desk, told: Callable[[float], None] = lambda _share: None) -> int:
    """Give a ticket to everybody who has none, all or nobody; return how many."""
    lacking = [who for who in registrations.everyone(desk.copy) if not who.code]
    return _write_given(desk, lacking, told)


def replace(desk: Desk, registration_id: str, reason: str) -> str:
    """Give one person a new ticket, and return it; what they had before no longer opens."""
    assert desk.pen is not None
    with translated("checkin.db"), writing(desk.copy):
        code = next(_fresh_codes(desk))
        journal.append(desk.copy, desk.pen, TicketReplaced(registration_id, code, reason))
    return code


def revoke(desk: Desk, code: str, reason: str) -> None:
    """Make a code open nothing any more, whether anybody here has it or not."""
    assert desk.pen is not None
    said = desk.recognise(code)
    holder = said.holders[0].id if len(said.holders) == 1 else ""
    with translated("checkin.db"), writing(desk.copy):
        journal.append(desk.copy, desk.pen, TicketRevoked(holder, said.code or code, reason))


def rotate(
    desk: Desk,
    without: Sequence[str] = (),
    *,
    keeps_older: bool = False,
    reissue: bool = False,
    told: Callable[[float], None] = lambda _share: None,
) -> Rotation:
    """Make a new secret for all desks but those named; `reissue` gives everybody a new ticket."""
    assert desk.pen is not None
    secret = secrets.token_bytes(SIZE)
    boxes: dict[str, str] = {}
    names: dict[str, None] = {}
    for name, public_key in rotations.desks(desk.copy):
        if name not in without:
            boxes[public_key] = sealing.sealed(secret, public_key)
            names[name] = None
    event = TicketKeyRotated(fingerprint(secret), boxes, keeps_older)
    with translated("checkin.db"), writing(desk.copy):
        journal.append(desk.copy, desk.pen, event)
    everybody = list(registrations.everyone(desk.copy)) if reissue else []
    return Rotation(tuple(names), _write_given(desk, everybody, told))


def _write_given(desk: Desk, people: Sequence[Registration], told: Callable[[float], None]) -> int:
    assert desk.pen is not None
    with translated("checkin.db"), writing(desk.copy):
        codes = _fresh_codes(desk)
        given = [(who.id, next(codes)) for who in people]
        for start in range(0, len(given), BLOCK):
            block = tuple(given[start : start + BLOCK])
            journal.append(desk.copy, desk.pen, TicketsGiven(block))
            told((start + len(block)) / len(given))
    return len(given)


def _fresh_codes(desk: Desk) -> Iterator[str]:
    """Yield tickets of random numbers, none of which anybody has or had."""
    authority, used = desk.authority, set[str]()
    while True:
        number = secrets.randbelow(tickets.LAST_NUMBER + 1)
        code = tickets.issue(authority.keyring.secret, authority.slug, number)
        if code not in used and not registrations.by_code(desk.copy, code):
            used.add(code)
            yield code
