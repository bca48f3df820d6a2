"""What printers understand: one module a language, each over the same picture."""

from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from checkin.badge.tongues import brother, escpos, zpl
from checkin.badge.tongues.care import AS_IT_IS, Care, Tongue
from checkin.badge.tongues.stock import STOCKS, Stock, check, usual

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = [
    "AS_IT_IS",
    "STOCKS",
    "Care",
    "Stock",
    "Tongue",
    "check",
    "is_installed",
    "spoken",
    "usual",
]


class Spoken(Protocol):
    """What a module here can say."""

    @property
    def MEND(self) -> bytes:  # noqa: N802 - a constant of the module
        """What makes a printer forget a badge that broke off."""

    def encode(self, image: "Image", care: Care) -> bytes:
        """Return a picture in mode "1" as the printer's bytes."""


MODULES: dict[Tongue, Spoken] = {
    Tongue.ESCPOS: escpos,
    Tongue.BROTHER: brother,
    Tongue.ZPL: zpl,
}
LIBRARIES = {Tongue.ESCPOS: "escpos", Tongue.BROTHER: "brother_ql", Tongue.ZPL: "zebrafy"}


def spoken(tongue: Tongue) -> Spoken:
    """Return a language's module."""
    return MODULES[tongue]


def is_installed(tongue: Tongue) -> bool:
    """Say whether this laptop can write the language; two of them are an extra."""
    return find_spec(LIBRARIES[tongue]) is not None
