"""The picture as the raster of Brother's QL printers, by brother_ql, used for nothing else.

Such a printer prints only when the label that it is told is the one that it holds. The dots of a
row are never packed: not every model unpacks them. It has no command for darkness, and cuts where
its label or its margin ends.
"""

from typing import TYPE_CHECKING

from checkin.badge.tongues.care import Care

if TYPE_CHECKING:
    from PIL.Image import Image

WIDEST = 720  # dots of the heads for labels of 62 mm; those for 102 mm have more
NARROW_MODEL, WIDE_MODEL = "QL-820NWB", "QL-1110NWB"  # each knows what its like know
# More than a row of any head, then: begin anew.
MEND = bytes(400) + b"\x1b@"


def encode(image: "Image", care: Care) -> bytes:
    """Return the bytes that print the picture in the middle of its label and cut behind it."""
    from brother_ql.conversion import convert
    from brother_ql.devicedependent import label_type_specs
    from brother_ql.raster import BrotherQLRaster

    raster = BrotherQLRaster(NARROW_MODEL if image.width <= WIDEST else WIDE_MODEL)
    rows: int = label_type_specs[care.label]["dots_printable"][1] or image.height
    data: bytes = convert(raster, [_centred(image, rows)], care.label, rotate=0)
    return data


def _centred(image: "Image", rows: int) -> "Image":
    """Return the picture on a label of so many rows."""
    from PIL import Image

    if image.height == rows:
        return image
    label = Image.new("1", (image.width, rows), 1)
    label.paste(image, (0, (rows - image.height) // 2))
    return label
