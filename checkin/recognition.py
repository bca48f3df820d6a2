"""What a code that was read is worth, and whom it names: the copy asked first, then the secrets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from checkin import tickets
from checkin.scanning import SHORTEST, meanings
from checkin.tickets import TicketStanding, foreign, pretix_sig1
from checkin.tickets.keyring import Keyring
from db import arrivals, registrations, revocations
from db.admission import Ticket
from db.connection import Copy
from db.records import Outcome, Registration

PARTS = " -_."  # what may part the groups of a code, and is looked over
LONGEST_TYPED = 300  # characters; longer texts come from no keyboard

_WORTH = {
    TicketStanding.GENUINE: Ticket.GENUINE,
    TicketStanding.WITHDRAWN: Ticket.REVOKED,
    TicketStanding.FORGED: Ticket.FORGED,
    TicketStanding.OTHER_EVENT: Ticket.OTHER_EVENT,
}


@dataclass(frozen=True, slots=True)
class Authority:
    """By what the event's tickets are known: its name, its secrets, the keys of its pretix."""

    slug: str
    keyring: Keyring
    pretix_keys: Sequence[Ed25519PublicKey] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a code is worth; `code` is the code itself, without what it was wrapped in.

    `holders` has everybody whom it may name: several only where the copy cannot tell them apart.
    `unproven` is a ticket that the newest secret may have signed, which this desk lacks.
    """

    ticket: Ticket
    holders: tuple[Registration, ...] = ()
    code: str = ""
    unproven: bool = False

    @property
    def subject(self) -> str:
        """Nobody has a journal but a genuine ticket whose registration is still to come."""
        if self.ticket is not Ticket.GENUINE:
            return ""
        return arrivals.TICKET_SUBJECT + registrations.folded_code(self.code)


def recognise(copy: Copy, authority: Authority, read: str, now: int) -> Recognised:
    """Return what is found for the likeliest code in a text; a repaired text never beats it."""
    groups = _groups(read)
    for group in groups:
        found = _found(copy, group)
        if found is not None:
            return found
    codes = [code for group in groups for code in group]
    judged = [_judged(authority, code, now) for code in codes]
    by_itself = (one for one in judged if one.ticket is not Ticket.STRANGE)
    genuine = (one for one in judged if one.ticket is Ticket.GENUINE)
    unproven = any(one.unproven for one in judged)
    strange = Recognised(Ticket.STRANGE, code=read, unproven=unproven)
    return next(genuine, None) or next(by_itself, strange)


def vouched_for(said: Recognised, told: Outcome | None) -> Recognised:
    """Return the same, where a code that nobody here has is genuine to the registration system."""
    vouched = said.ticket is Ticket.STRANGE and told is Outcome.WELCOME
    return replace(said, ticket=Ticket.GENUINE) if vouched else said


def is_code(copy: Copy, authority: Authority, read: str) -> bool:
    """Say whether somebody has this code, or it is a ticket, good or bad."""
    return any(
        _holders(copy, code)
        or revocations.is_revoked(copy, code)
        or _judged(authority, code, 0).ticket is not Ticket.STRANGE
        or pretix_sig1.is_written(code)
        for group in _groups(read)
        for code in group
    )


def is_typed(copy: Copy, text: str, *, names_somebody: bool) -> bool:
    """Say whether a text typed by hand is a code, so that it is answered as if it were scanned.

    Of 1,024 names with as many letters as our codes, one has their checksum by chance: it counts
    as a name if somebody has it. Where several people have a code, whoever typed it must choose.
    """
    whole = tickets.is_whole(text)
    if not whole and not any(letter.isdigit() for letter in text):
        return False  # somebody's code may be a word, and a word is a name
    texts = (text, tickets.canonical(text)) if whole else (text,)
    holders = {who.id for one in texts for who in registrations.by_code(copy, one)}
    if len(holders) > 1:
        return False
    known = bool(holders) or any(revocations.is_revoked(copy, one) for one in texts)
    return known or (whole and not names_somebody)


def _groups(read: str) -> tuple[tuple[str, ...], ...]:
    """The text as it is, then as a keyboard may have meant it, then what is wrapped in it.

    What different keyboards may have meant weighs the same: where it names several people, the
    desk asks, so that nobody comes in by a repair in somebody else's place.
    """
    texts = meanings(read) if SHORTEST <= len(read) <= LONGEST_TYPED else (read,)
    ticket = (tickets.canonical(read),) if tickets.is_whole(read) else ()
    repaired = tuple(text for text in texts[1:] if _is_plain(text))
    wrapped = (group for text in texts for group in foreign.wrapped(text))
    return ((read,), *filter(None, (ticket, repaired)), *wrapped)


def _holders(copy: Copy, code: str) -> tuple[Registration, ...]:
    """Return everybody who has or had this code; a sign that is looked over must part groups."""
    holders = registrations.by_code(copy, code)
    if _is_plain(code):
        return holders
    return tuple(one for one in holders if one.code.casefold() == code.casefold())


def _is_plain(code: str) -> bool:
    return all(character.isalnum() or character in PARTS for character in code)


def _found(copy: Copy, codes: Sequence[str]) -> Recognised | None:
    """Return whom codes of equal weight name; several people where they name several."""
    spent: Recognised | None = None
    current: dict[str, Registration] = {}
    code = ""
    for one in codes:
        holders = _holders(copy, one)
        if revocations.is_revoked(copy, one):
            spent = spent or Recognised(Ticket.REVOKED, holders[:1], one)
            continue
        folded = registrations.folded_code(one)
        holding = [who for who in holders if registrations.folded_code(who.code) == folded]
        current |= {who.id: who for who in holding}
        code = code or (one if holding else "")
        if holders and not holding:
            spent = spent or Recognised(Ticket.REPLACED, holders[:1], one)
    return Recognised(Ticket.KNOWN, tuple(current.values()), code) if current else spent


def _judged(authority: Authority, code: str, now: int) -> Recognised:
    """Return what a code is worth that nobody in the copy has."""
    ring = authority.keyring
    standing = tickets.read(ring.secret, authority.slug, code, ring.older).standing
    if standing is TicketStanding.FORGED and not ring.whole:
        return Recognised(Ticket.STRANGE, code=code, unproven=True)
    if standing in _WORTH:
        return Recognised(_WORTH[standing], code=tickets.canonical(code))
    if not authority.pretix_keys or not pretix_sig1.is_written(code):
        return Recognised(Ticket.STRANGE, code=code)
    if not pretix_sig1.is_signed(code, authority.pretix_keys):
        return Recognised(Ticket.FORGED, code=code)
    good = pretix_sig1.is_good_at(code, now)  # before or after its time it is nothing by itself
    return Recognised(Ticket.GENUINE if good else Ticket.STRANGE, code=code)
