"""The badge's picture: everything on it, nothing outside or over something else."""

from dataclasses import replace
from itertools import combinations

import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkin.badge import Paper, badge_of, compose
from checkin.badge.breaking import SOFT_HYPHEN
from checkin.badge.fitting import Box, fit
from checkin.badge.layout import Band, Item, Lettering, Symbol, lay_out
from checkin.badge.lettering import FONTS, Script, Weight, capitals, printable
from db.records import Registration

EVENT = "14es Rencontres de l’action internationale des collectivités territoriales"
CODE = "7F3K9ABCDEFGH123"
HELENE = Registration(
    "1",
    "Hélène",
    "Lefèvre",
    CODE,
    "Communauté d'agglomération de La Rochelle",
    "Chargée de mission coopération internationale",
    country="France",
)
LONG = Registration(
    "2",
    "Marie-Antoinette-Joséphine",
    "de La Rochefoucauld-Montmorency-Bouteville",
    "https://tickets.example.org/verify?event=aict-2023&ticket=0123456789abcdef",
    "Communauté d'agglomération de Saint-Quentin-en-Yvelines et du Pays de la Haute-Vallée, bureau",
    "Vice-présidente déléguée à l'action internationale et à la francophonie",
    country="République démocratique du Congo",
)
PAPERS = (Paper(), Paper(384, 203, 80), Paper(696, 300, 100), Paper(512, 180, 60))

words = st.text(
    st.characters(categories=("L", "M", "Nd", "P", "Zs"), max_codepoint=0x6FF), max_size=120
)


def box(item: Item, paper: Paper) -> tuple[int, int, int, int]:
    if isinstance(item, Lettering):
        return item.left, item.top, item.left + item.block.width, item.top + item.block.height
    if isinstance(item, Band):
        return 0, item.top, paper.dots, item.top + item.height
    return item.left, item.top, item.left + item.image.width, item.top + item.image.height


def overlap(one: Item, other: Item, paper: Paper) -> bool:
    if {type(one), type(other)} == {Lettering, Band} and all(
        getattr(item, "white", True) is not False for item in (one, other)
    ):
        return False  # the category stands in its band
    left, top, right, bottom = box(one, paper)
    its_left, its_top, its_right, its_bottom = box(other, paper)
    return left < its_right and its_left < right and top < its_bottom and its_top < bottom


def read(image: object) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(image)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    given_name=words,
    family_name=words,
    organisation=words,
    function=words,
    country=words,
    code=st.sampled_from(["", CODE, LONG.code, "x" * 600]),
    title=st.sampled_from(["", "Élu·e", "Représentante d'une organisation internationale"]),
    paper=st.sampled_from(PAPERS),
)
def test_nothing_leaves_the_paper_and_nothing_overlaps(
    given_name: str,
    family_name: str,
    organisation: str,
    function: str,
    country: str,
    code: str,
    title: str,
    paper: Paper,
) -> None:
    registration = Registration(
        "1", given_name, family_name, code, organisation, function, country=country
    )
    items = lay_out(registration, EVENT, title, paper, "solid")

    for item in items:
        left, top, right, bottom = box(item, paper)
        assert left >= 0
        assert top >= 0
        assert right <= paper.dots
        assert bottom <= paper.rows
    assert not [pair for pair in combinations(items, 2) if overlap(*pair, paper)]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("registration", [HELENE, LONG])
def test_every_word_of_a_long_entry_is_on_the_badge(
    registration: Registration, paper: Paper
) -> None:
    items = lay_out(registration, EVENT, "Élu·e", paper, "solid")
    shown = " ".join(
        line for item in items if isinstance(item, Lettering) for line in item.block.lines
    )

    joined = shown.replace("- ", "-").lower()
    for text in (registration.name, registration.organisation, registration.function, EVENT):
        assert all(word.lower() in joined for word in text.split())
    assert "…" not in shown


@pytest.mark.parametrize("paper", PAPERS[:3])
@pytest.mark.parametrize("code", [CODE, "a8f5e2k9d7c3b1m4n6p8q2r5s7t9v3x1", LONG.code])
def test_the_ticket_is_read_back_from_the_picture(paper: Paper, code: str) -> None:
    image = compose(replace(HELENE, code=code), EVENT, "Élu·e", paper)

    assert image.mode == "1"
    assert image.size == (paper.dots, paper.rows)
    assert read(image) == [code]


def test_a_short_label_still_has_room_for_the_ticket() -> None:
    assert read(compose(HELENE, EVENT, "Élu·e", PAPERS[3])) == [CODE]


def test_a_ticket_is_eight_dots_a_module_with_a_quiet_zone_of_four() -> None:
    items = lay_out(HELENE, EVENT, "", Paper(), "solid")
    (symbol,) = [item for item in items if isinstance(item, Symbol)]

    assert symbol.image.width == (21 + 2 * 4) * 8
    edge = symbol.image.crop((0, 0, symbol.image.width, 4 * 8))
    assert edge.getextrema() == (255, 255)
    assert symbol.image.getpixel((4 * 8, 4 * 8)) == 0


def test_without_a_code_there_is_no_symbol_and_the_name_is_larger() -> None:
    with_code = lay_out(HELENE, EVENT, "Élu·e", Paper(), "solid")
    without = lay_out(replace(HELENE, code=""), EVENT, "Élu·e", Paper(), "solid")

    assert not [item for item in without if isinstance(item, Symbol)]
    assert name_size(without) > name_size(with_code)


def name_size(items: tuple[Item, ...]) -> int:
    return next(
        item.block.size
        for item in items
        if isinstance(item, Lettering) and item.block.lines == ("Hélène",)
    )


def test_the_name_is_the_largest_text() -> None:
    items = lay_out(HELENE, EVENT, "Technicien·ne", Paper(), "solid")
    sizes = {item.block.lines[0]: item.block.size for item in items if isinstance(item, Lettering)}

    assert set(sorted(sizes, key=lambda line: sizes[line])[-2:]) == {"Hélène", "LEFÈVRE"}


def test_the_category_is_white_in_a_black_band_or_black_in_an_outlined_one() -> None:
    solid = compose(HELENE, EVENT, "Presse", Paper())
    outlined = compose(HELENE, EVENT, "Presse", Paper(), band="outline")

    inside = (20, solid.height - 20)
    assert solid.getpixel(inside) == 0
    assert outlined.getpixel(inside) == 255
    assert outlined.getpixel((2, outlined.height - 20)) == 0


def test_an_organisation_breaks_before_its_small_words() -> None:
    block = fit(HELENE.organisation, Weight.BOLD, Box(512, 120, largest=42, lines=2))

    assert block.lines == ("Communauté d'agglomération", "de La Rochelle")


def test_a_very_long_word_breaks_between_syllables() -> None:
    long_word = "Wolfeschlegelsteinhausenbergerdorffer"
    block = fit(long_word, Weight.BOLD, Box(512, 300, largest=112, lines=3, comfortable=50))

    assert len(block.lines) > 1
    assert all(line.endswith("-") for line in block.lines[:-1])
    assert "".join(line.rstrip("-") for line in block.lines) == long_word
    assert SOFT_HYPHEN not in "".join(block.lines)


def test_a_text_without_end_is_cut_short_rather_than_clipped() -> None:
    box = Box(200, 60, largest=40, lines=2)
    block = fit("collectivité territoriale " * 40, Weight.BOOK, box)

    assert block.lines[-1].endswith("…")
    assert block.width <= box.width
    assert block.height <= box.height


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  d\u2019Almeida\u00a0 Œ ", "d\u2019Almeida Œ"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("Иванова", "Иванова"),
        ("王 Wei", "王 Wei"),
        ("شريف", "شريف"),
        ("𠮷田", "KichiTian"),
        ("ไทย", "aithy"),
    ],
)
def test_letters_that_the_faces_lack_come_out_in_latin(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("given_name", "family_name", "name"),
    [
        ("Hélène", "Lefèvre", "0012-LEFEVRE-Helene"),
        ("../..", "/etc/passwd", "0012-ETC-PASSWD"),
        ("", "", "0012"),
    ],
)
def test_a_badge_has_a_plain_file_name(given_name: str, family_name: str, name: str) -> None:
    registration = Registration("1", given_name, family_name)

    assert badge_of(registration, EVENT, "", Paper(), number=12).name == name


def test_the_faces_come_with_their_licence() -> None:
    wanted = {f"{script}{weight}.ttf" for script in Script for weight in Weight}
    latin = {name for name in wanted if not name.startswith(Script.CJK)}

    assert {font.name for font in FONTS.glob("Noto*")} == {*latin, f"{Script.CJK}.otf"}
    assert "SIL OPEN FONT LICENSE" in (FONTS / "LICENSE-OFL.txt").read_text()


@pytest.mark.parametrize(
    ("text", "capital"),
    [("Lefèvre", "LEFÈVRE"), ("Παπαδόπουλος", "ΠΑΠΑΔΟΠΟΥΛΟΣ"), ("Й ё", "Й Ё"), ("王", "王")],
)
def test_capitals_are_those_of_the_script(text: str, capital: str) -> None:
    assert capitals(text) == capital


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Saint-Quentin-en-Yvelines", ("Saint-Quentin-", "en-Yvelines")),
        ("北京市人民政府外事办公室", ("北京市人民政", "府外事办公室")),
        ("Quelles coopérations ?", ("Quelles", "coopérations ?")),
    ],
)
def test_lines_end_where_they_read_well(text: str, lines: tuple[str, ...]) -> None:
    assert fit(text, Weight.BOLD, Box(300, 100, largest=60, lines=2)).lines == lines


def test_paper_that_holds_no_badge_is_refused() -> None:
    with pytest.raises(ValueError, match="no badge fits"):
        Paper(dots=100)
