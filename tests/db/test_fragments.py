"""Pieces of codes are found wherever they stand."""

from hypothesis import given
from hypothesis import strategies as st

from db.finding.fragments import Fragments

CODES = st.lists(st.text("ab1é", max_size=8), max_size=12)


@given(CODES, st.text("ab1é", min_size=1, max_size=5), st.integers(1, 4))
def test_the_first_rows_with_a_fragment_are_found(codes: list[str], piece: str, most: int) -> None:
    there = [row for row, code in enumerate(codes) if piece in code]
    assert Fragments(codes).rows(piece, most) == there[:most]
