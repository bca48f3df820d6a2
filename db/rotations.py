"""The secrets that signed tickets one after the other, each sealed for the desks that have it."""

import json

from db.connection import Copy
from db.entries import canonical
from db.events import TicketKeyRotated


def rotate(copy: Copy, event: TicketKeyRotated, stamp: str) -> None:
    """Take in a rotation; the same secret is rotated in once."""
    copy.execute(
        """
        insert into rotation (fingerprint, sealed, keeps_older, stamp)
        values (:fingerprint, :sealed, :keeps_older, :stamp)
        on conflict (fingerprint) do update
        set sealed = :sealed, keeps_older = :keeps_older, stamp = :stamp where :stamp < stamp
        """,
        {
            "fingerprint": event.fingerprint,
            "sealed": canonical(dict(event.sealed)),
            "keeps_older": event.keeps_older,
            "stamp": stamp,
        },
    )


def rotations(copy: Copy) -> tuple[TicketKeyRotated, ...]:
    """Return all rotations, the newest first, in the same order at every desk."""
    rows = copy.execute(
        """
        select fingerprint, sealed, keeps_older from rotation order by stamp desc, fingerprint
        """
    )
    return tuple(
        TicketKeyRotated(fingerprint, json.loads(sealed), bool(keeps_older))
        for fingerprint, sealed, keeps_older in rows
    )


def desks(copy: Copy) -> tuple[tuple[str, str], ...]:
    """Return the name and the public key (hex) of every desk that ever wrote a journal."""
    return tuple(copy.execute("select name, public_key from desk order by origin").fetchall())
