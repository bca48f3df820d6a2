"""Tickets handed out: what is on paper and in pictures reads back as what the list says."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from checkin import mailing, tickets
from checkin.mailing.card import card
from db.events import RegistrationsImported
from db.records import Registration, Status
from tests.desks import HELENE, UNPAID, a_desk, ran
from tests.welcome import Welcome, crowd, genuine, here

__all__ = ["here"]  # the fixture of the tests below

OURS = replace(HELENE, code=genuine(1))
FORMULA = replace(
    UNPAID,
    given_name="=cmd|' /C calc'!A0",
    family_name="+33",
    code="-1+1",
    organisation="@SUM(A1)",
    email="jean@example.org",
)
LONG = replace(UNPAID, given_name="Léa", family_name="Long", code="x" * 600)
GONE = replace(UNPAID, given_name="Guy", family_name="Gone", code="G1", status=Status.CANCELLED)


def listed(file: Path) -> list[dict[str, str]]:
    """Return the rows of a list as a spreadsheet set to French takes them."""
    text = file.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def read_in(image: Image.Image) -> list[str]:
    """Return all codes that a reader finds in a picture."""
    found = zxingcpp.read_barcodes(image.convert("L"))
    return [one.text for one in found]


def test_a_folder_has_a_picture_for_each_ticket_and_the_list_that_names_it(tmp_path: Path) -> None:
    desk, out = a_desk(tmp_path / "desk", [OURS, FORMULA]), tmp_path / "out"
    said = ran(desk, "tickets", "export", str(out), "--json")
    assert said.json == {"file": str(out), "written": 2, "without": 0, "left_out": 0, "too_long": 0}
    rows = listed(out / "tickets.csv")
    assert {row["Picture"] for row in rows} == {one.name for one in out.glob("*.png")}
    codes = [read_in(Image.open(out / row["Picture"])) for row in rows]
    assert codes == [["-1+1"], [OURS.code]]


def test_a_list_holds_nothing_that_a_spreadsheet_computes(tmp_path: Path) -> None:
    desk, file = a_desk(tmp_path / "desk", [OURS, FORMULA]), tmp_path / "out.csv"
    assert ran(desk, "tickets", "export", str(file)).out.startswith("2 tickets in")
    bad, good = listed(file)
    assert not [cell for cell in bad.values() if cell[:1] in tuple("=+-@\t\r")]
    assert bad["Organisation"] == "'@SUM(A1)"
    assert (good["Ticket code"], good["E-mail"]) == (OURS.code, HELENE.email)
    groups = good["Code in groups"].split("-")
    assert [len(one) for one in groups] == [4, 4, 4, 4]
    (holder,) = ran(desk, "tickets", "check", good["Code in groups"], "--json").json["holders"]
    assert holder["family_name"] == HELENE.family_name


def test_a_pdf_has_ten_cards_a_page_and_each_of_them_reads(tmp_path: Path) -> None:
    people = [replace(who, code=genuine(n)) for n, who in enumerate(crowd(13))]
    desk, file = a_desk(tmp_path / "desk", people), tmp_path / "out.pdf"
    expected = ran(desk, "tickets", "export", str(file), "--json").json["written"]
    pdf = pypdfium2.PdfDocument(file)
    pages = [sorted(read_in(page.render(scale=200 / 72).to_pil())) for page in pdf]
    pdf.close()
    assert [len(page) for page in pages] == [10, expected - 10]
    assert {code for page in pages for code in page} <= {one.code for one in people}


def test_who_gets_no_ticket_is_told(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "desk", [OURS, GONE, LONG])
    ran(desk, "tickets", "revoke", OURS.code)
    said = ran(desk, "tickets", "export", str(tmp_path / "out"))
    assert said.out.startswith("1 ticket in")
    assert "2 people are left out" in said.err
    assert "1 code is too long" in said.err
    assert listed(tmp_path / "out" / "tickets.csv")[0]["Picture"] == ""


def test_who_has_no_ticket_yet_is_counted(here: Welcome, tmp_path: Path) -> None:
    here.below.append(RegistrationsImported("autre.csv", (Registration("bare", "Aya", "Sow"),)))
    posted = mailing.post(here.desk, tmp_path / "out.csv")
    assert (posted.without, posted.written) == (1, len(listed(tmp_path / "out.csv")))


def test_a_folder_with_older_tickets_in_it_is_left_alone(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "desk")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old.png").write_bytes(b"")
    refused = ran(desk, "tickets", "export", str(tmp_path / "out"))
    assert refused.code == 1
    assert "is not empty" in refused.err


@pytest.mark.parametrize("name", ["tickets.docx", "tickets.png"])
def test_a_file_that_is_neither_is_wrong_use(tmp_path: Path, name: str) -> None:
    assert ran(a_desk(tmp_path / "desk"), "tickets", "export", str(tmp_path / name)).code == 2


def test_there_must_be_a_ticket_to_send(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "desk", [GONE])
    said = ran(desk, "tickets", "export", str(tmp_path / "out.pdf"))
    assert (said.code, (tmp_path / "out.pdf").exists()) == (1, False)


@pytest.mark.parametrize(
    ("given", "family", "organisation"),
    [
        ("", "", ""),
        ("", "", "Ville de Lyon"),
        ("محمد", "العربي", "بلدية"),
        ("Wolfeschlegel" * 20, "d'Auvergne", "Communauté d'agglomération " * 9),
        ("李", "明", "北京市"),
    ],
)
@pytest.mark.parametrize("code", [genuine(), "280000000001234", "A/é ;" * 30])
def test_whatever_the_name_the_code_on_the_card_reads(
    given: str, family: str, organisation: str, code: str
) -> None:
    who = Registration("x", given, family, code=code, organisation=organisation)
    drawn = card(who, "14es Rencontres de l’action internationale")
    assert drawn is not None
    assert read_in(drawn) == [code]
    assert tickets.is_whole(code) == (code == genuine())
