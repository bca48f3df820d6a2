"""What goes back to the organisers: on every paper, whole, and so that a person can sign it."""

import csv
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pypdfium2
import pytest

from checkin.event import parse_event, programme
from checkin.language import install
from checkin.reports import REPORTS, Table, half_days
from checkin.reports.pages import write_pages
from db.records import Direction, Mark, Passage
from tests.desks import a_desk, ran

LIST = """Prénom;Nom;Organisme;Catégorie;Courriel;N° billet;Ateliers
Hélène;Lefèvre;Ville de Lyon;Élue;helene@lyon.example;A1;Atelier 1 : l’eau, partout
Awa;d'Almeida;'=cmd|'/c calc'!A1;Technicienne;awa@dakar.example;A2;
محمد;الأمين;بلدية الجزائر;Technicien;m@alger.example;A3;
小明;王;北京市人民政府;Technicien;w@beijing.example;A4;
Jean;Petit;Syndicat intercommunal à vocation unique pour {long};Technicien;j@x.example;A5;
Li;O;Ville de Metz;Technicien;o@metz.example;A6;
""".replace("{long}", "la distribution de l’eau " * 12)


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    install("fr")
    yield
    install("en")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A desk with a day behind it: three came, one was corrected, one was on no list."""
    folder = a_desk(tmp_path / "desk", ())
    listed = tmp_path / "list.csv"
    listed.write_text(LIST, "utf-8")
    assert ran(folder, "import", str(listed), "--json").json["new"] == 6
    for code in ("A1", "A2", "A3"):
        assert ran(folder, "scan", code).code == 0
    ran(folder, "correct", "A2", "--set", "family_name=Dalmeida")
    ran(folder, "walk-in", "--given-name", "Ada", "--family-name", "King", "--country", "France")
    return folder


def report(desk: Path, name: str, path: Path, *more: str) -> int:
    done = ran(desk, "export", str(path), "--report", name, *more, "--json", "--lang", "fr")
    assert done.code == 0, done
    return int(done.json["rows"])


def table(desk: Path, name: str, tmp_path: Path, *more: str) -> list[dict[str, str]]:
    path = tmp_path / f"{name}.csv"
    rows = report(desk, name, path, *more)
    with path.open(encoding="utf-8-sig", newline="") as file:
        read = list(csv.DictReader(file, delimiter=";"))
    assert len(read) == rows
    return read


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".pdf"])
def test_each_report_comes_on_each_paper(
    desk: Path, name: str, suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"report{suffix}"
    rows = report(desk, name, path)
    if suffix == ".xlsx":
        sheet = openpyxl.load_workbook(path).worksheets[0]
        assert sheet.max_row == rows + 1
    if suffix == ".pdf":
        assert path.read_bytes().startswith(b"%PDF")
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_attendance_says_who_came_when_and_where(desk: Path, tmp_path: Path) -> None:
    rows = table(desk, "attendance", tmp_path)
    assert {row["Nom de famille"] for row in rows} == {"Lefèvre", "Dalmeida", "الأمين", "King"}
    assert {row["Liste"] for row in rows} == {"Accueil"}
    assert all(row["Première entrée"] and row["Poste"] for row in rows)


def test_nothing_is_computed_by_a_spreadsheet(desk: Path, tmp_path: Path) -> None:
    rows = table(desk, "attendance", tmp_path)
    (guarded,) = (row["Organisation"] for row in rows if row["Nom de famille"] == "Dalmeida")
    assert guarded == "'=cmd|'/c calc'!A1"
    path = tmp_path / "attendance.xlsx"
    report(desk, "attendance", path)
    for row in openpyxl.load_workbook(path).worksheets[0].iter_rows():
        assert {cell.data_type for cell in row} <= {"s", "n"}


def test_no_shows_walk_ins_and_corrections(desk: Path, tmp_path: Path) -> None:
    missed = table(desk, "no-shows", tmp_path)
    assert {row["Nom de famille"] for row in missed} == {"王", "Petit", "O"}
    assert table(desk, "no-shows", tmp_path, "--list", "elus")[0]["Code billet"] == "A1"
    (ada,) = table(desk, "walk-ins", tmp_path)
    assert (ada["Nom de famille"], bool(ada["Première entrée"])) == ("King", True)
    (corrected,) = table(desk, "corrections", tmp_path)
    assert (corrected["Sur la liste"], corrected["Corrigé"]) == ("d'Almeida", "Dalmeida")
    assert (corrected["Code billet"], corrected["E-mail"]) == ("A2", "awa@dakar.example")


def test_statistics_count_lists_categories_and_refusals(desk: Path, tmp_path: Path) -> None:
    assert ran(desk, "scan", "A1").code == 1
    rows = table(desk, "statistics", tmp_path)
    (welcome,) = (row for row in rows if row["Quoi"] == "Accueil")
    assert (welcome["Attendus"], welcome["Venus"]) == ("7", "4")
    assert sum(int(row["Venus"]) for row in rows if row["Partie"] == "Catégorie") == 4
    assert any(row["Partie"] == "Refus" for row in rows)


def test_the_sheet_has_what_co_funders_ask_for(desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    assert report(desk, "sheet", path) == 7
    (page,) = pypdfium2.PdfDocument(path)
    said = page.get_textpage().get_text_range()
    for words in (
        *("Feuille d’émargement : Accueil", "Rencontres", "19/09/2023", "Page 1 sur 1"),
        *("Signature", "matin", "LEFÈVRE Hélène", "Ville de Lyon", "王 小明", "Certifié"),
    ):
        assert words in said.replace("\u00a0", " "), words


def test_hours_are_told_by_half_day() -> None:
    event = parse_event(programme(), "programme")
    nine = datetime(2023, 9, 19, 9, 5, tzinfo=ZoneInfo("Europe/Paris"))
    passages = [
        Passage(0, Mark("a", 1), Direction.ENTRY, round(moment.timestamp() * 1000), "a")
        for moment in (nine, nine + timedelta(hours=3), nine + timedelta(hours=5))
    ]
    seen = half_days.hours(passages, event)
    assert {half.title: text for half, text in seen.items()} == {
        "19/09 matin": "09:05–12:05",
        "19/09 après-midi": "14:05",
    }
    halves = half_days.of(event, event.check_in_list("accueil"))
    assert [half.title for half in halves] == [
        "18/09 après-midi",
        "19/09 matin",
        "19/09 après-midi",
    ]
    (one,) = half_days.of(event, event.check_in_list("atelier-6"))
    assert one.title == "19/09 après-midi"


def test_a_report_of_another_kind_of_file_is_refused(desk: Path, tmp_path: Path) -> None:
    done = ran(desk, "export", str(tmp_path / "sheet.doc"), "--report", "sheet")
    assert done.code == 1
    assert not (tmp_path / "sheet.doc").exists()


@pytest.mark.parametrize("name", ["full.csv", "full.xlsx", "full.pdf"])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_in_a_sentence(desk: Path, tmp_path: Path, name: str) -> None:
    full = tmp_path / name
    full.symlink_to("/dev/full")
    done = ran(desk, "export", str(full), "--report", "attendance", "--lang", "fr")
    assert done.code == 1
    assert "Le disque est plein" in done.err


def test_a_long_event_has_its_half_days_on_several_pages() -> None:
    event = parse_event(programme(), "programme")
    halves = tuple(f"half {number}" for number in range(5))
    rows = 40
    table = Table(
        title="Sheet",
        headings=("No.", "Name", "Organisation", *(one for half in halves for one in (half, "-"))),
        widths=(10, 46, 58, *(19, 31) * len(halves)),
        rows=((number, f"N{number}", "", *("",) * 10) for number in range(1, rows + 1)),
        size=rows,
        signed=frozenset(range(4, 14, 2)),
    )
    file = BytesIO()
    write_pages(file, event, table, table.rows)
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file)]
    assert len(pages) == 6
    assert "half 2" in pages[0]
    assert "half 3" not in pages[0]
    assert "half 4" in pages[1]
    assert all("N17" in page for page in pages[:2])
    assert "N40" in pages[5]
    assert "6" in pages[5].split("Page")[1]
