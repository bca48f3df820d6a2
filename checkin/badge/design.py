"""How a badge is laid out: named boxes in millimetres, and what each of them shows."""

from dataclasses import dataclass
from enum import StrEnum

from checkin.badge.paper import Paper

# A layout may be this much larger than the paper says that it is, in millimetres.
TOLERANCE = 0.5


class Field(StrEnum):
    """What a box can show of a person and the event."""

    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    NAME = "name"
    ORGANISATION = "organisation"
    FUNCTION = "function"
    CATEGORY = "category"
    COUNTRY = "country"
    COUNTRY_CODE = "country_code"
    CODE = "code"
    EVENT = "event"
    EDITION = "edition"
    PLACE = "place"
    SESSIONS = "sessions"
    QR = "qr"
    LOGO = "logo"


# These fill a box alone.
ALONE = (Field.SESSIONS, Field.QR, Field.LOGO)


class Align(StrEnum):
    """Where lines stand across their box."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Stand(StrEnum):
    """Where the text of a box stands along it; spread shares out what room is left."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"
    SPREAD = "spread"


class Ground(StrEnum):
    """What is under the text of a box: paper, black, a frame, or as its category's band is."""

    PAPER = "paper"
    SOLID = "solid"
    OUTLINE = "outline"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Part:
    """One text of a box: a field, or fixed words; `letters` is the height of its capitals."""

    field: Field | None
    letters: float
    lines: int = 1
    bold: bool = False
    capitals: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A named place on the badge; a box that has no parts is a bar of its ground."""

    name: str
    left: float
    top: float
    width: float
    height: float
    parts: tuple[Part, ...] = ()
    align: Align = Align.LEFT
    stand: Stand = Stand.TOP
    ground: Ground = Ground.PAPER
    gap: float = 2.0

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def alone(self) -> Field | None:
        """The field that fills the whole box, if it is one of those that do."""
        first = self.parts[0].field if self.parts else None
        return first if first in ALONE else None


@dataclass(frozen=True, slots=True)
class Layout:
    """A badge of some size; `turned` is read with the paper's length as its width."""

    id: str
    width: float
    length: float
    boxes: tuple[Box, ...]
    turned: bool = False
    categories: frozenset[str] | None = None
    logo: bytes = b""

    def room_on(self, paper: Paper) -> float:
        """Return how much larger than the badge the paper is where it is tightest."""
        across, along = paper.turned_size if self.turned else paper.size
        return min(across / self.width, along / self.length)

    def fits(self, paper: Paper) -> bool:
        """Say whether the badge is not larger than the paper."""
        across, along = paper.turned_size if self.turned else paper.size
        return self.width <= across + TOLERANCE and self.length <= along + TOLERANCE

    def is_for(self, category: str) -> bool:
        """Say whether people of that category wear it."""
        return self.categories is None or category in self.categories


def chosen(layouts: tuple[Layout, ...], category: str, paper: Paper) -> Layout:
    """Return the first layout for the category that fits, else the one that shrinks least."""
    suited = tuple(one for one in layouts if one.is_for(category)) or layouts
    fitting = (one for one in suited if one.fits(paper))
    return next(fitting, None) or max(suited, key=lambda one: one.room_on(paper))
