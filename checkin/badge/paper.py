"""What a badge is printed on: how wide, how long, how fine."""

from dataclasses import dataclass

MILLIMETRES_PER_INCH = 25.4
DESIGN = (576, 800)


@dataclass(frozen=True, slots=True)
class Paper:
    """`dots` across the print head, `dpi` both ways, `length` of one badge in millimetres."""

    dots: int = 576
    dpi: int = 203
    length: int = 100

    def __post_init__(self) -> None:
        if self.dots < 256 or not 50 <= self.length <= 400 or not 100 <= self.dpi <= 600:
            raise ValueError(f"no badge fits {self}")

    @property
    def rows(self) -> int:
        """Height of the picture in dots."""
        return self.millimetres(self.length)

    def millimetres(self, length: float) -> int:
        """Return a length on the paper in whole dots."""
        return round(length * self.dpi / MILLIMETRES_PER_INCH)

    def scaled(self, dots: float) -> int:
        """Return a measure of the layout, drawn for 576 by 800 dots, on this paper."""
        across, along = DESIGN
        return max(1, round(dots * min(self.dots / across, self.rows / along)))
