"""Set text as large as it goes into a box: in how many lines, and at what size."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import accumulate

from checkin.badge.breaking import SOFT_HYPHEN, held_together, pieces, shown, softened
from checkin.badge.lettering import CAPITAL, REFERENCE, Ink, Weight, ink, length, likely_ink

ELLIPSIS = "…"
# Lines that end well are worth being this much smaller.
WORTH = 0.86


@dataclass(frozen=True)
class Frame:
    """The frame that text may take, in dots, and the sizes and lines that suit it there."""

    width: int
    height: int
    largest: int
    lines: int
    comfortable: int = 0
    smallest: int = 10
    leading: float = 1.12


@dataclass(frozen=True)
class Block:
    """Text set in lines; `height` is that of its ink, from top to foot."""

    lines: tuple[str, ...]
    weight: Weight
    size: int
    leading: float

    @cached_property
    def baselines(self) -> tuple[int, ...]:
        """Where each line stands, counted from the top of the ink."""
        step = round(self.size * self.leading)
        return tuple(self._above + row * step for row in range(len(self.lines)))

    @cached_property
    def inks(self) -> tuple[Ink, ...]:
        """Where the dots of each line are."""
        return tuple(ink(line, self.weight, self.size) for line in self.lines)

    @cached_property
    def width(self) -> int:
        return max(round(one.right) - round(one.left) for one in self.inks)

    @cached_property
    def height(self) -> int:
        """Reach to the lowest dot of any line."""
        pairs = zip(self.baselines, self.inks, strict=True)
        return max(baseline + round(one.bottom) for baseline, one in pairs)

    @cached_property
    def _above(self) -> int:
        step = round(self.size * self.leading)
        return max(-round(one.top) - row * step for row, one in enumerate(self.inks))


@dataclass(frozen=True)
class Sketch(Block):
    """A block whose ink is reckoned from that of its letters: about as large, much cheaper."""

    @cached_property
    def inks(self) -> tuple[Ink, ...]:
        return tuple(likely_ink(line, self.weight, self.size) for line in self.lines)


@lru_cache(maxsize=2048)
def fit(text: str, weight: Weight, box: Frame) -> Block:
    """Return the text as large as the box allows; it never leaves it, which is measured.

    The last resort of a text without end is an ellipsis.
    """
    block = _measured(sketch(text, weight, box))
    while block.size > box.smallest and not inside(block, box):
        block = replace(block, size=block.size - 1)
    return block if inside(block, box) else _cut_short(text, weight, box)


@lru_cache(maxsize=2048)
def sketch(text: str, weight: Weight, box: Frame) -> Sketch:
    """Return the whole text about as large as the box allows.

    Lines break at spaces and after hyphens, within a word only where the text would otherwise be
    smaller than comfortable.
    """
    split = pieces(text)
    best = whole = _largest(split, weight, box)
    if best.size < box.comfortable:
        parted = _largest(pieces(softened(text)), weight, box)
        best = max(best, parted, key=lambda block: block.size)
    if len(best.lines) > 1:
        held = held_together(split)
        together = whole if held == split else _largest(held, weight, box)
        best = together if together.size >= best.size * WORTH else best
    return best


def inside(block: Block, box: Frame) -> bool:
    """Say whether no dot of the block leaves the box."""
    return block.width <= box.width and block.height <= box.height


def _largest(split: list[str], weight: Weight, box: Frame) -> Sketch:
    """Try every number of lines; the largest size wins, fewer lines where sizes are equal."""
    candidates = []
    for count in range(1, min(box.lines, len(split)) + 1):
        lines, widest = broken(tuple(split), weight, count)
        by_width = box.width * REFERENCE / max(widest, 1)
        by_height = box.height / ((count - 1) * box.leading + CAPITAL)
        size = int(min(box.largest, by_width, by_height))
        candidates.append(Sketch(lines, weight, size, box.leading))
    block = max(candidates, key=lambda block: (block.size, -len(block.lines)))
    if block.size < box.smallest:
        block = replace(block, size=box.smallest)
    while block.size > box.smallest and not inside(block, box):
        block = replace(block, size=block.size - 1)
    return block


def _measured(sketch: Sketch) -> Block:
    return Block(sketch.lines, sketch.weight, sketch.size, sketch.leading)


@lru_cache(maxsize=2048)
def broken(split: tuple[str, ...], weight: Weight, count: int) -> tuple[tuple[str, ...], float]:
    """Break into `count` lines at most, so that the widest is as narrow as can be.

    With how wide that is at the size of reference; asked for again in each frame that is tried.
    """
    widths = [length(piece.rstrip(SOFT_HYPHEN), weight, REFERENCE) for piece in split]
    total = len(split)
    upto = [0.0, *accumulate(widths)]
    ugly = [1.3 if piece.endswith(SOFT_HYPHEN) else 1.0 for piece in ("", *split)]
    costs = [width * penalty for width, penalty in zip(upto, ugly, strict=True)]
    starts = [[0] * (total + 1)]
    for _ in range(1, count):
        best = [
            min((max(costs[at], (upto[end] - upto[at]) * ugly[end]), at) for at in range(end or 1))
            for end in range(total + 1)
        ]
        costs = [cost for cost, _ in best]
        starts.append([at for _, at in best])
    lines: list[str] = []
    end = total
    for row in reversed(starts):
        lines.insert(0, shown("".join(split[row[end] : end])))
        end = row[end]
    kept = tuple(line for line in lines if line)
    return kept, max(length(line, weight, REFERENCE) for line in kept)


def _cut_short(text: str, weight: Weight, box: Frame) -> Block:
    """Keep as much of the beginning as the box takes at the smallest size."""
    low, high = 0, len(text)
    block = Block((ELLIPSIS,), weight, box.smallest, box.leading)
    while low < high:
        middle = (low + high + 1) // 2
        begun = pieces(softened(text[:middle].rstrip() + ELLIPSIS))
        tried = _measured(_largest(begun, weight, box))
        if inside(tried, box):
            block, low = tried, middle
        else:
            high = middle - 1
    return block
