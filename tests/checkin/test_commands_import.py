"""The organiser's list through the command line: what comes in, what stays, what is told."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from checkin.language import install
from tests.desks import a_desk, ran

LIST = """Prénom;Nom;Organisme;Fonction;Catégorie;Courriel;N° billet;Régime
Hélène;Lefèvre;Ville de Lyon;Maire;Élue;helene@lyon.example;A1;végétarien
Awa;d'Almeida;Ville de Dakar;'=Directrice;Technicienne;awa@dakar.example;A2;
;;Ville de Nulle-Part;;;;A3;
Jean;Petit;Ville de Metz;Agent;Technicien;jean@metz.example;A4;sans gluten
"""


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    install("en")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return a_desk(tmp_path / "desk", ())


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    return written(tmp_path / "list.csv", LIST)


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_an_import_counts_what_came_in(desk: Path, listed: Path) -> None:
    done = ran(desk, "import", str(listed), "--json")
    assert done.code == 0
    rejects = done.json["rejects_file"]
    assert done.json == {
        "rows": 4,
        "new": 3,
        "updated": 0,
        "unchanged": 0,
        "folded": 0,
        "missing": 0,
        "rejected": 1,
        "duplicates": 0,
        "rejects_file": rejects,
    }
    assert ran(desk, "find", "lefevre", "--json").json[0]["code"] == "A1"
    assert ran(desk, "find", "dakar", "--json").json[0]["function"] == "=Directrice"


def test_rejected_rows_are_kept_with_line_and_reason(desk: Path, listed: Path) -> None:
    rejects = Path(ran(desk, "import", str(listed), "--json").json["rejects_file"])
    assert rejects.parent == desk / "rejects"
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        headings, row = csv.reader(file, delimiter=";")
    assert headings[:3] == ["Line", "Reason", "Prénom"]
    assert row[0] == "4"
    assert "no name" in row[1]
    assert row[4] == "Ville de Nulle-Part"


def test_a_dry_run_shows_what_would_come_in_and_changes_nothing(desk: Path, listed: Path) -> None:
    done = ran(desk, "import", str(listed), "--dry-run", "--json")
    assert (done.json["new"], done.json["rejects_file"]) == (3, None)
    assert done.json["columns"]["given_name"] == "Prénom"
    shown = ran(desk, "import", str(listed), "--dry-run").out
    assert "Hélène" in shown
    assert "Nothing was changed." in shown
    assert ran(desk, "counts", "--json").json["expected"] == 0
    assert list((desk / "rejects").iterdir()) == []


def test_an_updated_list_keeps_every_arrival(desk: Path, listed: Path) -> None:
    ran(desk, "import", str(listed))
    assert ran(desk, "scan", "A1").code == 0
    updated = LIST.replace("Maire", "Maire adjointe").replace("Jean;Petit", "Zoé;Petit")
    without_awa = "".join(line for line in updated.splitlines(True) if "Almeida" not in line)
    written(listed, without_awa)
    again = ran(desk, "import", str(listed), "--json").json
    assert (again["new"], again["updated"], again["unchanged"], again["missing"]) == (0, 2, 0, 1)
    (helene,) = ran(desk, "find", "lefevre", "--json").json
    assert (helene["function"], helene["present"]) == ("Maire adjointe", True)
    assert ran(desk, "find", "almeida", "--json").json[0]["code"] == "A2"
    assert ran(desk, "import", str(listed), "--json").json["unchanged"] == 2
    assert ran(desk, "verify").code == 0


def test_a_mapping_is_followed_and_remembered(desk: Path, tmp_path: Path) -> None:
    strange = written(tmp_path / "strange.csv", "Alpha;Beta;Organisme\nAda;King;Ville de Lyon\n")
    assert ran(desk, "import", str(strange)).code == 1
    mapped = ("--map", "given_name=Alpha", "--map", "family_name=Beta")
    assert ran(desk, "import", str(strange), *mapped, "--json").json["new"] == 1
    assert ran(desk, "import", str(strange), "--json").json["unchanged"] == 1
    assert ran(desk, "find", "king", "--json").json[0]["given_name"] == "Ada"


@pytest.mark.parametrize(
    ("mapped", "code"), [("given_name", 2), ("nickname=Prénom", 2), ("given_name=Vorname", 1)]
)
def test_a_mapping_of_what_is_not_there_is_refused(
    desk: Path, listed: Path, mapped: str, code: int
) -> None:
    assert ran(desk, "import", str(listed), "--map", mapped).code == code
    assert ran(desk, "counts", "--json").json["expected"] == 0


def test_likely_duplicates_are_told_and_both_come_in(desk: Path, tmp_path: Path) -> None:
    twins = LIST + "Helene;LEFEVRE;Ville de Lyon;Adjointe;Élue;;A9;\n"
    done = ran(desk, "import", str(written(tmp_path / "twins.csv", twins)), "--json").json
    assert (done["new"], done["duplicates"]) == (4, 1)
    shown = ran(desk, "import", str(tmp_path / "twins.csv")).out
    assert "lines 2 and 6 may be one person" in shown


def test_a_list_that_is_only_a_part_makes_nobody_missing(
    desk: Path, listed: Path, tmp_path: Path
) -> None:
    ran(desk, "import", str(listed))
    part = written(tmp_path / "speakers.csv", "Prénom;Nom;N° billet\nIsa;Belle;A9\n")
    assert ran(desk, "import", str(part), "--dry-run", "--json").json["missing"] == 3
    taken = ran(desk, "import", str(part), "--partial", "--json").json
    assert (taken["new"], taken["missing"]) == (1, 0)
    assert ran(desk, "counts", "--json").json["expected"] == 4


def test_rows_are_all_accounted_for(desk: Path, tmp_path: Path) -> None:
    listed = written(
        tmp_path / "orders.csv",
        "Code de commande;ID de la position;Produit;Nom du participant;Add-on à la position ID\n"
        "AB;1;Élu;Li O;\nAB;2;Gala;;1\nAB;3;Gala;;7\nCD;1;Élu;Ana Li;\n",
    )
    done = ran(desk, "import", str(listed), "--json").json
    assert (done["rows"], done["new"], done["folded"], done["rejected"]) == (4, 2, 1, 1)
    again = ran(desk, "import", str(listed), "--json").json
    assert (again["rows"], again["unchanged"], again["folded"], again["rejected"]) == (4, 2, 1, 1)


def test_a_dry_run_shows_questions_apart_from_housekeeping(desk: Path, listed: Path) -> None:
    done = ran(desk, "import", str(listed), "--dry-run", "--json").json
    assert (done["questions"], done["kept"]) == (["Régime"], [])
    said = ran(desk, "import", str(listed), "--dry-run", "--lang", "en").out
    assert "questions, kept and searched: Régime" in said
    assert ran(desk, "find", "helene", "--json").json == []


def test_an_answer_finds_its_person(desk: Path, listed: Path) -> None:
    ran(desk, "import", str(listed))
    assert ran(desk, "find", "vegetarien", "--json").json[0]["code"] == "A1"


def test_a_list_of_codes_says_how_tickets_stand_and_renames_nobody(
    desk: Path, listed: Path, tmp_path: Path
) -> None:
    ran(desk, "import", str(listed))
    codes = written(tmp_path / "codes.csv", "Secret,Produit,Payé\nA1,Élu,Non\nZ9,Élu,Oui\n")
    done = ran(desk, "import", str(codes), "--partial", "--json").json
    assert (done["new"], done["updated"], done["missing"]) == (1, 1, 0)
    (known,) = ran(desk, "find", "helene", "--json").json
    assert (known["family_name"], known["status"]) == ("Lefèvre", "unpaid")
    assert ran(desk, "scan", "Z9").code == 0


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device that never ends")
@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null"])
def test_what_never_ends_is_refused(desk: Path, path: str) -> None:
    done = ran(desk, "import", path, "--lang", "en")
    assert done.code == 1
    assert "is a device or a pipe, not a file" in done.err
