"""Ticket codes that a desk can check without a network: 16 symbols signed with the event's secret.

The 32 symbols leave out I and O, that eyes confuse with 1 and 0, and Q and W, that a French
keyboard confuses with A and Z: whatever layout a scanner meets, each look leads to one symbol.

A code is 80 bits: 36 of tag, 34 of body, 10 of checksum.

- The body is the event (6 bits of a public hash of its slug) and the ticket's number (28 bits),
  blended with a public hash of the tag so that codes do not look sequential. A number may be made
  from a registration's id: among 3,000 such tickets, two are the same in one event of sixty, and
  the desk then asks which of the two persons it is.
- The tag is HMAC-SHA256 over slug and number, cut to 36 bits. Without the secret there is nothing
  better than guessing: a million guesses at the desks all fail, but for 10^6 / 2^36, one chance in
  69,000. The tag is compared in constant time.
- The checksum is public: two Reed-Solomon symbols over GF(32), which any one or two wrong symbols
  break. So a slip of the fingers or a stranger's code (but for one in 1,024) is told from a
  forgery. A ticket of another event is told by its body; one event in 64 has the same 6 bits, and
  its tickets are then taken for forgeries, which are refused as well.

The secret is on each desk's laptop. Who steals one can sign tickets of any number, which all
desks will take for genuine, and no code can tell. What is left to the organiser: the list. With
the whole list imported, admit no number that is not on it; have arrivals found by name, against
an identity card, where it matters; before the event, make a new secret (a new tickets.key on each
desk) and send everybody a new ticket: all the old ones are then forgeries.
"""

import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum

ALPHABET = "0123456789ABCDEFGHJKLMNPRSTUVXYZ"
LENGTH = 16

_TAG_BITS = 36
_EVENT_BITS = 6
_NUMBER_BITS = 28
_BODY_BITS = _EVENT_BITS + _NUMBER_BITS
LAST_NUMBER = 2**_NUMBER_BITS - 1

# What the checksum starts from, so that a code of zeros is nobody's ticket.
_START = (23, 9)

# What the codes of a scanner set for an American keyboard become on French and Belgian ones,
# after upper-casing; and the letters that fingers take for digits.
_LOOKS = str.maketrans("OI&É\"'(-§È_!ÇÀ,?QW", "01123456678890MMAZ")

# And what those of a scanner set for a French keyboard become on an American one.
_LOOKS_REVERSED = str.maketrans(")!@#$%^&*(QW;:OI", "0123456789AZMM01")


class TicketStanding(StrEnum):
    """What a code turns out to be."""

    GENUINE = "genuine"
    FORGED = "forged"
    OTHER_EVENT = "other-event"
    NOT_A_TICKET = "not-a-ticket"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a code; a number only when the code is genuine."""

    standing: TicketStanding
    number: int | None = None


def issue(secret: bytes, slug: str, number: int) -> str:
    """Return the code of the event's ticket of that number, up to `LAST_NUMBER`."""
    if not 0 <= number <= LAST_NUMBER:
        raise ValueError(f"ticket number {number} is not between 0 and {LAST_NUMBER}")
    tag = _tag(secret, slug, number)
    body = (_event_bits(slug) << _NUMBER_BITS | number) ^ _blend(tag)
    payload = _symbols(tag << _BODY_BITS | body, LENGTH - 2)
    return "".join(ALPHABET[symbol] for symbol in (*payload, *_remainder((*payload, 0, 0))))


def number_of(registration_id: str) -> int:
    """Return the number of the ticket that belongs to an id, the same at every desk."""
    return _hashed(b"checkin ticket number", registration_id.encode(), _NUMBER_BITS)


def read(secret: bytes, slug: str, text: str) -> Reading:
    """Return what a scanned or typed text is to the event."""
    code = canonical(text)
    if not _is_whole(code):
        return Reading(TicketStanding.NOT_A_TICKET)
    payload = 0
    for symbol in code[:-2]:
        payload = payload << 5 | ALPHABET.index(symbol)
    tag, blended = divmod(payload, 2**_BODY_BITS)
    event, number = divmod(blended ^ _blend(tag), 2**_NUMBER_BITS)
    if event != _event_bits(slug):
        return Reading(TicketStanding.OTHER_EVENT)
    if not hmac.compare_digest(_bytes(tag), _bytes(_tag(secret, slug, number))):
        return Reading(TicketStanding.FORGED)
    return Reading(TicketStanding.GENUINE, number)


def readable(code: str) -> str:
    """Return the code in groups of four, to be read aloud or typed."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def canonical(text: str) -> str:
    """Return a scanned or typed text as the code it stands for, whatever the keyboard made of it.

    A hyphen parts groups where there are more than 16 characters, and is a six where not.
    """
    shown = "".join(text.upper().split())
    if len(shown) > LENGTH:
        shown = "".join(character for character in shown if character not in "-–—_.")
    usual, reversed_ = shown.translate(_LOOKS), shown.translate(_LOOKS_REVERSED)
    return reversed_ if _is_whole(reversed_) and not _is_whole(usual) else usual


def _is_whole(code: str) -> bool:
    if len(code) != LENGTH or not set(code) <= set(ALPHABET):
        return False
    return _remainder(tuple(ALPHABET.index(symbol) for symbol in code)) == (0, 0)


def _tag(secret: bytes, slug: str, number: int) -> int:
    message = b"checkin ticket" + number.to_bytes(4) + slug.encode()
    return int.from_bytes(hmac.digest(secret, message, "sha256")) >> (256 - _TAG_BITS)


def _event_bits(slug: str) -> int:
    return _hashed(b"checkin event", slug.encode(), _EVENT_BITS)


def _blend(tag: int) -> int:
    return _hashed(b"checkin body", _bytes(tag), _BODY_BITS)


def _hashed(purpose: bytes, content: bytes, bits: int) -> int:
    return int.from_bytes(hashlib.sha256(purpose + content).digest()) >> (256 - bits)


def _bytes(tag: int) -> bytes:
    return tag.to_bytes(5)


def _symbols(value: int, count: int) -> tuple[int, ...]:
    return tuple(value >> 5 * place & 31 for place in reversed(range(count)))


def _remainder(symbols: tuple[int, ...]) -> tuple[int, int]:
    """Divide by (x + 1)(x + 2) over GF(32), Horner's way."""
    high, low = _START
    for symbol in symbols:
        high, low = low ^ high ^ _doubled(high), symbol ^ _doubled(high)
    return high, low


def _doubled(value: int) -> int:
    """Twice the value in GF(32) with x^5 + x^2 + 1."""
    return value << 1 ^ (37 if value & 16 else 0)
