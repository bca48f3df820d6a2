"""The export: the organiser's columns as they stand, ours beside them, and the way back in."""

import csv
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest

from checkin.language import install
from tests.desks import a_desk, ran

HEADINGS = ["Réf.", "Nom complet", "Organisme", "Statut", "Ateliers", "Courriel", "Régime", "Code"]
ROWS = [
    [
        "7",
        "LEFÈVRE Hélène",
        "Ville de Lyon",
        "Validée",
        "Atelier 1 : l’eau, partout",
        "h@x.example",
    ],
    ["8", "Awa d'Almeida", "=cmd|'/c calc'!A1", "En attente", "", "a@x.example", "+33 6", "A2"],
    ["9", "Jean de La Fontaine", "-Métropole", "annulé", "", "j@x.example", "@home", "A3"],
]
ROWS[0] += ['sans gluten; "bio"', "A1"]


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    install("en")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A desk with an imported list and a day behind it."""
    folder = a_desk(tmp_path / "desk", ())
    listed = tmp_path / "list.csv"
    write(listed, [HEADINGS, *ROWS])
    assert ran(folder, "import", str(listed), "--json").json["new"] == 3
    assert ran(folder, "scan", "A1").code == 0
    ran(folder, "correct", "A2", "--set", "family_name=Dalmeida")
    ran(folder, "walk-in", "--given-name", "Ada", "--family-name", "King", "--country", "France")
    return folder


def write(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of an export, as a spreadsheet program would show them."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, delimiter=";"))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    headings, *rows = sheet.iter_rows()
    assert {cell.data_type for row in rows for cell in row if cell.value} == {"s"}
    names = [str(cell.value) for cell in headings]
    return [dict(zip(names, (str(cell.value or "") for cell in row), strict=True)) for row in rows]


def lasting(path: Path) -> list[dict[str, str]]:
    """Return the rows of an export without the file that people were last named by."""
    sources = {"checkin source", "checkin provenance"}
    return [{name: row[name] for name in row if name not in sources} for row in read(path)]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_lists_own_columns_come_first_as_they_stand_now(
    desk: Path, tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"all.{suffix}"
    assert ran(desk, "export", str(file), "--json").json == {"rows": 4, "file": str(file)}
    rows = {row["Code"]: row for row in read(file)}
    assert list(rows["A1"])[:8] == HEADINGS
    assert list(rows["A1"])[8:] == [
        "Country",
        "checkin arrival",
        "checkin desk",
        "checkin badge",
        "checkin source",
        "checkin no longer listed",
    ]
    assert rows["A2"]["Nom complet"] == "Awa Dalmeida"
    assert rows["A3"]["Nom complet"] == "Jean de La Fontaine"
    assert [rows[code]["Statut"] for code in ("A1", "A2", "A3")] == [row[3] for row in ROWS]
    assert rows["A1"]["Régime"] == 'sans gluten; "bio"'
    assert rows["A1"]["Ateliers"] == "Atelier 1 : l’eau, partout"


def test_what_happened_stands_beside_it(desk: Path, tmp_path: Path) -> None:
    ran(desk, "export", str(tmp_path / "all.csv"))
    rows = {row["Nom complet"]: row for row in read(tmp_path / "all.csv")}
    assert rows["Hélène LEFÈVRE"]["checkin arrival"][10] == "T"
    assert rows["Hélène LEFÈVRE"]["checkin desk"] == "one"
    assert rows["Hélène LEFÈVRE"]["checkin badge"] == "queued"
    assert rows["Awa Dalmeida"]["checkin arrival"] == ""
    assert rows["Ada King"]["checkin source"] == "walk-in"
    assert rows["Ada King"]["Country"] == "France"
    ran(desk, "export", str(tmp_path / "salon.csv"), "--list", "salon")
    assert {row["checkin arrival"] for row in read(tmp_path / "salon.csv")} == {""}


def test_no_cell_is_a_formula_to_a_spreadsheet(desk: Path, tmp_path: Path) -> None:
    ran(desk, "export", str(tmp_path / "all.csv"))
    cells = [cell for row in read(tmp_path / "all.csv") for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert "'=cmd|'/c calc'!A1" in cells
    ran(desk, "export", str(tmp_path / "all.xlsx"))
    assert "=cmd|'/c calc'!A1" in [
        cell for row in read(tmp_path / "all.xlsx") for cell in row.values()
    ]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_export_that_is_imported_again_changes_nothing(
    desk: Path, tmp_path: Path, suffix: str, language: str
) -> None:
    file = tmp_path / f"all.{suffix}"
    ran(desk, "--lang", language, "export", str(file))
    before = ran(desk, "counts", "--json").json
    again = ran(desk, "--lang", language, "import", str(file), "--json").json
    assert (again["rows"], again["new"], again["missing"], again["rejected"]) == (4, 0, 0, 0)
    assert ran(desk, "counts", "--json").json == before
    assert ran(desk, "find", "lefevre", "--json").json[0]["present"]
    assert ran(desk, "import", str(file), "--json").json["unchanged"] == 4
    ran(desk, "--lang", language, "export", str(tmp_path / f"again.{suffix}"))
    assert lasting(file) == lasting(tmp_path / f"again.{suffix}")


def test_without_a_list_the_headings_are_ours_and_come_back_in(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "desk")
    ran(desk, "scan", "--batch", given="HELENE-1\nAWA-2\n")
    file = tmp_path / "all.csv"
    for language in ("fr", "en"):
        ran(desk, "--lang", language, "export", str(file))
        again = ran(desk, "import", str(file), "--json").json
        assert (again["rows"], again["new"], again["missing"]) == (4, 0, 0)
    assert ran(desk, "import", str(file), "--json").json["unchanged"] == 4
    assert ran(desk, "counts", "--json").json["present"] == 2
    statuses = {who["code"]: who["status"] for who in ran(desk, "find", "ville", "--json").json}
    assert statuses["JEAN-3"] == "unpaid"


def test_a_file_that_says_not_what_it_shall_be_is_refused(desk: Path, tmp_path: Path) -> None:
    done = ran(desk, "export", str(tmp_path / "all.pdf"))
    assert done.code == 1
    assert "all.pdf must end in .csv or .xlsx" in done.err
    assert not (tmp_path / "all.pdf").exists()


def test_an_export_that_fails_leaves_the_file_there_as_it_was(desk: Path, tmp_path: Path) -> None:
    file = tmp_path / "all.csv"
    file.write_text("precious")
    assert ran(desk, "export", str(file), "--list", "nowhere").code == 2
    assert file.read_text() == "precious"
    assert ran(desk, "export", str(tmp_path / "no" / "all.csv")).code == 1


def test_only_its_owner_reads_an_export(desk: Path, tmp_path: Path) -> None:
    ran(desk, "export", str(tmp_path / "all.csv"))
    assert (tmp_path / "all.csv").stat().st_mode & 0o777 == 0o600


def test_names_in_one_column_survive_the_way_out_and_back(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "desk", ())
    parts = ["Anne", "Marie", "de", "La", "DUPONT", "O'Neil", "Le", "van", "Ng", "ÉLISE"]
    dice = random.Random(7)  # noqa: S311 - the same names each time
    names = {" ".join(dice.sample(parts, dice.randint(1, 4))) for _ in range(200)}
    rows = [[name, f"C{number}"] for number, name in enumerate(sorted(names))]
    write(tmp_path / "list.csv", [["Nom complet", "Code"], *rows])
    ran(desk, "import", str(tmp_path / "list.csv"))
    before = {who["code"]: who for who in ran(desk, "find", "--limit", "999", "c", "--json").json}
    ran(desk, "export", str(tmp_path / "all.csv"))
    again = ran(desk, "import", str(tmp_path / "all.csv"), "--json").json
    assert again["unchanged"] == again["rows"] == len(rows)
    after = {who["code"]: who for who in ran(desk, "find", "--limit", "999", "c", "--json").json}
    assert after == before
