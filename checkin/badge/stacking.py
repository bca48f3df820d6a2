"""The texts of one box, one above the other, as large as all of them can be together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from checkin.badge.design import Field, Part
from checkin.badge.fitting import Block, Frame, fit, sketch
from checkin.badge.lettering import CAPITAL, Weight

# The two names differ in size by no more than this.
BALANCE = 1.45
NAMES = (Field.GIVEN_NAME, Field.FAMILY_NAME)
# Words are broken where they would otherwise be smaller than this part of what was designed.
COMFORTABLE = 0.45
STEPS = 5
# What turns out too high once it is measured is set a little smaller.
A_LITTLE_LESS = (1.0, 0.97, 0.94, 0.9, 0.8, 0.6)
SMALLEST_SCALE = 0.03

# Sets a text in a frame: `fit` measures, `sketch` reckons.
Setter = Callable[[str, Weight, Frame], Block]


@dataclass(frozen=True, slots=True)
class Room:
    """The inside of a box in dots; `fine` is how many dots a millimetre of letters has."""

    width: int
    height: int
    gap: int
    smallest: int
    fine: float


def stack(parts: Sequence[tuple[Part, str]], room: Room) -> tuple[Block, ...]:
    """Return the texts set so that together they are not higher than the room, as measured."""
    reckoned = _scale(parts, room)
    for scale in (*(reckoned * less for less in A_LITTLE_LESS), SMALLEST_SCALE):
        blocks = _all(parts, room, scale, fit)
        if height(blocks, room.gap) <= room.height:
            return blocks
    return _shares(parts, room)


def _scale(parts: Sequence[tuple[Part, str]], room: Room) -> float:
    """Return about what part of their largest size the texts can have."""
    low, high, middle = SMALLEST_SCALE, 1.0, 1.0
    for _ in range(STEPS + 1):
        if height(_all(parts, room, middle, sketch), room.gap) <= room.height:
            low = middle
        else:
            high = middle
        if low == 1:
            break
        middle = (low + high) / 2
    return low


def _all(
    parts: Sequence[tuple[Part, str]], room: Room, scale: float, setter: Setter
) -> tuple[Block, ...]:
    blocks = tuple(
        setter(text, _weight(part), _frame(part, room, room.height, scale)) for part, text in parts
    )
    return _alike(parts, _balanced(parts, blocks, room, setter), room, setter)


def height(blocks: Sequence[Block], gap: int) -> int:
    """Return how high the blocks are with the gaps between them."""
    return sum(block.height for block in blocks) + gap * max(0, len(blocks) - 1)


def _balanced(
    parts: Sequence[tuple[Part, str]], blocks: tuple[Block, ...], room: Room, setter: Setter
) -> tuple[Block, ...]:
    """Keep a short name from shouting beside a long one."""
    sizes = [
        block.size for (part, _), block in zip(parts, blocks, strict=True) if part.field in NAMES
    ]
    most = round(min(sizes, default=0) * BALANCE)
    return tuple(
        setter(text, _weight(part), replace(_frame(part, room, room.height, 1.0), largest=most))
        if part.field in NAMES and block.size > most
        else block
        for (part, text), block in zip(parts, blocks, strict=True)
    )


def _alike(
    parts: Sequence[tuple[Part, str]], blocks: tuple[Block, ...], room: Room, setter: Setter
) -> tuple[Block, ...]:
    """Set fixed words of one design in one size: the sessions, their rooms."""
    least: dict[float, int] = {}
    for (part, _), block in zip(parts, blocks, strict=True):
        if part.field is None:
            least[part.letters] = min(block.size, least.get(part.letters, block.size))
    return tuple(
        setter(text, _weight(part), replace(_frame(part, room, room.height, 1.0), largest=size))
        if part.field is None and (size := least[part.letters]) < block.size
        else block
        for (part, text), block in zip(parts, blocks, strict=True)
    )


def _shares(parts: Sequence[tuple[Part, str]], room: Room) -> tuple[Block, ...]:
    """Give each text its share of the height, where even the smallest are too high together."""
    wanted = [part.letters * part.lines for part, _ in parts]
    left = room.height - room.gap * (len(parts) - 1)
    return tuple(
        fit(text, _weight(part), _frame(part, room, int(left * wish / sum(wanted)), 1.0))
        for (part, text), wish in zip(parts, wanted, strict=True)
    )


def _frame(part: Part, room: Room, most: int, scale: float) -> Frame:
    largest = part.letters * room.fine / CAPITAL
    return Frame(
        width=room.width,
        height=most,
        largest=max(room.smallest, round(largest * scale)),
        lines=part.lines,
        comfortable=round(largest * COMFORTABLE) if part.lines > 1 else 0,
        smallest=room.smallest,
    )


def _weight(part: Part) -> Weight:
    return Weight.BOLD if part.bold else Weight.BOOK
