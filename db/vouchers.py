"""Who may write under which name: what the organisers signed for each desk that they let in.

A voucher says that at an event the desk of this name signs with this key. Desks carry theirs in
the first entry of each journal, and it proves itself, whoever relays that journal. A copy that
knows the organisers' key takes in the first entry of a journal only if its name and key are
vouched for together, and if its origin begins with that name.

Proved: whoever was let in writes under the name given to them, and whoever runs a server or has
its logins can invent no desk. Not proved: anything against those who hold the organisers' key,
which is in the folder of a hub and in the file for a standby. Nor does a voucher end: that a desk
is removed keeps it from the hub, while what it signed is still what it signed. A copy without that
key believes each journal; what it believed before the key came, or was given in a file by hand,
it keeps.
"""

import json
from collections.abc import Iterable, Iterator

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from db import entries
from db.connection import Copy
from db.entries import Entry, Pen
from db.events import DeskOpened, Voucher

UNVOUCHED = "the organisers do not vouch for a desk of this name and key"


def voucher(organiser: Ed25519PrivateKey, event: str, desk: str, public_key: str) -> Voucher:
    """Return the organisers' word that the desk of this name signs with this key (hex)."""
    signed = entries.signed(organiser, _words(event, desk, public_key))
    return signed.body, signed.signature.hex()


def vouches(vouchers: Iterable[Voucher], organiser: str, event: str, origin: str,
            who: DeskOpened) -> bool:  # fmt: skip
    """Say whether one of the vouchers is the organisers' (key in hex) for this journal's desk."""
    wanted = _words(event, who.desk, who.public_key)
    return origin.rpartition("-")[0] == who.desk[:24] and any(
        words == wanted and _is_signed(words, signature, organiser) for words, signature in vouchers
    )


def named(vouchers: Iterable[Voucher]) -> Iterator[tuple[str, str]]:
    """Yield the key (hex) and the name of each desk that vouchers speak of."""
    for words, _signature in vouchers:
        said = json.loads(words)
        yield said["key"], said["desk"]


def learn(copy: Copy, vouchers: Iterable[Voucher]) -> None:
    """Keep vouchers, genuine or not: that is judged when one is needed."""
    copy.conn.executemany("insert or ignore into voucher values (?, ?)", vouchers)


def known(copy: Copy, event: str, who: DeskOpened) -> tuple[Voucher, ...]:
    """Return what was said for the desk of this name and key."""
    rows = copy.execute(
        "select words, signature from voucher where words = :words",
        {"words": _words(event, who.desk, who.public_key)},
    )
    return tuple((words, signature) for words, signature in rows)


def organiser(copy: Copy) -> str:
    """Return the organisers' key (hex) that this copy goes by; empty where it has none."""
    row = copy.execute("select organiser from pen").fetchone()
    return str(row[0]) if row else ""


def are_presented(copy: Copy, pen: Pen) -> bool:
    """Say whether this copy goes by the pen's key, and its vouchers stand in a journal here."""
    held = copy.execute("select words, signature from voucher").fetchall()
    return organiser(copy) == pen.organiser and set(pen.vouchers) <= set(map(tuple, held))


def unvouched(copy: Copy, event: str) -> Iterator[DeskOpened]:
    """Yield the desks whose journals are here although nobody was heard to vouch for them."""
    rows = copy.execute("select distinct name, public_key from desk order by 1, 2").fetchall()
    for row in rows:
        who = DeskOpened(*row)
        if not known(copy, event, who):
            yield who


def _words(event: str, desk: str, public_key: str) -> str:
    return entries.canonical({"ev": event, "desk": desk, "key": public_key})


def _is_signed(words: str, signature: str, organiser: str) -> bool:
    try:
        return Entry(words, bytes.fromhex(signature)).signed_by(organiser)
    except ValueError:
        return False
