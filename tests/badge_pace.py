"""What one badge costs: composed and encoded on one core, for the hardest names.

    uv run python -m tests.badge_pace [HOW_MANY_NAMES]

One badge of somebody else is drawn before, so that the faces are there; then everybody's once,
with whatever was remembered of earlier texts forgotten. The unit is the millisecond of processor.
"""

import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from statistics import quantiles

from checkin import language
from checkin.badge import Paper, badge_of, fitting, lettering, qr
from db.records import Registration
from tests.badges import HELENE, aict
from tests.hard_names import MANY, hardest

PAPERS = (Paper(384, 203, 90), Paper(), Paper(696, 300, 93))
REMEMBERED = (
    fitting.fit,
    fitting.sketch,
    fitting.broken,
    lettering.length,
    lettering.ink,
    qr.symbol,
)


def pace(paper: Paper, people: Sequence[Registration]) -> list[float]:
    """Return what each one's badge took, in seconds."""
    _warm_up = badge_of(HELENE, aict(), paper).data
    categories = [category.id for category in aict().categories]
    spent = []
    for number, who in enumerate(people, 1):
        for texts in REMEMBERED:
            texts.cache_clear()
        category = categories[number % len(categories)]
        begun = time.thread_time()
        _bytes = badge_of(replace(who, category=category), aict(), paper, number=number).data
        spent.append(time.thread_time() - begun)
    return spent


def told(paper: Paper, spent: Sequence[float]) -> str:
    """Return a line of the table, in milliseconds; the bar stands at its end."""
    cuts = quantiles(spent, n=100, method="inclusive")
    numbers = "".join(f"{one * 1000:>8.1f}" for one in (cuts[49], cuts[98], max(spent)))
    return f"{f'{paper.dots} dots, {paper.length} mm':<24}{numbers}   ≤ 30"


def main(arguments: list[str]) -> None:
    """Print the table."""
    language.install("fr")
    people = hardest(int(arguments[0]) if arguments else MANY)
    lines = (told(paper, pace(paper, people)) for paper in PAPERS)
    head = f"{f'ms, {len(people)} badges':<24}{'p50':>8}{'p99':>8}{'most':>8}   bar"
    print(head, *lines, sep="\n")  # noqa: T201 - its purpose


if __name__ == "__main__":
    main(sys.argv[1:])
