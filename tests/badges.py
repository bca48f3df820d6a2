"""What the tests of badges share: the shipped event, people to draw, what stands where."""

from functools import cache
from itertools import combinations

from checkin.badge import Paper
from checkin.badge.design import Layout, chosen
from checkin.badge.facts import facts_of
from checkin.badge.layout import Bar, Item, Lettering, lay_out
from checkin.event import Event, parse_event, programme
from db.records import Registration

Edges = tuple[int, int, int, int]

CODE = "7F3K9ABCDEFGH123"
SESSIONS = ("groupe-afrique-ouest", "groupe-madagascar-ocean-indien", "atelier-3", "b-to-b")
HELENE = Registration(
    "1",
    "Hélène",
    "Lefèvre",
    CODE,
    "Communauté d'agglomération de La Rochelle",
    "Chargée de mission coopération internationale",
    "elu",
    country="France",
    sessions=SESSIONS,
)


@cache
def aict() -> Event:
    """Return the event that is shipped."""
    return parse_event(programme(), "aict-2023.toml")


def layout_for(who: Registration, paper: Paper) -> Layout:
    """Return the shipped layout that somebody wears on a paper."""
    return chosen(aict().badges, who.category, paper)


def items(who: Registration, paper: Paper) -> tuple[Item, ...]:
    """Return everything on somebody's badge."""
    return lay_out(facts_of(who, aict()), layout_for(who, paper), paper)


def edges(item: Item) -> Edges:
    """Return the left, upper, right and lower edge of what is black, or white on black."""
    if isinstance(item, Lettering):
        inks = [round(ink.right) - round(ink.left) for ink in item.block.inks]
        starts = item.starts()
        right = max(start + ink for start, ink in zip(starts, inks, strict=True))
        return min(starts), item.top, right, item.top + item.block.height
    if isinstance(item, Bar):
        return item.left, item.top, item.left + item.width, item.top + item.height
    return item.left, item.top, item.left + item.image.width, item.top + item.image.height


def outside(things: tuple[Item, ...], layout: Layout, paper: Paper) -> list[Item]:
    """Return what leaves the paper."""
    width, height = (paper.rows, paper.dots) if layout.turned else (paper.dots, paper.rows)
    return [item for item in things if not _within(edges(item), (0, 0, width, height))]


def overlapping(things: tuple[Item, ...]) -> list[tuple[Item, Item]]:
    """Return what stands over something else; a text may stand in the bar of its own box."""
    pairs = combinations(things, 2)
    touching = ((one, two) for one, two in pairs if _touch(edges(one), edges(two)))
    return [(one, two) for one, two in touching if not _in(one, two)]


def _in(bar: Item, text: Item) -> bool:
    own = isinstance(bar, Bar) and isinstance(text, Lettering) and bar.box == text.box
    return own and _within(edges(text), edges(bar))


def _within(inner: Edges, outer: Edges) -> bool:
    low = inner[0] >= outer[0] and inner[1] >= outer[1]
    return low and inner[2] <= outer[2] and inner[3] <= outer[3]


def _touch(one: Edges, two: Edges) -> bool:
    across = one[0] < two[2] and two[0] < one[2]
    return across and one[1] < two[3] and two[1] < one[3]
