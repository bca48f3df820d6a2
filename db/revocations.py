"""Codes that open nothing any more. Revoking is for good, so desks may hear of it in any order."""

from db.connection import Copy
from db.registrations import folded_code


def revoke(copy: Copy, code: str, reason: str, at: int, stamp: str) -> None:
    """Take in that a code was revoked; of several words on one code the first stays."""
    copy.execute(
        """
        insert into revoked (folded, code, reason, at, stamp)
        values (:folded, :code, :reason, :at, :stamp)
        on conflict (folded) do update
        set code = :code, reason = :reason, at = :at, stamp = :stamp where :stamp < stamp
        """,
        {"folded": folded_code(code), "code": code, "reason": reason, "at": at, "stamp": stamp},
    )


def is_revoked(copy: Copy, code: str) -> bool:
    """Say whether a code was revoked; as when it is looked up, case and hyphens do not matter."""
    found = copy.execute(
        "select 1 from revoked where folded = :folded", {"folded": folded_code(code)}
    ).fetchone()
    return found is not None
