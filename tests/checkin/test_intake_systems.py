"""A list of each registration system, under the headings of that system, needs no mapping."""

import csv
import os
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

from checkin import language
from checkin.event import Event, parse_event, programme
from checkin.intake import Incoming, read
from checkin.intake.delimited import encoding_of
from checkin.intake.header import find_header
from db import answers
from db.records import Status

SAMPLES = Path(__file__).parents[1] / "samples"
EVENT = parse_event(programme(), "programme")
OK, PENDING, UNPAID, CANCELLED = (
    *(Status.CONFIRMED, Status.PENDING, Status.UNPAID, Status.CANCELLED),
)
ADRIEN, ADA = "ajghfajs59nkrtepttg3nnjqxarwrwrz", "fydjv5p66mw5mdennu83c3zusr9bhuv4"
GLASS = ("verre-amitie",)
# Where real exports lie that are too large to be kept here.
EXPORTS = os.environ.get("CHECKIN_EXPORTS")


@pytest.fixture(autouse=True)
def _english() -> None:
    language.install("en")


@pytest.fixture
def event() -> Event:
    return EVENT


def sample(name: str) -> Incoming:
    return read(SAMPLES / f"{name}.csv", EVENT)


# Name, category, status, code, order, e-mail.
PEOPLE = {
    "billetweb": [
        ("Awa Ouattara", "elu", OK, "", "C123", "awa@faso.example"),
        ("Hélène Lefèvre", "technicien", UNPAID, "", "C124", "h@valclair.example"),
        ("Gérard Bézout", "technicien", CANCELLED, "", "C125", "g@eure.example"),
    ],
    "bizouk": [
        ("Awa OUATTARA", "elu", OK, "", "B-77", "awa@faso.example"),
        ("Hélène LEFÈVRE", "presse", CANCELLED, "", "B-78", "h@valclair.example"),
    ],
    "eventbrite-long": [
        ("Ann O'Brien", "partenaire", OK, "9001", "7001", "ann@rivers.example"),
        ("Li O", "partenaire", CANCELLED, "9002", "7002", "li@rivers.example"),
    ],
    "eventbrite-short": [
        ("Ann O'Brien", "partenaire", OK, "7001900110001", "7001", "ann@rivers.example"),
        ("Li O", "partenaire", CANCELLED, "7002900210001", "7002", "li@rivers.example"),
    ],
    "google-forms-en": [("Jean-Pierre MARTIN", "", OK, "", "", "jp@lodz.example")],
    "helloasso-adhesion": [
        ("Awa OUATTARA", "elu", OK, "", "90010", "compta@faso.example"),
        ("Hélène LEFÈVRE", "technicien", CANCELLED, "", "90011", "h@valclair.example"),
    ],
    "helloasso-form": [("Awa OUATTARA", "elu", OK, "", "90020", "awa@faso.example")],
    "indico": [
        ("Thị Hoa Nguyễn", "", OK, "", "", "hoa@hue.example"),
        ("Awa Ouattara", "", UNPAID, "", "", "awa@faso.example"),
        ("Olivier Barré", "", CANCELLED, "", "", "o@brecourt.example"),
    ],
    "pretix-checkin-en": [
        ("Adrien Martin", "elu", OK, ADRIEN, "GKAZ9", "adrien@groupe.example"),
        ("Ada Coulon", "presse", UNPAID, ADA, "UYRQJ", "ada@presse.example"),
    ],
    "pretix-orders": [
        ("Paul Payeur", "", OK, "", "YNARB", "hoa@nogent.example"),
        ("Olivier Barré", "", CANCELLED, "", "P8MVT", "olivier@brecourt.example"),
    ],
    "rne": [
        ("Hélène LEFÈVRE", "", OK, "", "", ""),
        ("Ange DE ROCCA", "", OK, "", "", ""),
    ],
    "shotgun": [
        ("Awa Ouattara", "elu", OK, "", "SG1", "awa@faso.example"),
        ("Hélène Lefèvre", "presse", CANCELLED, "", "SG2", "h@valclair.example"),
    ],
    "sympla": [
        ("Ana da Silva", "presse", OK, "SY-0001", "", "ana@belem.example"),
        ("João Souza", "presse", CANCELLED, "SY-0002", "", "joao@belem.example"),
        ("Rui Alves", "presse", PENDING, "SY-0003", "", "rui@belem.example"),
    ],
    "weezevent": [
        ("Awa OUATTARA", "elu", OK, "0012345678901", "881", ""),
        ("Hélène LEFÈVRE", "presse", CANCELLED, "0012345678902", "882", ""),
    ],
    "yurplan": [
        ("Awa Ouattara", "elu", OK, "", "Y-1", ""),
        ("Hélène Lefèvre", "presse", CANCELLED, "", "Y-2", ""),
    ],
}


@pytest.mark.parametrize("name", PEOPLE)
def test_a_list_of_that_system_comes_in(name: str) -> None:
    came = [
        (who.name, who.category, who.status, who.code, who.order, who.email)
        for who in sample(name).registrations
    ]
    assert came == PEOPLE[name]


def test_places_of_an_order_are_companions() -> None:
    assert [who.companions for who in sample("bizouk").registrations] == ["+1", ""]
    assert [who.companions for who in sample("eventbrite-short").registrations] == ["", "+2"]


def test_sessions_stand_in_a_column_a_question_or_the_ticket(tmp_path: Path) -> None:
    assert sample("billetweb").registrations[0].sessions == GLASS
    (answered,) = sample("google-forms-en").registrations
    assert answered.sessions == ("groupe-afrique-ouest",)
    assert "Yoga" in dict(answered.extra).values()
    path = tmp_path / "workshop.csv"
    path.write_text("Nom;Prénom;Produit\nLi;O;Verre de l’amitié\n", "utf-8")
    (who,) = read(path, EVENT).registrations
    assert (who.sessions, who.category) == (GLASS, "")


def test_add_ons_of_pretix_are_folded_into_their_person() -> None:
    incoming = sample("pretix-positions")
    hoa, jean, zoe, olivier = incoming.registrations
    assert (incoming.folded, incoming.rejects) == ((4, 5, 8), ())
    assert hoa.sessions == zoe.sessions == GLASS
    assert dict(hoa.extra)["Add-ons"] == "Gala"
    assert hoa.code == "e7eexq2yz9w7fd9ap7mdwdnwta8fwcwe"
    assert (hoa.country, hoa.email) == ("Sénégal", "thi.hoa@nogent.example")
    assert (jean.email, jean.organisation, jean.sessions) == (
        "hoa@nogent.example",
        "@gora Média",
        (),
    )
    assert zoe.status is PENDING
    assert (olivier.status, olivier.organisation) == (CANCELLED, "=Brécourt")


def test_answers_are_told_from_housekeeping() -> None:
    hoa, *_others = sample("pretix-positions").registrations
    assert answers.of(hoa) == (
        ("Régime alimentaire", "Végétarien"),
        ("Besoins d'accessibilité", "Interprète LSF près de l'estrade"),
        ("Add-ons", "Gala"),
    )


def test_an_add_on_without_its_row_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "half.csv"
    path.write_text(
        "Order code,Position ID,Attendee name,Add-on to position ID\nA,1,O Li,\nA,2,,9\n"
    )
    incoming = read(path, EVENT)
    assert [one.line for one in incoming.rejects] == [3]
    assert incoming.rows == 2


def test_a_cancelled_add_on_adds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cancelled.csv"
    path.write_text(
        "Order code,Position ID,Status,Product,Attendee name,Add-on to position ID\n"
        "A,2,canceled,Verre de l’amitié,,1\nA,1,paid,Presse,O Li,\n",
        "utf-8",
    )
    incoming = read(path, EVENT)
    assert (incoming.registrations[0].sessions, len(incoming.folded)) == ((), 1)


def test_scans_of_one_ticket_are_one_person() -> None:
    incoming = sample("pretix-log")
    (hoa,) = incoming.registrations
    assert (hoa.name, incoming.folded) == ("Thị Hoa Nguyễn", (3,))
    assert [one.line for one in incoming.rejects] == [4]


def test_codes_come_in_without_a_name() -> None:
    paid, unpaid = sample("pretix-codes").registrations
    assert (paid.name, paid.code) == ("", "e7eexq2yz9w7fd9ap7mdwdnwta8fwcwe")
    assert (paid.category, paid.status, unpaid.status) == ("technicien", OK, UNPAID)


def cells_of(path: Path) -> int:
    """Count the rows below the headings as the standard library reads them."""
    content = path.read_bytes()
    text = content.decode(encoding_of(content)[0])
    header = find_header(path, {})
    lines = text.splitlines(keepends=True)[header.line - 1 :]
    rows = csv.reader(lines, delimiter=header.sheet.separator)
    return sum(1 for row in rows if any(map(str.strip, row))) - 1


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.*")), ids=lambda path: path.name)
def test_every_row_is_a_person_part_of_one_or_a_reject(path: Path, event: Event) -> None:
    incoming = read(path, event)
    counted = len(incoming.registrations) + len(incoming.folded) + len(incoming.rejects)
    assert counted == incoming.rows == cells_of(path)


@pytest.mark.skipif(not EXPORTS, reason="CHECKIN_EXPORTS names no folder of real exports")
def test_every_row_of_real_exports_is_accounted_for(event: Event) -> None:
    for path in sorted(Path(EXPORTS or "").glob("*.csv")):
        if path.stem == "items":  # products, nobody at all
            continue
        incoming = read(path, event)
        counted = len(incoming.registrations) + len(incoming.folded) + len(incoming.rejects)
        assert counted == incoming.rows == cells_of(path), path.name


@pytest.mark.parametrize("name", [*PEOPLE, "pretix-positions"])
def test_the_same_list_comes_in_as_a_workbook(name: str, tmp_path: Path) -> None:
    """Below a title, and beside a sheet that lists nobody."""
    listed = sample(name)
    header = find_header(SAMPLES / f"{name}.csv", {})
    path = tmp_path / f"{name}.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        other = workbook.add_worksheet("Notice")
        other.write_column(0, 0, ["Export", "Congress", "2023"])
        sheet = workbook.add_worksheet("Participants")
        sheet.write_string(0, 0, "Participants on 19 September")
        lines = [header.headings, *(cells for _line, cells in header.rows())]
        for row, cells in enumerate(lines, 2):
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell)
    again = read(path, EVENT)
    assert (again.sheet, again.rows, len(again.folded)) == (
        *("Participants", listed.rows, len(listed.folded)),
    )
    for one, other_one in zip(again.registrations, listed.registrations, strict=True):
        assert replace(one, source="") == replace(other_one, source="")
