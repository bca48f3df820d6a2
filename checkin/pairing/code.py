"""The code that the hub shows: eight signs that nobody mistakes for one another, some 40 bits."""

import secrets

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8


def new_code() -> str:
    """Return a fresh code, as it is shown: K7QM-4TXP."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return f"{signs[:4]}-{signs[4:]}"


def typed(text: str) -> str | None:
    """Return the signs of a code however it was typed; None for what cannot be one."""
    signs = "".join(text.upper().replace("-", " ").split())
    fits = len(signs) == LENGTH and set(signs) <= set(SIGNS)
    return signs if fits else None
