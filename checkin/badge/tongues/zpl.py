"""The picture as Zebra's ZPL, by zebrafy, which is used for nothing else.

How the label is torn or cut, and whether there are gaps between labels, is the printer's own
setting. The commands added here are those of Zebra's guide: `^MD`, and `~JX`, which forgets a label
that is only half there.
"""

from typing import TYPE_CHECKING

from checkin.badge.tongues.care import Care

if TYPE_CHECKING:
    from PIL.Image import Image

START = "^XA\n"
DARKER = 3  # of the 30 steps that Zebra's darkness has either way
MEND = b"~JX"


def encode(image: "Image", care: Care) -> bytes:
    """Return the bytes that print the picture on a label of its size."""
    from zebrafy.zebrafy_image import ZebrafyImage

    told: str = ZebrafyImage(image, format="Z64", set_label_size=True).to_zpl()
    darkness = f"^MD{DARKER * care.darkness}\n" if care.darkness else ""
    return (START + darkness + told.removeprefix(START)).encode("ascii")
