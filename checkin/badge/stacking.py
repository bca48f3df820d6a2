"""The texts of one box, one above the other, as large as all of them can be together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from checkin.badge.design import Field, Part
from checkin.badge.fitting import Block, Frame, fit
from checkin.badge.lettering import CAPITAL, Weight

# The two names differ in size by no more than this.
BALANCE = 1.45
NAMES = (Field.GIVEN_NAME, Field.FAMILY_NAME)
# Words are broken where they would otherwise be smaller than this part of what was designed.
COMFORTABLE = 0.45
STEPS = 5


@dataclass(frozen=True, slots=True)
class Room:
    """The inside of a box in dots; `fine` is how many dots a millimetre of letters has."""

    width: int
    height: int
    gap: int
    smallest: int
    fine: float


def stack(parts: Sequence[tuple[Part, str]], room: Room) -> tuple[Block, ...]:
    """Return the texts set so that together they are not higher than the room."""
    blocks = _alike(parts, _balanced(parts, _set(parts, room, 1.0), room), room)
    if not blocks or height(blocks, room.gap) <= room.height:
        return blocks
    low, high = 0.0, 1.0
    best = _shares(parts, room)
    for _ in range(STEPS):
        middle = (low + high) / 2
        tried = _alike(parts, _balanced(parts, _set(parts, room, middle), room), room)
        if height(tried, room.gap) <= room.height:
            low, best = middle, tried
        else:
            high = middle
    return best


def height(blocks: Sequence[Block], gap: int) -> int:
    """Return how high the blocks are with the gaps between them."""
    return sum(block.height for block in blocks) + gap * max(0, len(blocks) - 1)


def _set(parts: Sequence[tuple[Part, str]], room: Room, scale: float) -> tuple[Block, ...]:
    return tuple(
        fit(text, _weight(part), _frame(part, room, room.height, scale)) for part, text in parts
    )


def _balanced(
    parts: Sequence[tuple[Part, str]], blocks: tuple[Block, ...], room: Room
) -> tuple[Block, ...]:
    """Keep a short name from shouting beside a long one."""
    sizes = [
        block.size for (part, _), block in zip(parts, blocks, strict=True) if part.field in NAMES
    ]
    most = round(min(sizes, default=0) * BALANCE)
    return tuple(
        fit(text, _weight(part), replace(_frame(part, room, room.height, 1.0), largest=most))
        if part.field in NAMES and block.size > most
        else block
        for (part, text), block in zip(parts, blocks, strict=True)
    )


def _alike(
    parts: Sequence[tuple[Part, str]], blocks: tuple[Block, ...], room: Room
) -> tuple[Block, ...]:
    """Set fixed words of one design in one size: the sessions, their rooms."""
    least: dict[float, int] = {}
    for (part, _), block in zip(parts, blocks, strict=True):
        if part.field is None:
            least[part.letters] = min(block.size, least.get(part.letters, block.size))
    return tuple(
        fit(text, _weight(part), replace(_frame(part, room, room.height, 1.0), largest=size))
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
