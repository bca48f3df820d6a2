"""What a badge is printed on: how wide, how long, how fine."""

from dataclasses import dataclass

MILLIMETRES_PER_INCH = 25.4
NARROWEST = 30


@dataclass(frozen=True, slots=True)
class Paper:
    """`dots` across the print head, `dpi` both ways, `length` of one badge in millimetres."""

    dots: int = 576
    dpi: int = 203
    length: int = 100

    def __post_init__(self) -> None:
        fine = 100 <= self.dpi <= 600
        if not fine or self.size[0] < NARROWEST or not 50 <= self.length <= 400:
            raise ValueError(f"no badge fits {self}")

    @property
    def rows(self) -> int:
        """Height of the picture in dots."""
        return self.millimetres(self.length)

    @property
    def size(self) -> tuple[float, float]:
        """Width and length in millimetres."""
        return self.dots * MILLIMETRES_PER_INCH / self.dpi, float(self.length)

    @property
    def turned_size(self) -> tuple[float, float]:
        """Width and length in millimetres as one sees them on a badge that is read sideways."""
        across, along = self.size
        return along, across

    def millimetres(self, length: float) -> int:
        """Return a length on the paper in whole dots."""
        return round(length * self.dpi / MILLIMETRES_PER_INCH)
