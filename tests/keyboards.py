"""A wedge scanner set for one keyboard, on a laptop set for another: what comes out."""

from dataclasses import dataclass

SCANNERS = {
    "us": (
        "1234567890-= qwertyuiop asdfghjkl; zxcvbnm,./",
        "!@#$%^&*()_+ QWERTYUIOP ASDFGHJKL: ZXCVBNM<>?",
    ),
    "fr": (
        "&é\"'(-è_çà)= azertyuiop qsdfghjklm wxcvbn,;:!",
        "1234567890°+ AZERTYUIOP QSDFGHJKLM WXCVBN?./§",
    ),
    "mac": (
        "&é\"'(§è!çà)- azertyuiop qsdfghjklm wxcvbn,;:=",
        "1234567890°_ AZERTYUIOP QSDFGHJKLM WXCVBN?./+",
    ),
    "be": (
        "&é\"'(§è!çà)- azertyuiop qsdfghjklm wxcvbn,;:=",
        "1234567890°_ AZERTYUIOP QSDFGHJKLM WXCVBN?./+",
    ),
}


@dataclass(frozen=True)
class Keyboards:
    """Whose keyboard the scanner and the laptop think there is, and what caps lock does."""

    scanner: str
    laptop: str
    caps: str = "off"  # "letters" as Linux and macOS have it, "shift" as Windows has it in French

    def shown(self, code: str) -> str:
        """Return what the laptop makes of a code's keys."""
        return "".join(self._key(*self._press(one)) for one in code)

    def _press(self, character: str) -> tuple[int, bool]:
        plain, shifted = SCANNERS[self.scanner]
        place = plain.find(character)
        return (place, False) if place >= 0 else (shifted.index(character), True)

    def _key(self, place: int, shift: bool) -> str:
        if self.caps == "shift":
            shift = not shift
        character = SCANNERS[self.laptop][shift][place]
        return character.swapcase() if self.caps == "letters" else character


ALL = [
    Keyboards(scanner, laptop, caps)
    for laptop in SCANNERS
    for scanner in dict.fromkeys(("us", laptop))
    for caps in ("off", "letters", *(["shift"] if laptop == "fr" else []))
] + [Keyboards("fr", "us"), Keyboards("fr", "us", "letters")]
