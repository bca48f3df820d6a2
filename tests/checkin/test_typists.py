"""Nobody who scans is taken for a human, and nobody who types for a scanner."""

from pathlib import Path

from tests.typists import try_out


def test_of_a_thousand_texts_none_is_taken_for_what_it_is_not(tmp_path: Path) -> None:
    kinds, wrong = try_out(tmp_path, 1_000, seed=1)
    assert sum(kinds.values()) == 1_000
    assert wrong == []
