"""Where everything stands on a badge: event above, names large, then who they are, ticket, band."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checkin.badge.fitting import Block, Box, fit
from checkin.badge.lettering import Weight, capitals, printable
from checkin.badge.paper import Paper
from checkin.badge.qr import smallest, symbol
from db.records import Registration

if TYPE_CHECKING:
    from PIL.Image import Image

MARGIN = 32
BAND = 92
RULE = 4
GAP = 24
APART = 40
COUNTRY = 34
NARROWEST_COLUMN = 150


@dataclass(frozen=True)
class Lettering:
    """A block of text; `left` and `top` of its ink."""

    left: int
    top: int
    block: Block
    white: bool = False


@dataclass(frozen=True)
class Band:
    """A bar across the whole badge, or its outline when not solid."""

    top: int
    height: int
    solid: bool = True


@dataclass(frozen=True)
class Symbol:
    """The ticket's QR, quiet zone included."""

    left: int
    top: int
    image: "Image"


Item = Lettering | Band | Symbol


def lay_out(
    registration: Registration, event_name: str, category_title: str, paper: Paper, band: str
) -> tuple[Item, ...]:
    """Return everything that is on the badge; nothing overlaps, nothing leaves the paper."""
    sheet = _Sheet(paper)
    top, head = sheet.head(printable(event_name))
    foot, bottom = sheet.band(printable(capitals(category_title)), solid=band == "solid")
    ticket, bottom = sheet.ticket(registration, bottom, top)
    return (*head, *foot, *ticket, *sheet.person(registration, top, bottom))


@dataclass(frozen=True)
class _Sheet:
    paper: Paper

    @property
    def _margin(self) -> int:
        return self.paper.scaled(MARGIN)

    @property
    def _width(self) -> int:
        return self.paper.dots - 2 * self._margin

    def head(self, event_name: str) -> tuple[int, tuple[Item, ...]]:
        """Return what is left below the event's name and its rule, and these two."""
        scaled = self.paper.scaled
        if not event_name:
            return self._margin, ()
        block = fit(event_name, Weight.BOOK, self._box(scaled(72), 30, lines=2))
        rule = Band(scaled(20) + block.height + scaled(16), scaled(RULE))
        under = rule.top + rule.height + scaled(GAP)
        return under, (Lettering(self._margin, scaled(20), block), rule)

    def band(self, title: str, *, solid: bool) -> tuple[tuple[Item, ...], int]:
        """Return the category's bar, and how far down there is room above it."""
        paper = self.paper
        if not title:
            return (), paper.rows - paper.scaled(GAP)
        height = paper.scaled(BAND)
        bar = Band(paper.rows - height, height, solid)
        block = fit(title, Weight.BOLD, self._box(round(height * 0.56), 54, lines=2))
        left = (paper.dots - block.width) // 2
        top = bar.top + (height - block.height) // 2
        return (bar, Lettering(left, top, block, white=solid)), bar.top

    def ticket(
        self, registration: Registration, bottom: int, top: int
    ) -> tuple[tuple[Item, ...], int]:
        """Return the ticket's symbol with country and code beside it, and the room above them."""
        paper = self.paper
        room = min(paper.dots, max(round((bottom - top) * 0.55), smallest(paper)))
        image = symbol(registration.code, paper, room) if registration.code else None
        country = printable(registration.country)
        if image is None:
            return self._country_above(country, bottom - paper.scaled(GAP))
        stamp = Symbol(paper.dots - image.width, bottom - image.height, image)
        if stamp.left - self._margin < paper.scaled(NARROWEST_COLUMN):
            items, above = self._country_above(country, stamp.top)
            return (stamp, *items), above
        return (stamp, *self._beside(stamp, country, registration.code)), stamp.top

    def _country_above(self, country: str, foot: int) -> tuple[tuple[Item, ...], int]:
        if not country:
            return (), foot
        block = fit(country, Weight.BOLD, self._box(self.paper.scaled(40), COUNTRY))
        top = foot - block.height
        return (Lettering(self._margin, top, block),), top - self.paper.scaled(GAP)

    def _beside(self, stamp: Symbol, country: str, code: str) -> tuple[Item, ...]:
        paper = self.paper
        width = stamp.left - self._margin
        foot = stamp.top + stamp.image.height - paper.scaled(MARGIN)
        items: list[Item] = []
        if shown := _grouped(code):
            box = replace(self._box(paper.scaled(64), 26, 2), width=width)
            block = fit(shown, Weight.BOOK, box)
            foot -= block.height
            items.append(Lettering(self._margin, foot, block))
            foot -= paper.scaled(18)
        if country:
            box = replace(
                self._box(foot - stamp.top - paper.scaled(MARGIN), COUNTRY, 3), width=width
            )
            block = fit(country, Weight.BOLD, box)
            items.append(Lettering(self._margin, foot - block.height, block))
        return tuple(items)

    def person(self, registration: Registration, top: int, bottom: int) -> tuple[Item, ...]:
        """Return names and what they stand for, spread over the room between two heights."""
        room = bottom - top
        about = self._about(registration, round(room * 0.43))
        apart = self.paper.scaled(APART) if about else 0
        names = self._names(registration, room - apart - self._stacked(about))
        slack = room - apart - self._stacked(names) - self._stacked(about)
        spread = min(slack // 5, self.paper.scaled(GAP))
        items: list[Item] = []
        at = top + max(0, spread + (slack - 4 * spread) // 4)
        for blocks in (names, about):
            for block in blocks:
                items.append(Lettering(self._margin, at, block))
                at += block.height + self.paper.scaled(GAP) + max(0, spread // 2)
            at += apart - self.paper.scaled(GAP) + max(0, spread)
        return tuple(items)

    def _stacked(self, blocks: tuple[Block, ...]) -> int:
        gaps = self.paper.scaled(GAP) * max(0, len(blocks) - 1)
        return sum(block.height for block in blocks) + gaps

    def _names(self, registration: Registration, room: int) -> tuple[Block, ...]:
        given = printable(registration.given_name)
        family = printable(capitals(registration.family_name))
        if not given or not family:
            only = given or family
            return (fit(only, Weight.BOLD, self._box(room, 132, 3, 0.4)),) if only else ()
        room -= self.paper.scaled(GAP)
        below = fit(family, Weight.BOLD, self._box(round(room * 0.54), 112, 3, 0.45))
        above = fit(given, Weight.BOLD, self._box(room - below.height, 128, 2, 0.45))
        below = fit(family, Weight.BOLD, self._box(room - above.height, 112, 3, 0.45))
        return above, below

    def _about(self, registration: Registration, room: int) -> tuple[Block, ...]:
        function = printable(registration.function)
        organisation = printable(registration.organisation)
        if not function or not organisation:
            only, weight = (function, Weight.BOOK) if function else (organisation, Weight.BOLD)
            return (fit(only, weight, self._box(room, 44, 4)),) if only else ()
        room -= self.paper.scaled(GAP)
        below = fit(organisation, Weight.BOLD, self._box(round(room * 0.6), 42, 4))
        above = fit(function, Weight.BOOK, self._box(room - below.height, 38, 3))
        below = fit(organisation, Weight.BOLD, self._box(room - above.height, 42, 4))
        return above, below

    def _box(self, height: int, largest: int, lines: int = 1, comfortable: float = 0) -> Box:
        """Return the full width at a height; sizes are those of the design."""
        scaled = self.paper.scaled
        return Box(
            width=self._width,
            height=height,
            largest=scaled(largest),
            lines=lines,
            comfortable=round(scaled(largest) * comfortable),
        )


def _grouped(code: str) -> str:
    """Return a short code as one reads it aloud, in fours; nothing for one that nobody would."""
    if len(code) > 24:
        return ""
    if not code.isalnum() or len(code) % 4:
        return printable(code)
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
