"""Label printers get the same picture in their own language; readers of others decode it back."""

from dataclasses import replace

import pytest
import zxingcpp
from brother_ql.devicedependent import label_type_specs

from checkin.badge import Badge, Care, Paper, Tongue, badge_of
from checkin.badge.tongues import STOCKS, Stock, check, usual
from checkin.badge.trial import ruler, trial
from checkin.printing import speaking
from checkin.settings import PrinterSettings, paper_of
from db.records import Registration
from tests.badges import aict
from tests.fake_label_printers import FakeBrother, FakeZebra

HELENE = Registration("1", "Hélène", "Lefèvre", "7F3K9ABCDEFGH123", "Ville de Lyon", "Maire")
BROTHERS = [one for one in STOCKS if one.tongue is Tongue.BROTHER]
ZEBRAS = [one for one in STOCKS if one.tongue is Tongue.ZPL]


def badge_on(stock: Stock) -> Badge:
    paper = paper_of(speaking(PrinterSettings(), stock.tongue, stock.label, stock.dots))
    badge = badge_of(HELENE, aict(), paper)
    return replace(badge, care=Care(tongue=stock.tongue, label=stock.label))


@pytest.mark.parametrize("stock", BROTHERS, ids=lambda stock: stock.label)
def test_brothers_labels_are_those_that_the_library_knows(stock: Stock) -> None:
    known = label_type_specs[stock.label]
    assert known["dots_printable"] == (stock.dots, stock.rows)


@pytest.mark.parametrize("stock", BROTHERS, ids=lambda stock: stock.label)
def test_a_brother_prints_the_badge_dot_for_dot_in_the_middle_of_its_label(stock: Stock) -> None:
    badge = badge_on(stock)
    specs = label_type_specs[stock.label]
    width, length = specs["tape_size"]
    fake = FakeBrother(holds=(width, length))
    fake.hear(badge.data)

    (page,) = fake.pages
    margin = specs["right_margin_dots"] + (44 if page.width > 720 else 0)
    left = page.width - stock.dots - margin
    top = (page.height - badge.image.height) // 2
    printed = page.crop((left, top, left + stock.dots, top + badge.image.height))
    assert printed.tobytes() == badge.image.tobytes()
    assert page.height == (stock.rows or badge.image.height)
    assert not fake.garbage
    assert [one.text for one in zxingcpp.read_barcodes(page)] == [HELENE.code]


@pytest.mark.parametrize("stock", ZEBRAS, ids=lambda stock: str(stock.dpi))
def test_a_zebra_prints_the_badge_dot_for_dot(stock: Stock) -> None:
    badge, fake = badge_on(stock), FakeZebra()
    fake.hear(badge.data)

    (page,) = fake.cuts
    assert page.tobytes() == badge.image.tobytes()
    assert [one.text for one in zxingcpp.read_barcodes(page)] == [HELENE.code]


def test_a_zebra_is_told_how_dark_to_burn() -> None:
    badge = badge_on(ZEBRAS[0])
    darker = replace(badge, care=Care(darkness=-2, tongue=Tongue.ZPL))

    assert darker.data.startswith(b"^XA\n^MD-6\n^PW832\n")
    assert b"^MD" not in badge.data


@pytest.mark.parametrize("stock", STOCKS, ids=lambda stock: f"{stock.tongue}-{stock.width}")
def test_what_tries_a_printer_goes_on_every_label(stock: Stock) -> None:
    badge = badge_on(stock)
    paper = paper_of(speaking(PrinterSettings(), stock.tongue, stock.label, stock.dots))
    for picture in (trial(aict(), paper), ruler(paper)):
        assert replace(badge, image=picture).data


def test_the_commonest_labels_are_taken_where_none_are_named() -> None:
    assert speaking(PrinterSettings(), "brother", "") == PrinterSettings(
        dots=696, dpi=300, speaks="brother", label="62"
    )
    assert speaking(PrinterSettings(cutter_mm=15), "brother", "62x100").length_mm == 93
    assert speaking(PrinterSettings(), "zpl", "").dots == 832
    back = speaking(speaking(PrinterSettings(), "zpl", ""), "escpos", "")
    assert back == PrinterSettings()


def test_labels_that_nobody_sells_are_refused() -> None:
    for tongue, label in (("brother", "63"), ("zpl", "62"), ("escpos", "62")):
        with pytest.raises(ValueError, match=label):
            usual(tongue, label)


@pytest.mark.parametrize(
    ("label", "paper"),
    [("", Paper(696, 300)), ("62", Paper(576, 203)), ("62x100", Paper(696, 300, 100))],
)
def test_a_badge_that_does_not_go_on_its_label_is_refused(label: str, paper: Paper) -> None:
    with pytest.raises(ValueError, match=":"):
        check("brother", label, paper)
    check("zpl", label, paper)
