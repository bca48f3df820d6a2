"""What comes over a serial line -> codes: pure, whatever a scanner ends its codes with."""

LONGEST = 4096  # bytes; a QR code holds 2,953, and a line that never ends is none
CARD, CARD_ENDS = b"BEGIN:VCARD", b"END:VCARD"
FRAMES = "\x00\x02\x03 \t\r\n"  # what scanners put around a code


class Lines:
    """The bytes since the last whole code. CR, LF, both, or silence end a code.

    A vCard has lines of its own, and is one code.
    """

    def __init__(self) -> None:
        self._rest = b""

    @property
    def waiting(self) -> bool:
        """Whether part of a code is here: a silence would end it."""
        return bool(self._rest)

    def take(self, data: bytes) -> tuple[str, ...]:
        """Take bytes as they come and return the codes that they end."""
        self._rest += data
        codes = []
        while (end := self._end()) is not None:
            codes.append(_text(self._rest[:end]))
            self._rest = self._rest[end + 1 :]
        if len(self._rest) > LONGEST:
            self._rest = b""
        return tuple(code for code in codes if code)

    def silence(self) -> tuple[str, ...]:
        """Nothing came for a while: what is here is a code."""
        code, self._rest = _text(self._rest), b""
        return (code,) if code else ()

    def _end(self) -> int | None:
        """Return where the first code ends."""
        start = 0
        if self._rest.lstrip(b"\x00\x02\r\n").startswith(CARD):
            start = self._rest.find(CARD_ENDS)
            if start < 0:
                return None
        ends = [at for mark in (b"\r", b"\n") if (at := self._rest.find(mark, start)) >= 0]
        return min(ends, default=None)


def _text(line: bytes) -> str:
    """Return a code without its frame; a scanner that does not send UTF-8 sends Latin-1."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        text = line.decode("latin-1")
    return text.strip(FRAMES)
