"""A sample of the hardest names on every layout; `python -m tests.badge_ordeal` has them all."""

import pytest

from checkin.badge import Paper
from tests.badge_ordeal import PAPERS, try_paper
from tests.badge_pace import pace
from tests.hard_names import MANY, hardest

SAMPLE = hardest(MANY)[::41]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: f"{paper.dots}-{paper.length}")
def test_the_hardest_names_stand_whole_on_every_layout_in_every_category(paper: Paper) -> None:
    found = try_paper(paper, SAMPLE)

    assert found.examples == []
    assert (found.badges, found.tickets) == (7 * len(SAMPLE), len(SAMPLE))


def test_the_pace_of_badges_has_a_figure_for_everybody() -> None:
    assert len(pace(Paper(), SAMPLE[:3])) == 3
