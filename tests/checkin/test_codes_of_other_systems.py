"""Lists of other systems come in, and their tickets open as these systems print them."""

from pathlib import Path

import pytest

from tests.desks import a_desk, ran

SAMPLES = Path(__file__).parents[1] / "samples"
WEEZEVENT = """\
Numéro de commande;Date commande;Tarif;Prénom participant;Nom participant;Code-barres
20230901-77;01/09/2023;Élu;Awa;Diop;0087654321012
20230901-77;01/09/2023;Élu;Nina;Faye;0087654321029
"""
SECRET = "u45tk44wtcfzf47g5hbpnymj5qx8esd9"  # noqa: S105 - of a made-up ticket


@pytest.fixture
def weezevent(tmp_path: Path) -> Path:
    (tmp_path / "weezevent.csv").write_bytes(WEEZEVENT.encode("cp1252"))
    return tmp_path / "weezevent.csv"


def took_in(folder: Path, file: Path, *options: str) -> Path:
    """Make a desk that knows nobody but whom a list names."""
    desk = a_desk(folder / "desk", [])
    assert ran(desk, "import", str(file), "--json", *options).json["new"]
    return desk


@pytest.mark.parametrize(
    ("sample", "read", "family_name"),
    [
        ("eventbrite", "70010001", "O'Brien"),
        ("eventbrite", "https://www.eventbrite.example/checkin?barcode=70010001", "O'Brien"),
        ("helloasso", "001234567", "LEFÈVRE"),
        ("helloasso", "https://www.helloasso.example/billets/001234567", "LEFÈVRE"),
        ("pretix", SECRET, "Abadie"),
        ("pretix", f"  {SECRET.upper()}\r", "Abadie"),
        ("pretix", f"https://pretix.example/aict/2023/ticket/{SECRET}/", "Abadie"),
    ],
)
def test_a_ticket_opens_as_its_system_prints_it(
    tmp_path: Path, sample: str, read: str, family_name: str
) -> None:
    desk = took_in(tmp_path, SAMPLES / f"{sample}.csv")
    said = ran(desk, "scan", read, "--json").json
    assert (said["outcome"], said["registration"]["family_name"]) == ("welcome", family_name)


@pytest.mark.parametrize(
    ("sample", "read"),
    [
        ("eventbrite", "7001"),  # the order, which is several people's
        ("eventbrite", "7001000"),
        ("helloasso", "1234567"),  # what a spreadsheet made of a number that began with zeros
        ("helloasso", "https://www.helloasso.example/billets/1234567"),
        ("pretix", SECRET[:-1]),
        ("pretix", "AB3DE"),  # the order's code opens nothing: it stands in each of its mails
    ],
)
def test_what_is_nearly_a_ticket_opens_nothing(tmp_path: Path, sample: str, read: str) -> None:
    desk = took_in(tmp_path, SAMPLES / f"{sample}.csv")
    said = ran(desk, "scan", read, "--json")
    assert (said.json["outcome"], said.code) == ("unknown", 1)


def test_a_list_whose_column_of_codes_was_named_opens_by_them(
    tmp_path: Path, weezevent: Path
) -> None:
    desk = took_in(tmp_path, weezevent, "--map", "code=Code-barres")
    said = ran(desk, "scan", "0087654321029", "--json").json
    assert said["registration"]["given_name"] == "Nina"
    assert ran(desk, "scan", "0087654321012", "--json").json["outcome"] == "welcome"


def test_a_code_that_a_spreadsheet_rounded_is_nobodys(tmp_path: Path, weezevent: Path) -> None:
    text = WEEZEVENT.replace("0087654321012", "8,76543E+10").replace("0087654321029", "8,76543E+10")
    weezevent.write_bytes(text.encode("cp1252"))
    desk = took_in(tmp_path, weezevent, "--map", "code=Code-barres")
    assert ran(desk, "scan", "8,76543E+10", "--json").json["outcome"] in ("unknown", "ambiguous")
    assert ran(desk, "scan", "0087654321012", "--json").json["outcome"] == "unknown"
