"""Burn a laid out badge into a picture of black and white dots."""

from typing import TYPE_CHECKING

from checkin.badge.design import Layout
from checkin.badge.facts import Facts
from checkin.badge.layout import Bar, Item, Lettering, lay_out
from checkin.badge.lettering import write
from checkin.badge.paper import Paper

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

BLACK, WHITE = 0, 255
OUTLINE = 0.75  # millimetres


def compose(facts: Facts, layout: Layout, paper: Paper) -> "Image":
    """Return the badge in mode "1", as wide as the paper and as long as one badge."""
    from PIL import Image, ImageDraw

    size = (paper.rows, paper.dots) if layout.turned else (paper.dots, paper.rows)
    image = Image.new("1", size, WHITE)
    draw = ImageDraw.Draw(image)
    draw.fontmode = "1"
    for item in lay_out(facts, layout, paper):
        _burn(item, draw, image, paper)
    return image.transpose(Image.Transpose.ROTATE_90) if layout.turned else image


def _burn(item: Item, draw: "ImageDraw", image: "Image", paper: Paper) -> None:
    if isinstance(item, Lettering):
        block = item.block
        fill = WHITE if item.white else BLACK
        lines = zip(block.lines, block.inks, block.baselines, item.starts(), strict=True)
        for line, ink, baseline, start in lines:
            pen = (start - round(ink.left), item.top + baseline)
            write(line, block.weight, block.size, pen, draw, fill)
    elif isinstance(item, Bar):
        edges = (item.left, item.top, item.left + item.width - 1, item.top + item.height - 1)
        if item.solid:
            draw.rectangle(edges, fill=BLACK)
        else:
            draw.rectangle(edges, outline=BLACK, width=paper.millimetres(OUTLINE))
    else:
        image.paste(item.image, (item.left, item.top))
