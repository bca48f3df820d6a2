"""What a scanner meant, when it and the laptop do not agree on the keyboard.

A wedge scanner sends keys, not letters: set for an American keyboard, its digits come out as
`&é"'(` on a French laptop. Each layout turns keys into letters one to one, but for the dead keys
`[` and `{`, so every look has one meaning in each; which layout it was, only the list can tell.
"""

from functools import cache

US = "1234567890-=qwertyuiop]asdfghjkl;'\\zxcvbnm,./`"
US_SHIFT = '!@#$%^&*()_+QWERTYUIOP}ASDFGHJKL:"|ZXCVBNM<>?~'

# The same keys, without and with shift, as they come out on a laptop of that layout.
HOSTS = {
    "fr": (
        "&é\"'(-è_çà)=azertyuiop$qsdfghjklmù*wxcvbn,;:!²",
        "1234567890°+AZERTYUIOP£QSDFGHJKLM%µWXCVBN?./§~",
    ),
    "mac": (
        "&é\"'(§è!çà)-azertyuiop$qsdfghjklmù`wxcvbn,;:=<",
        "1234567890°_AZERTYUIOP*QSDFGHJKLM%£WXCVBN?./+>",
    ),
    "be": (
        "&é\"'(§è!çà)-azertyuiop$qsdfghjklmùµwxcvbn,;:=²",
        "1234567890°_AZERTYUIOP*QSDFGHJKLM%£WXCVBN?./+³",
    ),
}

LAYOUTS = (
    "as is",
    *HOSTS,
    "fr caps",
    "mac caps",
    "be caps",
    "fr shift lock",
    "shift lock",
    "reversed",
)


def meanings(text: str) -> tuple[str, ...]:
    """Return what a text may have meant: first as it stands, then by each layout that fits it."""
    read = (meaning(text, layout) for layout in LAYOUTS)
    return tuple(dict.fromkeys(one for one in read if one))


def meaning(text: str, layout: str) -> str:
    """Return what a text means by one layout; empty where that layout cannot write it."""
    if layout == "as is":
        return text
    letters = _letters(layout)
    return "".join(letters[one] for one in text) if set(text) <= letters.keys() else ""


@cache
def _letters(layout: str) -> dict[str, str]:
    """What each letter on the laptop was meant to be; a space is a space everywhere."""
    host, _space, lock = layout.partition(" ")
    if layout == "shift lock":  # Windows in French, and a scanner that knows it
        plain, shifted = HOSTS["fr"]
        pairs = zip(shifted + plain, plain + shifted, strict=True)
    elif layout == "reversed":
        plain, shifted = HOSTS["fr"]
        pairs = zip(US + US_SHIFT, plain + shifted, strict=True)
    else:
        plain, shifted = HOSTS[host]
        if lock == "shift lock":  # Windows: every key as if shift were held
            plain, shifted = shifted, plain
        elif lock == "caps":  # everywhere else: letters only
            plain, shifted = _swapped(plain), _swapped(shifted)
        pairs = zip(plain + shifted, US + US_SHIFT, strict=True)
    return {" ": " ", **dict(pairs)}


def _swapped(row: str) -> str:
    return "".join(one if one == "µ" else one.swapcase() for one in row)
