"""Burn a laid out badge into a picture of black and white dots."""

from dataclasses import replace
from typing import TYPE_CHECKING

from checkin.badge.layout import Band, Item, Lettering, lay_out
from checkin.badge.lettering import write
from checkin.badge.paper import Paper
from db.records import Registration

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

BLACK, WHITE = 0, 255

LONGEST_TEXT = 200  # characters of a field that are fitted; no badge shows more


def compose(
    registration: Registration,
    event_name: str,
    category_title: str,
    paper: Paper,
    *,
    band: str = "solid",
) -> "Image":
    """Return the badge in mode "1", as wide as the paper and as long as one badge."""
    from PIL import Image, ImageDraw

    texts = ("given_name", "family_name", "organisation", "function", "country")
    shown = {name: getattr(registration, name)[:LONGEST_TEXT] for name in texts}
    registration = replace(registration, **shown)
    image = Image.new("1", (paper.dots, paper.rows), WHITE)
    draw = ImageDraw.Draw(image)
    draw.fontmode = "1"
    for item in lay_out(registration, event_name, category_title, paper, band):
        _burn(item, draw, image, paper)
    return image


def _burn(item: Item, draw: "ImageDraw", image: "Image", paper: Paper) -> None:
    if isinstance(item, Lettering):
        block = item.block
        fill = WHITE if item.white else BLACK
        for line, ink, baseline in zip(block.lines, block.inks, block.baselines, strict=True):
            pen = (item.left - round(ink.left), item.top + baseline)
            write(line, block.weight, block.size, pen, draw, fill)
    elif isinstance(item, Band):
        edges = (0, item.top, paper.dots - 1, item.top + item.height - 1)
        if item.solid:
            draw.rectangle(edges, fill=BLACK)
        else:
            draw.rectangle(edges, outline=BLACK, width=paper.scaled(6))
    else:
        image.paste(item.image, (item.left, item.top))
