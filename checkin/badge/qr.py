"""The ticket code as a QR symbol of whole dots, as coarse as there is room for."""

from functools import lru_cache
from typing import TYPE_CHECKING

from checkin.badge.paper import Paper

if TYPE_CHECKING:
    from PIL.Image import Image

QUIET_ZONE = 4
# Readers take any of the eight masks; trying all of them costs most of the drawing.
MASK = 2
SMALLEST_SIDE = 21 + 2 * QUIET_ZONE
# Hand scanners and webcams read 1 mm a module everywhere, 0.75 mm where the light is good.
MODULE_MM = 1.0
FINEST_MODULE_MM = 0.75


@lru_cache(maxsize=64)
def symbol(code: str, paper: Paper, room: int) -> "Image | None":
    """Return the symbol with its quiet zone, at most `room` dots wide.

    A code too long for level Q gets a lower level before its modules become too fine; None when
    even that is too wide.
    """
    from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q

    coarsest, finest = paper.millimetres(MODULE_MM), paper.millimetres(FINEST_MODULE_MM)
    for level in (ERROR_CORRECT_Q, ERROR_CORRECT_M, ERROR_CORRECT_L):
        drawn = modules(code, level)
        if drawn and (dots := min(coarsest, room // len(drawn))) >= finest:
            return _picture(drawn, dots)
    return None


def smallest(paper: Paper) -> int:
    """Return how wide the smallest symbol is when it is drawn as fine as allowed."""
    return SMALLEST_SIDE * paper.millimetres(FINEST_MODULE_MM)


def modules(code: str, level: int) -> list[list[bool]] | None:
    """Return the dark modules of the symbol with its quiet zone; None where it is too long."""
    from qrcode.exceptions import DataOverflowError
    from qrcode.main import QRCode

    drawn = QRCode(error_correction=level, border=QUIET_ZONE, mask_pattern=MASK)
    drawn.add_data(code)
    try:
        drawn.make(fit=True)
    except (DataOverflowError, ValueError):  # more than the largest symbol holds
        return None
    return [[bool(module) for module in row] for row in drawn.get_matrix()]


def _picture(modules: list[list[bool]], dots: int) -> "Image":
    from PIL import Image

    side = len(modules)
    small = Image.new("1", (side, side))
    small.putdata([0 if module else 255 for row in modules for module in row])
    return small.resize((side * dots, side * dots), Image.Resampling.NEAREST)
