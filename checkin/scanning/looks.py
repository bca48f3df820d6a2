"""What only a code can look like."""

# What no name holds: digits, and what a French keyboard makes of a scanner's digits.
NOT_IN_NAMES = frozenset('0123456789&"(_)!§@/\\%+=:?#{}[]<>*$')


def looks_like_code(text: str) -> bool:
    """Say whether this can only be a code; letters alone could be a name."""
    return not set(text).isdisjoint(NOT_IN_NAMES) and len(text.split()) == 1
