"""The table of countries is Unicode's."""

from pathlib import Path

import pytest

from checkin.badge.territories import TABLE, code_of
from tests.territories import write


def test_the_table_is_as_unicode_has_it(tmp_path: Path) -> None:
    write(tmp_path / "territories.csv")

    assert TABLE.read_text("utf-8") == (tmp_path / "territories.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("country", "code"),
    [("Côte d’Ivoire", "CI"), ("MADAGASCAR", "MG"), ("Morocco", "MA"), ("be", "BE"), ("", "")],
)
def test_a_country_is_known_by_its_names_and_its_code(country: str, code: str) -> None:
    assert code_of(country) == code
