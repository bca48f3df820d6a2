"""What one desk's scanner was found to do, so that its next code is read right at once."""

from dataclasses import dataclass

from checkin.scanning.layouts import meaning

SLOWEST = 180  # ms a key; a person types no slower, so that nothing would tell them apart


@dataclass(frozen=True, slots=True)
class Habits:
    """How a scanner types; as it stands it is a usual one on a keyboard of its own.

    `keyboard` is the layout that puts its letters right, `gap` how many milliseconds its keys may
    lie apart, `prefix` and `suffix` what it puts around each code, as that comes out on the laptop.
    """

    keyboard: str = ""
    gap: int = 0
    prefix: str = ""
    suffix: str = ""

    def readings(self, text: str) -> tuple[str, ...]:
        """Return what a text may be: as it stands, repaired, and bare of what is put around it.

        Another scanner at this desk may be right already, so what stands as it is comes first.
        """
        shown = "".join(character for character in text if character.isprintable())
        bare = shown.removeprefix(self.prefix).removesuffix(self.suffix)
        repaired = meaning(bare, self.keyboard) if self.keyboard else ""
        return (text, *((repaired,) if repaired else ()), bare)


USUAL = Habits()
