"""Ticket codes that a desk can check without a network: 16 symbols signed with the event's secret.

The 32 symbols leave out I and O, that eyes confuse with 1 and 0, and Q and W, that a French
keyboard confuses with A and Z: whatever layout a scanner meets, each look leads to one symbol.

A code is 80 bits: 36 of tag, 34 of body, 10 of checksum.

- The body is the event (6 bits of a public hash of its slug) and the ticket's number (28 bits),
  blended with a public hash of the tag so that codes do not look sequential. A number may be made
  from a registration's id: among 3,000 such tickets, two are the same in one event of sixty, and
  the desk then asks which of the two persons it is.
- The tag is HMAC-SHA256 over slug and number, cut to 36 bits. Nothing but the tag is secret, so a
  guess that gets all the rest right opens the door with a chance of 2^-36 for each secret that is
  accepted: of a million guesses at the desks all fail, but for one chance in 69,000. A guess can
  only be tried at a desk, where it is written down and the dashboard shows that somebody guesses.
  Genuine tickets, however many, say nothing of other tags, nor of the secret (HMAC is a
  pseudorandom function under a secret of 256 bits). A tag is compared with that of every secret,
  in constant time, whether an earlier one fitted or not.
- The checksum is public: two Reed-Solomon symbols over GF(32), which any one or two wrong symbols
  break. So a slip of the fingers or a stranger's code (but for one in 1,024) is told from a
  forgery. It only detects. Were it used to mend a code, each guess would be several, and a slip
  could become somebody else's ticket; what is forgiven (O for 0, the looks of other keyboards) are
  signs that no code contains, so that each text stands for one code, and one guess is one guess.
- A ticket of another event is told by its body; one event in 64 has the same 6 bits, and its
  tickets are then taken for forgeries, which are refused as well. A genuine one would need the
  same secret and the same slug.

A signature that desks could check without holding what makes it does not fit: the shortest have
more than 250 bits, six times what is free here. Hence the secret is on each desk's laptop.

Who steals a laptop, and can read its disk, has the list with everybody's codes, and can sign
tickets of any number, which all desks take for genuine. The organiser then makes a new secret
(`checkin tickets rotate --without DESK`), which reaches every desk but the stolen one: what the old
secret signed is no longer genuine, and opens only for those whom the list names with that very
code, once each and under their names. To make the stolen list worthless too, everybody gets a new
ticket (`--reissue`), to be sent again. One code that went astray is revoked or replaced alone. A
rotation without a theft may keep what older secrets signed (`--keep-older`).
"""

import hashlib
import hmac
from collections.abc import Sequence
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
    WITHDRAWN = "withdrawn"
    FORGED = "forged"
    OTHER_EVENT = "other-event"
    NOT_A_TICKET = "not-a-ticket"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a code; a number only when one of the event's secrets signed it."""

    standing: TicketStanding
    number: int | None = None


@dataclass(frozen=True, slots=True)
class OldSecret:
    """A secret that signs no more; unless accepted, what it signed is withdrawn."""

    secret: bytes
    accepted: bool = False


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


def read(secret: bytes, slug: str, text: str, older: Sequence[OldSecret] = ()) -> Reading:
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
    signed = _signed(tag, secret, slug, number)
    accepted = [one.accepted for one in older if _signed(tag, one.secret, slug, number)]
    if signed or any(accepted):
        return Reading(TicketStanding.GENUINE, number)
    if accepted:
        return Reading(TicketStanding.WITHDRAWN, number)
    return Reading(TicketStanding.FORGED)


def is_whole(text: str) -> bool:
    """Say whether a text is a code of this kind, of whatever event, without a slip in it."""
    return _is_whole(canonical(text))


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


def _signed(tag: int, secret: bytes, slug: str, number: int) -> bool:
    return hmac.compare_digest(_bytes(tag), _bytes(_tag(secret, slug, number)))


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
