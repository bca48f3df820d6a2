"""The badge layouts of an event: `[[badges]]` tables with a `[badges.box.NAME]` for each box."""

from collections.abc import Iterable
from functools import cache
from importlib import resources
from itertools import combinations

from checkin import tables
from checkin.badge.design import ALONE, Align, Box, Field, Ground, Layout, Part, Stand
from checkin.badge.logo import decoded
from checkin.language import _
from checkin.tables import Table

WIDTHS, LENGTHS = (30, 400), (30, 400)  # millimetres
LETTERS = (1, 40)  # millimetres from the foot of a capital to its top
MOST_LINES = 6
SMALLEST_QR = 22  # millimetres: 29 modules of 0.75
TOUCHING = 0.01  # millimetres that boxes may share, for numbers such as 0.1 + 0.2


def layouts(table: Table, categories: Iterable[str]) -> tuple[Layout, ...]:
    """Return the event's layouts, or those that are shipped when it has none."""
    listed = table.tables("badges")
    known = tuple(categories)
    return tuple(_layout(item, known) for item in listed) or shipped()


@cache
def shipped() -> tuple[Layout, ...]:
    """Return the layouts of the programme that is shipped."""
    source = resources.files("checkin") / "programmes" / "aict-2023.toml"
    table = tables.parse(source.read_text("utf-8"), source.name)
    known = tuple(category.id("id") for category in table.tables("categories"))
    return tuple(_layout(item, known) for item in table.tables("badges"))


def _layout(table: Table, categories: tuple[str, ...]) -> Layout:
    table.only("id", "width", "length", "turned", "categories", "logo", "box")
    among = table.choices("categories", categories)
    layout = Layout(
        id=table.id("id"),
        width=table.number("width", WIDTHS),
        length=table.number("length", LENGTHS),
        boxes=tuple(_box(item) for item in _boxes(table)),
        turned=table.flag("turned"),
        categories=frozenset(among) if "categories" in table.values else None,
        logo=_logo(table),
    )
    for box in layout.boxes:
        _on_the_badge(table.table("box").table(box.name), box, layout)
    for box, other in combinations(layout.boxes, 2):
        _apart(table.table("box").table(other.name), box, other)
    return layout


def _boxes(table: Table) -> tuple[Table, ...]:
    boxes = table.table("box")
    if not boxes.values:
        raise table.refused("box", _("at least one box, such as [badges.box.name]"))
    return tuple(boxes.table(name) for name in boxes.values)


def _box(table: Table) -> Box:
    table.only("at", "size", "show", "align", "stand", "ground", "gap")
    left, top = table.pair("at", (0, LENGTHS[1]))
    width, height = table.pair("size", (0.1, LENGTHS[1]))
    box = Box(
        name=table.path.rpartition(".")[2],
        left=left,
        top=top,
        width=width,
        height=height,
        parts=tuple(_part(item) for item in table.tables("show")),
        align=Align(table.choice("align", Align, Align.LEFT)),
        stand=Stand(table.choice("stand", Stand, Stand.TOP)),
        ground=Ground(table.choice("ground", Ground, Ground.PAPER)),
        gap=table.number("gap", (0, 20), 2.0),
    )
    if len(box.parts) > 1 and any(part.field in ALONE for part in box.parts):
        sentence = _("{fields} each need a box of their own.").format(fields=", ".join(ALONE))
        raise table.trouble("show", sentence)
    if box.alone is Field.QR and min(width, height) < SMALLEST_QR:
        expected = _("at least {least} by {least} mm for a QR code").format(least=SMALLEST_QR)
        raise table.refused("size", expected)
    return box


def _part(table: Table) -> Part:
    table.only("field", "words", "letters", "lines", "bold", "capitals")
    if ("field" in table.values) == ("words" in table.values):
        sentence = _("{place} needs either a field or words.").format(place=table.path)
        raise table.trouble("field", sentence)
    field = Field(table.choice("field", Field)) if "field" in table.values else None
    return Part(
        field=field,
        letters=table.number("letters", LETTERS, LETTERS[0] if field in ALONE else None),
        lines=int(table.number("lines", (1, MOST_LINES), 1)),
        bold=table.flag("bold"),
        capitals=table.flag("capitals"),
        words=table.text("words", ""),
    )


def _logo(table: Table) -> bytes:
    if "logo" not in table.values:
        return b""
    try:
        return decoded(table.text("logo"))
    except ValueError:
        raise table.refused("logo", _("a PNG written in base64")) from None


def _on_the_badge(table: Table, box: Box, layout: Layout) -> None:
    if box.right > layout.width + TOUCHING or box.bottom > layout.length + TOUCHING:
        sentence = _("the box {name} leaves the badge, which is {width} by {length} mm.").format(
            name=box.name, width=f"{layout.width:g}", length=f"{layout.length:g}"
        )
        raise table.trouble("size", sentence)


def _apart(table: Table, box: Box, other: Box) -> None:
    across = min(box.right, other.right) - max(box.left, other.left)
    along = min(box.bottom, other.bottom) - max(box.top, other.top)
    if min(across, along) > TOUCHING:
        sentence = _("the box {name} overlaps the box {other}.")
        raise table.trouble("at", sentence.format(name=other.name, other=box.name))
