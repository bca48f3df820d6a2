"""Pure: a registration -> the picture of its badge -> the bytes that print it."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from checkin.badge.care import AS_IT_IS, Care, cared
from checkin.badge.paper import Paper
from db.records import Registration

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["Badge", "Care", "Paper", "badge_of", "compose", "encode"]


@dataclass(frozen=True)
class Badge:
    """One badge ready for any printer; `name` is good for a file, without its suffix."""

    name: str
    image: "Image"
    dpi: int = 203
    care: Care = AS_IT_IS

    @cached_property
    def escpos(self) -> bytes:
        """The badge in the printers' language, the cut included."""
        return cared(encode(self.image), self.care)


def badge_of(
    registration: Registration,
    event_name: str,
    category_title: str,
    paper: Paper,
    *,
    number: int = 1,
    band: str = "solid",
) -> Badge:
    """Return the badge of a registration, as job `number` of its desk."""
    image = compose(registration, event_name, category_title, paper, band=band)
    return Badge(file_name(registration, number), image, paper.dpi)


def compose(
    registration: Registration,
    event_name: str,
    category_title: str,
    paper: Paper,
    *,
    band: str = "solid",
) -> "Image":
    """Return the picture of a badge in mode "1"; `band` is "solid" or "outline"."""
    from checkin.badge import picture

    return picture.compose(registration, event_name, category_title, paper, band=band)


def encode(image: "Image") -> bytes:
    """Return a picture in mode "1" as ESC/POS bytes."""
    from checkin.badge import encoder

    return encoder.encode(image)


def file_name(registration: Registration, number: int) -> str:
    """Return a name such as 0001-LEFEVRE-Helene: job, family name, given name, in plain ASCII."""
    from anyascii import anyascii

    parts = (registration.family_name.upper(), registration.given_name)
    plain = (re.sub(r"[^A-Za-z0-9]+", "-", anyascii(part)).strip("-")[:40] for part in parts)
    return "-".join([f"{number:04}", *(part for part in plain if part)])
