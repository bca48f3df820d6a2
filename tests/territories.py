"""Write checkin/badge/territories.csv from Unicode's names of countries.

uv run python -m tests.territories
"""

import csv
from pathlib import Path

from babel import Locale

from checkin.badge.territories import TABLE

LANGUAGES = ("fr", "en", "es", "pt", "de")
# As lists write them, beside what Unicode calls them.
ALSO = {
    "CD": ("République démocratique du Congo", "RD Congo", "RDC"),
    "CG": ("Congo", "République du Congo"),
    "CZ": ("République tchèque",),
    "GB": ("Grande-Bretagne", "Great Britain", "UK"),
    "LA": ("République démocratique populaire lao",),
    "MD": ("République de Moldavie",),
    "MM": ("Birmanie", "Burma"),
    "PS": ("Palestine",),
    "US": ("USA", "États-Unis d’Amérique"),
    "VN": ("Viêt Nam", "Viet Nam"),
}


def rows() -> list[list[str]]:
    """Return each country's code and what it is called, each name once."""
    named = {language: Locale(language).territories for language in LANGUAGES}
    codes = sorted(code for code in map(str, named["fr"]) if code.isalpha() and len(code) == 2)
    return [
        [code, *dict.fromkeys(named[language][code] for language in LANGUAGES), *ALSO.get(code, ())]
        for code in codes
        if code not in ("ZZ", "XA", "XB", "EU", "EZ", "UN", "QO")
    ]


def write(path: Path) -> None:
    """Write the table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows())


if __name__ == "__main__":
    write(TABLE)
