"""What a camera sees of a ticket: in clutter, out of focus, tilted, in the dark."""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

import numpy as np
import qrcode
from PIL import Image, ImageDraw, ImageFilter

from checkin.devices.codes import Frame

LETTERS = "0123456789ABCDEFGHJKLMNPRSTUVXYZ"


@dataclass(frozen=True)
class Sight:
    """How a code stands in a frame: dots for each of its modules, and what ails the picture."""

    name: str
    dots: int
    noise: float = 0
    blur: float = 0
    tilt: float = 0
    turn: float = 0
    contrast: float = 1


CLEAN = (Sight("4 dots a module", 4), Sight("2 dots a module", 2))
HARD = (
    Sight("4 dots, noise 40", 4, noise=40),
    Sight("4 dots, blur 2", 4, blur=2),
    Sight("6 dots, blur 3", 6, blur=3),
    Sight("tilt 20 %, turn 15°, noise, blur", 4, noise=15, blur=1, tilt=0.2, turn=15),
    Sight("contrast 0.3", 4, contrast=0.3),
)


def frame(sight: Sight, seed: int, size: tuple[int, int] = (640, 480)) -> tuple[str, Frame]:
    """Return a code and a frame that shows it; the same seed gives the same."""
    chance = Random(f"{sight.name} {seed}")  # noqa: S311 - a picture, no secret
    code = "".join(chance.choices(LETTERS, k=16))
    return code, spoilt(scene(ticket(code, sight, chance), chance, size), sight, chance)


def empty(seed: int, size: tuple[int, int] = (640, 480)) -> Frame:
    """Return a frame without a ticket."""
    chance = Random(seed)  # noqa: S311 - a picture, no secret
    return spoilt(scene(None, chance, size), Sight("empty", 0, blur=4), chance)


def square(code: str, dots: int = 4) -> Image.Image:
    """Return a QR code of version 1, as tickets have it."""
    drawn = qrcode.QRCode(
        version=1, error_correction=qrcode.constants.ERROR_CORRECT_Q, box_size=dots, border=4
    )
    drawn.add_data(code, optimize=0)
    drawn.make(fit=False)
    return drawn.make_image().get_image().convert("L")


def ticket(code: str, sight: Sight, chance: Random) -> Image.Image:
    """Return a ticket seen aslant, on nothing."""
    seen = square(code, sight.dots)
    if sight.tilt:
        seen = tilted(seen, sight.tilt)
    seen.putalpha(255)
    return seen.rotate(
        chance.uniform(-sight.turn, sight.turn), Image.Resampling.BICUBIC, expand=True
    )


def tilted(seen: Image.Image, share: float) -> Image.Image:
    """Return a square leant back: its upper edge is shorter, and a little nearer."""
    side = seen.width
    far, down = share * side / 2, share * side / 3
    corners = ((0, 0), (side, 0), (side, side), (0, side))
    places = ((far, down), (side - far, down), (side, side), (0, side))
    rows, values = [], []
    for (left, top), (to_left, to_top) in zip(places, corners, strict=True):
        rows.append([left, top, 1, 0, 0, 0, -to_left * left, -to_left * top])
        rows.append([0, 0, 0, left, top, 1, -to_top * left, -to_top * top])
        values += [to_left, to_top]
    solved = np.linalg.solve(np.array(rows, float), np.array(values, float))
    way, how = Image.Transform.PERSPECTIVE, Image.Resampling.BICUBIC
    return seen.transform(seen.size, way, tuple(solved), how, fillcolor=255)


def scene(seen: Image.Image | None, chance: Random, size: tuple[int, int]) -> Image.Image:
    """Return a cluttered hall, with a ticket somewhere in it."""
    width, height = size
    greys = np.random.default_rng(chance.getrandbits(32))
    rough = Image.fromarray(greys.integers(60, 200, (height // 40, width // 40), dtype=np.uint8))
    hall = rough.resize(size, Image.Resampling.BICUBIC)
    drawing = ImageDraw.Draw(hall)
    for _ in range(30):
        left, top = chance.randrange(width), chance.randrange(height)
        right, bottom = left + chance.randrange(5, 120), top + chance.randrange(5, 60)
        drawing.rectangle((left, top, right, bottom), fill=chance.randrange(256))
    if seen is not None:
        place = (chance.randrange(width - seen.width), chance.randrange(height - seen.height))
        hall.paste(seen.convert("L"), place, seen.getchannel("A"))
    return hall


def spoilt(hall: Image.Image, sight: Sight, chance: Random) -> Frame:
    """Return what a poor camera makes of it."""
    grey = 128 + (np.asarray(hall, dtype=float) - 128) * sight.contrast
    if sight.blur:
        whole = Image.fromarray(grey.astype(np.uint8))
        grey = np.asarray(whole.filter(ImageFilter.GaussianBlur(sight.blur)), dtype=float)
    if sight.noise:
        greys = np.random.default_rng(chance.getrandbits(32))
        grey = grey + greys.normal(0, sight.noise, grey.shape)
    return np.clip(grey, 0, 255).astype(np.uint8)


def video(frames: Iterable[Frame], file: str, rate: int = 20) -> None:
    """Write frames of one size into a video."""
    import av

    with av.open(file, "w") as container:
        stream = container.add_stream("mpeg4", rate=rate)
        stream.bit_rate = 8_000_000
        stream.pix_fmt = "yuv420p"
        for place, grey in enumerate(frames):
            if not place:
                stream.height, stream.width = grey.shape
            container.mux(stream.encode(av.VideoFrame.from_ndarray(grey, format="gray")))
        container.mux(stream.encode(None))
