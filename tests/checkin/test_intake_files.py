"""Files that can be read, whatever they are called and however they are written; and the others."""

import datetime as dt
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest

from checkin import language
from checkin.event import Event, parse_event, programme
from checkin.intake import Incoming, IntakeTrouble, read

SAMPLES = Path(__file__).parents[1] / "samples"
ACCENTED = "Nom;Prénom;Organisme\r\nLefèvre;Hélène;Ville de Cœur\r\n"


@pytest.fixture(autouse=True)
def _english() -> None:
    language.install("en")


@pytest.fixture(scope="module")
def event() -> Event:
    return parse_event(programme(), "programme")


def written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def names(incoming: Incoming) -> list[str]:
    return [registration.name for registration in incoming.registrations]


def refusal(path: Path, event: Event) -> str:
    with pytest.raises(IntakeTrouble) as trouble:
        read(path, event)
    return str(trouble.value)


@pytest.mark.parametrize(
    ("encoding", "read_as"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("cp1252", "cp1252")],
)
def test_every_usual_encoding_is_read(
    tmp_path: Path, event: Event, encoding: str, read_as: str
) -> None:
    incoming = read(written(tmp_path, "l.csv", ACCENTED.encode(encoding)), event)
    assert incoming.encoding == read_as
    assert incoming.headings == ("Nom", "Prénom", "Organisme")
    assert names(incoming) == ["Hélène Lefèvre"]
    assert incoming.registrations[0].organisation == "Ville de Cœur"


def test_an_old_macintosh_list_is_read(event: Event) -> None:
    incoming = read(SAMPLES / "macintosh.csv", event)
    assert names(incoming) == ["Hélène Lefèvre", "Gérard Bézout"]
    assert incoming.registrations[1].organisation == "Région Île-de-Rêve"


def test_text_that_was_read_in_the_wrong_encoding_and_saved_is_put_right(event: Event) -> None:
    incoming = read(SAMPLES / "read-twice.csv", event)
    assert names(incoming) == ["Hélène Lefèvre", "Loïc Martin"]
    assert incoming.registrations[0].organisation == "Communauté d’agglomération"


def test_a_few_broken_characters_do_not_turn_a_utf8_list_into_another(
    tmp_path: Path, event: Event
) -> None:
    content = ("Nom;Prénom\n" + "Lefèvre;Hélène\n" * 20).encode() + b"Mart\xe9n;Paul\n"
    incoming = read(written(tmp_path, "l.csv", content), event)
    assert incoming.registrations[0].name == "Hélène Lefèvre"
    assert incoming.registrations[-1].family_name == "Mart\ufffdn"
    assert [warning.text for warning in incoming.warnings] == [
        "1 character of the file cannot be read and stands as \ufffd."
    ]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_that_of_the_headings(
    tmp_path: Path, event: Event, separator: str
) -> None:
    other = "," if separator != "," else ";"
    text = separator.join(("Nom", "Prénom", "Fonction")) + "\n"
    text += separator.join(("Lefèvre", "Hélène", f"Maire{other} élue{other} autre{other}"))
    incoming = read(written(tmp_path, "l.csv", text), event)
    assert incoming.separator == separator
    assert incoming.registrations[0].function == f"Maire{other} élue{other} autre{other}"


def test_the_separator_that_excel_was_told_is_believed(tmp_path: Path, event: Event) -> None:
    incoming = read(written(tmp_path, "l.csv", "sep=,\nNom,Prénom\nLi,O\n"), event)
    assert incoming.separator == ","
    assert incoming.lines == (3,)


def test_title_lines_above_the_headings_are_passed_over(tmp_path: Path, event: Event) -> None:
    text = "Participants;;\nau 12 septembre;;\n;;\nNom;Prénom;E-mail\nLi;O;o@li.example\n"
    incoming = read(written(tmp_path, "l.csv", text), event)
    assert names(incoming) == ["O Li"]
    assert incoming.lines == (5,)


def test_cells_of_several_lines_keep_the_line_numbers_right(tmp_path: Path, event: Event) -> None:
    text = 'Nom;Remarques\nLi;"un\ndeux\ntrois"\n\nO;rien\n'
    incoming = read(written(tmp_path, "l.csv", text), event)
    assert incoming.lines == (2, 6)
    assert incoming.registrations[0].note == "un deux trois"
    assert incoming.blank == 1


def test_a_list_of_one_column_is_read(tmp_path: Path, event: Event) -> None:
    assert names(read(written(tmp_path, "l.txt", "Nom\nHélène Lefèvre\n"), event)) == [
        "Hélène Lefèvre"
    ]


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    notice = book.active
    assert notice is not None
    notice.title = "Lisez-moi"
    notice["A1"] = "Export du 12 septembre"
    sheet = book.create_sheet("Inscrits")
    sheet["B2"] = "Liste des participants"
    for column, heading in enumerate(("Nom", "Prénom", "Code du billet", "Arrivée", "Mobile"), 2):
        sheet.cell(4, column, heading)
    sheet.cell(5, 2, "=1+1")
    sheet.cell(5, 2).data_type = "s"
    sheet.cell(5, 3, "Zoé")
    sheet.cell(5, 4, 1234567890123)
    sheet.cell(5, 5, dt.datetime(2023, 9, 19, 8, 30))  # noqa: DTZ001 - workbooks know no zones
    sheet.cell(5, 6, 33639980001)
    sheet.cell(7, 2, "Lefèvre")
    sheet.cell(7, 5, dt.date(2023, 9, 18))
    hidden = book.create_sheet("Caché")
    hidden.append(("Nom", "Prénom", "E-mail", "Organisme", "Fonction", "Pays", "Statut"))
    hidden.append(("Ancien", "Paul", "p@x.example", "", "", "", ""))
    hidden.sheet_state = "hidden"
    book.save(path)
    return path


def test_a_workbook_is_read_from_the_sheet_that_lists_people(tmp_path: Path, event: Event) -> None:
    incoming = read(workbook(tmp_path / "l.xlsx"), event)
    assert incoming.sheet == "Inscrits"
    assert incoming.lines == (5, 7)
    assert incoming.blank == 1
    first, second = incoming.registrations
    assert (first.family_name, first.given_name) == ("=1+1", "Zoé")
    assert (first.code, first.phone) == ("1234567890123", "33639980001")
    assert dict(first.extra) == {"Arrivée": "2023-09-19 08:30:00"}
    assert dict(second.extra) == {"Arrivée": "2023-09-18"}


def test_a_workbook_called_csv_is_refused_with_what_to_do(tmp_path: Path, event: Event) -> None:
    path = workbook(tmp_path / "l.xlsx").rename(tmp_path / "liste.csv")
    assert refusal(path, event) == (
        "liste.csv is a spreadsheet workbook, although its name ends in .csv: "
        "rename it so that it ends in .xlsx."
    )


def test_a_text_called_xlsx_is_refused_with_what_to_do(tmp_path: Path, event: Event) -> None:
    assert "rename it so that it ends in .csv" in refusal(
        written(tmp_path, "l.xlsx", ACCENTED), event
    )


def _archive(path: Path) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("photo.txt", "rien")
    return path.read_bytes()


def test_what_is_no_list_is_refused_with_a_sentence(tmp_path: Path, event: Event) -> None:
    encrypted = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    damaged = workbook(tmp_path / "whole.xlsx").read_bytes()[:3000]
    tried = {
        "empty.csv": (b"", "is empty"),
        "blank.csv": (b"\xef\xbb\xbf\r\n \r\n", "is empty"),
        "picture.csv": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100), "binary file"),
        "letter.csv": (b"%PDF-1.7\nNom;Prenom", "binary file"),
        "page.xls": (b"<html><table><tr><td>Nom</td></tr></table>", "web page"),
        "archive.csv": (_archive(tmp_path / "a.zip"), "archive"),
        "locked.xlsx": (encrypted, "password"),
        "damaged.xlsx": (damaged, "damaged"),
        "header.csv": (b"Nom;Prenom;E-mail\n", "nobody below"),
        "things.csv": (b"Article;Prix\nChaise;12\n", "it has: Article, Prix"),
        "open.csv": (b'Nom;Prenom\n"Li;O\n' + b"x" * 140_000, "line 2: a quotation mark"),
    }
    for name, (content, reason) in tried.items():
        sentence = refusal(written(tmp_path, name, content), event)
        assert name in sentence
        assert reason in sentence


def test_what_cannot_be_opened_is_refused_with_a_sentence(tmp_path: Path, event: Event) -> None:
    assert refusal(tmp_path / "none.csv", event).startswith("There is no file")
    assert "is a folder" in refusal(tmp_path, event)


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, event: Event) -> None:
    path = written(tmp_path, "l.csv", ACCENTED)
    path.chmod(0)
    user = os.geteuid()
    os.seteuid(user or 65534)
    try:
        assert "may not be read" in refusal(path, event)
    finally:
        os.seteuid(user)


def test_a_row_too_long_for_one_entry_is_refused_with_a_sentence(
    tmp_path: Path, event: Event
) -> None:
    rows = f"Nom;Prénom;Remarque\nDiop;Awa;court\nLong;Zoé;{'x' * 40_000}\nRoy;Léa;\n"
    incoming = read(written(tmp_path, "liste.csv", rows), event)
    assert names(incoming) == ["Awa Diop", "Léa Roy"]
    (reject,) = incoming.rejects
    assert reject.reason == "This row is too long for one person: shorten its longest cell."
