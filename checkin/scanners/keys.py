"""The key codes of a scanner -> its codes: pure. It types on a US keyboard, whatever ours is.

The numbers are Linux's, which name places on the keyboard, not letters.
"""

SHIFTS = frozenset({42, 54})
ENDS = frozenset({28, 96, 15})  # Enter, Enter of the number pad, Tab
LONGEST = 4096

_ROWS = {
    2: ("1234567890-=", "!@#$%^&*()_+"),
    16: ("qwertyuiop[]", "QWERTYUIOP{}"),
    30: ("asdfghjkl;'`", 'ASDFGHJKL:"~'),
    43: ("\\zxcvbnm,./", "|ZXCVBNM<>?"),
    57: (" ", " "),
}
_PAD = dict(zip(range(71, 84), "789-456+1230.", strict=True)) | {55: "*", 98: "/"}

PLAIN = {
    first + place: character
    for first, (plain, _shifted) in _ROWS.items()
    for place, character in enumerate(plain)
} | _PAD
SHIFTED = {
    first + place: character
    for first, (_plain, shifted) in _ROWS.items()
    for place, character in enumerate(shifted)
} | _PAD


class Keys:
    """The keys since the last whole code. Enter, Tab, or silence end a code."""

    def __init__(self) -> None:
        self._typed = ""
        self._shifts: set[int] = set()

    @property
    def waiting(self) -> bool:
        """Whether part of a code is here: a silence would end it."""
        return bool(self._typed)

    def take(self, key: int, *, down: bool) -> tuple[str, ...]:
        """Take a key that goes down or up, and return the code that it ends."""
        if key in SHIFTS:
            (self._shifts.add if down else self._shifts.discard)(key)
        elif down and key in ENDS:
            return self.silence()
        elif down:
            self._typed += (SHIFTED if self._shifts else PLAIN).get(key, "")
            self._typed = self._typed[-LONGEST:]
        return ()

    def silence(self) -> tuple[str, ...]:
        """Nothing came for a while: what is here is a code."""
        code, self._typed = self._typed.strip(), ""
        return (code,) if code else ()
