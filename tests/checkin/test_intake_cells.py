"""One cell: what a spreadsheet left in it, and what was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.intake.cells import clean, guarded


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Hélène   Lefèvre ", "Hélène Lefèvre"),
        ("deux\r\nlignes", "deux lignes"),
        ("e\u0301t\u00e9", "été"),
        ("\ufeffNom", "Nom"),
        ("Le\u200bf\u00e8vre\u202e", "Lefèvre"),
        ("06\u00a039\u202f98", "06 39 98"),
        ("a\x00b\x07c\x85d", "abcd"),
        ("'+33 6 39", "+33 6 39"),
        ("'@gora", "@gora"),
        ("'=1+1", "=1+1"),
        ("=1+1", "=1+1"),
        ("'t Hooft", "'t Hooft"),
        ("HÃ©lÃ¨ne", "Hélène"),
        ("CommunautÃ© dâ€™agglomÃ©ration", "Communauté d’agglomération"),
        ("JOÃO CONCEIÇÃO", "JOÃO CONCEIÇÃO"),
        ("", ""),
    ],
)
def test_a_cell_is_cleaned(cell: str, text: str) -> None:
    assert clean(cell) == text


@given(st.text(max_size=40))
def test_cleaning_twice_changes_nothing_more_than_once_did(cell: str) -> None:
    once = clean(cell)
    assert "\n" not in once
    assert once == once.strip()
    # A guard within a guard, or text that was misread twice, is taken off once a time.
    if not cell.startswith("'") and once.isascii():
        assert clean(once) == once or once.startswith("'")


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=20))
def test_a_guarded_cell_comes_back_as_it_was(text: str) -> None:
    safe = guarded(text)
    assert not safe.startswith(("=", "+", "-", "@"))
    if not text.startswith("'"):
        assert clean(safe) == " ".join(text.split()) or text[:1] == " "
