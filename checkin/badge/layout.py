"""Where everything stands on one person's badge, in dots."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkin.badge.design import Align, Box, Field, Ground, Layout, Part, Stand
from checkin.badge.facts import Facts
from checkin.badge.fitting import Block
from checkin.badge.lettering import capitals, from_the_right, printable
from checkin.badge.paper import Paper
from checkin.badge.qr import symbol
from checkin.badge.stacking import Room, height, stack

if TYPE_CHECKING:
    from PIL.Image import Image

SMALLEST = 1.9  # millimetres from line to line of the smallest letters
PADDING = 1.2  # millimetres between the edge of a black or outlined box and its text
SLOT = (1.9, 1.7)  # the capitals of a session and of its room, in millimetres
NARROW = 30  # millimetres; in a narrower box a session may take two lines
LOWEST_SLOT = 5.0  # millimetres that a session and its room need at the least


@dataclass(frozen=True)
class Lettering:
    """A block of text at the top of its ink; `box` is the box that it was set for."""

    box: str
    left: int
    top: int
    width: int
    block: Block
    align: Align
    white: bool = False

    def starts(self) -> tuple[int, ...]:
        """Return where the ink of each line begins."""
        return tuple(
            self.left + self._indent(round(ink.right) - round(ink.left), line)
            for ink, line in zip(self.block.inks, self.block.lines, strict=True)
        )

    def _indent(self, ink: int, line: str) -> int:
        align = self.align
        if align is Align.LEFT and from_the_right(line):
            align = Align.RIGHT
        spare = self.width - ink
        return {Align.LEFT: 0, Align.CENTRE: spare // 2, Align.RIGHT: spare}[align]


@dataclass(frozen=True)
class Bar:
    """A black box, or its outline when not solid."""

    box: str
    left: int
    top: int
    width: int
    height: int
    solid: bool = True


@dataclass(frozen=True)
class Stamp:
    """A picture in its box: the ticket's QR with its quiet zone, or the logo."""

    box: str
    left: int
    top: int
    image: "Image"


Item = Lettering | Bar | Stamp


def lay_out(facts: Facts, layout: Layout, paper: Paper) -> tuple[Item, ...]:
    """Return everything that is on the badge, each inside its box."""
    sheet = _Sheet(facts, layout, paper)
    return tuple(item for box in layout.boxes for item in sheet.fill(box))


@dataclass(frozen=True)
class _Sheet:
    facts: Facts
    layout: Layout
    paper: Paper

    @property
    def _across(self) -> float:
        dots = self.paper.rows if self.layout.turned else self.paper.dots
        return dots / self.layout.width

    @property
    def _along(self) -> float:
        dots = self.paper.dots if self.layout.turned else self.paper.rows
        return dots / self.layout.length

    @property
    def _fine(self) -> float:
        return min(self._across, self._along)

    def fill(self, box: Box) -> tuple[Item, ...]:
        """Return what is in one box."""
        left, top = round(box.left * self._across), round(box.top * self._along)
        width = round(box.right * self._across) - left
        tall = round(box.bottom * self._along) - top
        if box.alone is Field.QR:
            return self._ticket(box, (left, top, width, tall))
        if box.alone is Field.LOGO:
            return self._logo(box, (left, top, width, tall))
        bar = self._bar(box, (left, top, width, tall))
        if bar or box.ground is Ground.CATEGORY:
            padding = round(PADDING * self._fine)
            left, top, width, tall = (
                left + padding,
                top + padding,
                width - 2 * padding,
                tall - 2 * padding,
            )
        if not box.parts:
            return bar
        return (*bar, *self._texts(box, (left, top, width, tall), white=any(b.solid for b in bar)))

    def _bar(self, box: Box, place: tuple[int, int, int, int]) -> tuple[Bar, ...]:
        if box.ground is Ground.PAPER or (box.parts and not self._shown(box)):
            return ()
        by_category = box.ground is Ground.CATEGORY
        solid = self.facts.solid if by_category else box.ground is Ground.SOLID
        return (Bar(box.name, *place, solid),)

    def _texts(
        self, box: Box, place: tuple[int, int, int, int], *, white: bool
    ) -> tuple[Lettering, ...]:
        left, top, width, tall = place
        gap = round(box.gap * self._fine)
        smallest = self.paper.millimetres(SMALLEST)
        blocks = stack(self._shown(box), Room(width, tall, gap, smallest, self._fine))
        spare = tall - height(blocks, gap)
        at, apart = top + _lead(box.stand, spare, len(blocks)), gap
        if box.stand is Stand.SPREAD:
            apart += min(spare // (len(blocks) + 1), gap) if blocks else 0
        items = []
        for block in blocks:
            items.append(Lettering(box.name, left, at, width, block, box.align, white))
            at += block.height + apart
        return tuple(items)

    def _shown(self, box: Box) -> list[tuple[Part, str]]:
        parts = self._slots(box) if box.alone is Field.SESSIONS else box.parts
        told = ((part, self._text(part)) for part in parts)
        return [(part, text) for part, text in told if text]

    def _text(self, part: Part) -> str:
        text = part.words or (self.facts.texts.get(part.field, "") if part.field else "")
        return printable(capitals(text) if part.capitals else text)

    def _slots(self, box: Box) -> tuple[Part, ...]:
        """Return each session with its room below it, and how many more there are."""
        most = max(1, int(box.height / LOWEST_SLOT))
        slots, narrow = self.facts.slots, box.width < NARROW
        told = slots if len(slots) <= most else slots[: most - 1]
        parts: list[Part] = []
        for slot in told:
            told_so = f"{slot.time} {slot.title}"
            parts.append(Part(None, SLOT[0], 1 + narrow, bold=True, words=told_so))
            parts.append(Part(None, SLOT[1], words=slot.room))
        if more := len(slots) - len(told):
            parts.append(Part(None, SLOT[0], bold=True, words=f"+ {more}"))
        return tuple(parts)

    def _ticket(self, box: Box, place: tuple[int, int, int, int]) -> tuple[Stamp, ...]:
        room = min(place[2:])
        image = symbol(self.facts.code, self.paper, room) if self.facts.code else None
        return (_placed(box, place, image),) if image else ()

    def _logo(self, box: Box, place: tuple[int, int, int, int]) -> tuple[Stamp, ...]:
        from checkin.badge.logo import dots

        return (_placed(box, place, dots(self.layout.logo, place[2:])),) if self.layout.logo else ()


def _placed(box: Box, place: tuple[int, int, int, int], image: "Image") -> Stamp:
    left, top, width, tall = place
    across = {Align.LEFT: 0, Align.CENTRE: 1, Align.RIGHT: 2}[box.align]
    along = {Stand.TOP: 0, Stand.BOTTOM: 2}.get(box.stand, 1)
    return Stamp(
        box.name,
        left + (width - image.width) * across // 2,
        top + (tall - image.height) * along // 2,
        image,
    )


def _lead(stand: Stand, spare: int, blocks: int) -> int:
    """Return how far below the top of its box the first text begins."""
    if stand is Stand.TOP:
        return 0
    if stand is Stand.BOTTOM:
        return spare
    return spare // (blocks + 1) if stand is Stand.SPREAD else spare // 2
