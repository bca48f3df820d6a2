"""What two letters stand for a country: ISO 3166-1, names as Unicode's CLDR has them."""

import csv
from functools import cache
from pathlib import Path

from db.folding import fold

TABLE = Path(__file__).with_name("territories.csv")


def code_of(country: str) -> str:
    """Return the two letters of a country that is named in some language, else nothing."""
    return _codes().get(fold(country), "")


@cache
def _codes() -> dict[str, str]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {fold(name): row[0] for row in csv.reader(file) for name in row}
