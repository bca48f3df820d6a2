"""Pure: a registration -> the picture of its badge -> the bytes that print it."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from checkin.badge.design import chosen
from checkin.badge.paper import Paper
from checkin.badge.tongues import AS_IT_IS, Care, Tongue, spoken
from db.records import Registration

if TYPE_CHECKING:
    from PIL.Image import Image

    from checkin.event import Event

__all__ = ["Badge", "Care", "Paper", "Tongue", "badge_of", "compose", "encode"]


@dataclass(frozen=True)
class Badge:
    """One badge ready for any printer; `name` is good for a file, without its suffix.

    One that is `turned` is read sideways.
    """

    name: str
    image: "Image"
    dpi: int = 203
    care: Care = AS_IT_IS
    turned: bool = False

    @cached_property
    def upright(self) -> "Image":
        """The picture as it is read when it is worn."""
        from PIL import Image

        return self.image.transpose(Image.Transpose.ROTATE_270) if self.turned else self.image

    @cached_property
    def data(self) -> bytes:
        """The badge in its printer's language, the cut included."""
        return encode(self.image, self.care)

    @property
    def mend(self) -> bytes:
        """What makes its printer forget a badge that broke off."""
        return spoken(self.care.tongue).MEND


def badge_of(
    who: Registration, event: "Event", paper: Paper, *, number: int = 1, at: int = 0
) -> Badge:
    """Return the badge of a registration, as job `number` of its desk, asked for `at` (ms)."""
    turned = chosen(event.badges, who.category, paper).turned
    image = compose(who, event, paper, at)
    return Badge(file_name(who, number), image, paper.dpi, turned=turned)


def compose(who: Registration, event: "Event", paper: Paper, at: int = 0) -> "Image":
    """Return the picture of a badge in mode "1", in the event's layout for who wears it."""
    from checkin.badge import picture
    from checkin.badge.facts import facts_of

    layout = chosen(event.badges, who.category, paper)
    return picture.compose(facts_of(who, event, at), layout, paper)


def encode(image: "Image", care: Care = AS_IT_IS) -> bytes:
    """Return a picture in mode "1" as the bytes of a printer's language."""
    return spoken(care.tongue).encode(image, care)


def file_name(registration: Registration, number: int) -> str:
    """Return a name such as 0001-LEFEVRE-Helene: job, family name, given name, in plain ASCII."""
    from anyascii import anyascii

    parts = (anyascii(registration.family_name).upper(), anyascii(registration.given_name))
    plain = (re.sub(r"[^A-Za-z0-9]+", "-", part).strip("-")[:40] for part in parts)
    return "-".join([f"{number:04}", *(part for part in plain if part)])
