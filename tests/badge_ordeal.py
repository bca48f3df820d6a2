"""Every layout, every category, the hardest names: what is wrong with any badge, in a table.

    uv run python -m tests.badge_ordeal [HOW_MANY_NAMES] [--sheets FOLDER]

Everybody's badge is laid out in every category: nothing leaves the paper or its box, nothing
overlaps, no name is cut short. Each is drawn once in every layout, blurred as a cheap camera sees
it, and its ticket read.
"""

import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

import zxingcpp
from PIL import Image, ImageFilter

from checkin import language
from checkin.badge import Paper, badge_of
from checkin.badge.layout import Lettering
from db.records import Registration
from tests.badges import aict, edges, items, layout_for, outside, overlapping
from tests.hard_names import MANY, hardest

PAPERS = (
    Paper(),
    Paper(512, 180, 100),
    Paper(696, 300, 93),
    Paper(832, 203, 100),
    Paper(1164, 300, 140),
    Paper(384, 203, 90),
    Paper(576, 203, 60),
    Paper(384, 203, 70),
)
SEEN = 4.4  # dots a millimetre in the eye of a webcam 25 cm away
BLUR = 0.8
ON_A_SHEET = 12


@dataclass
class Found:
    """What was looked at on one paper, and what was wrong with it."""

    paper: Paper
    badges: int = 0
    tickets: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def fault(self, kind: str, who: Registration) -> None:
        """Write one down."""
        self.faults[kind] += 1
        if kind != "shortened":
            self.examples.append(f"{kind}: {who.name!r} as {who.category!r} on {self.paper}")


def try_paper(paper: Paper, people: list[Registration]) -> Found:
    """Lay out and read everybody's badge on one paper."""
    found = Found(paper)
    categories = [category.id for category in aict().categories]
    for number, who in enumerate(people):
        for category in categories:
            lay_out(replace(who, category=category), found)
        read(replace(who, category=categories[number % len(categories)]), found)
    return found


def lay_out(who: Registration, found: Found) -> None:
    """Judge where everything stands on a badge."""
    drawn = items(who, found.paper)
    found.badges += 1
    if outside(drawn, layout_for(who, found.paper), found.paper):
        found.fault("leaves the paper", who)
    if overlapping(drawn):
        found.fault("overlaps", who)
    for text in drawn:
        if isinstance(text, Lettering):
            left, _, right, _ = edges(text)
            if left < text.left or right > text.left + text.width:
                found.fault("leaves its box", who)
            if "…" in "".join(text.block.lines):
                found.fault("name cut short" if text.box == "name" else "shortened", who)


def read(who: Registration, found: Found) -> None:
    """Read the ticket as a webcam sees it."""
    upright = badge_of(who, aict(), found.paper).upright.convert("L")
    scale = SEEN * 25.4 / found.paper.dpi
    seen = upright.resize((round(upright.width * scale), round(upright.height * scale)))
    blurred = seen.filter(ImageFilter.GaussianBlur(BLUR))
    found.tickets += 1
    if [one.text for one in zxingcpp.read_barcodes(blurred)] != [who.code]:
        found.fault("ticket unread", who)


def sheet(paper: Paper, people: list[Registration]) -> Image.Image:
    """Return some badges side by side."""
    categories = [category.id for category in aict().categories]
    drawn = [
        badge_of(replace(who, category=categories[number % len(categories)]), aict(), paper).upright
        for number, who in enumerate(people)
    ]
    width, height = drawn[0].width + 20, drawn[0].height + 20
    rows = -(-len(drawn) // 4)
    whole = Image.new("L", (4 * width + 20, rows * height + 20), 170)
    for number, image in enumerate(drawn):
        whole.paste(image, (20 + number % 4 * width, 20 + number // 4 * height))
    return whole


def main(arguments: list[str]) -> int:
    """Print the table; the exit code says whether anything was wrong."""
    language.install("fr")
    folder = Path(arguments[arguments.index("--sheets") + 1]) if "--sheets" in arguments else None
    many = int(arguments[0]) if arguments and arguments[0].isdecimal() else MANY
    people, wrong = hardest(many), 0
    for paper in PAPERS:
        found = try_paper(paper, people)
        faults = ", ".join(f"{kind} {count}" for kind, count in found.faults.items()) or "no fault"
        name = layout_for(people[0], paper).id
        size = f"{paper.dots} dots, {paper.dpi} dpi, {paper.length} mm"
        line = f"{name:10} {size:26} {found.badges:6} laid out {found.tickets:4} read  {faults}"
        print(line, *found.examples[:5], sep="\n    ", flush=True)  # noqa: T201 - its purpose
        wrong += len(found.examples)
        if folder is not None:
            folder.mkdir(exist_ok=True)
            sheet(paper, people[:ON_A_SHEET]).save(folder / f"{name}-{paper.dots}-{paper.dpi}.png")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
