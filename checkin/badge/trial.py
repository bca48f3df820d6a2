"""Pictures that try a printer: a badge that shows its edges, and a ruler down to the blade."""

from typing import TYPE_CHECKING

from checkin.badge import compose
from checkin.badge.lettering import Script, Weight, face
from checkin.badge.paper import Paper
from checkin.badge.sample import SAMPLE

if TYPE_CHECKING:
    from PIL.Image import Image

    from checkin.event import Event

RULER = 60  # millimetres
SAMPLE_BARS = 8  # dots; the finest bars show how dark the head burns


def trial(event: "Event", paper: Paper) -> "Image":
    """Return a badge of nobody with a frame at its edges and bars of one to four dots."""
    from PIL import ImageDraw

    image = compose(SAMPLE, event, paper)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, image.width - 1, image.height - 1), outline=0, width=2)
    for fine in range(1, 5):
        left = image.width - paper.millimetres(4) * (5 - fine)
        for bar in range(SAMPLE_BARS // 2):
            at = left + 2 * bar * fine
            draw.rectangle((at, 4, at + fine - 1, 4 + paper.millimetres(2)), fill=0)
    return image


def ruler(paper: Paper) -> "Image":
    """Return a ruler in millimetres that ends with 0 where the print head stands.

    It is cut without a feed: what stands at the paper's edge is how far the blade is behind the
    head.
    """
    from PIL import Image, ImageDraw

    rows = paper.millimetres(RULER)
    image = Image.new("1", (paper.dots, rows), 1)
    draw = ImageDraw.Draw(image)
    draw.fontmode = "1"
    font = face(Script.LATIN, Weight.BOLD, paper.millimetres(4))
    for millimetre in range(RULER + 1):
        at = min(rows - 1, rows - paper.millimetres(millimetre))
        long = 20 if millimetre % 10 == 0 else 12 if millimetre % 5 == 0 else 6
        draw.line((0, at, paper.millimetres(long), at), fill=0, width=1)
        if millimetre and millimetre % 5 == 0:
            place = (paper.millimetres(22), at)
            draw.text(place, f"{millimetre} mm", fill=0, font=font, anchor="lm")
    return image
