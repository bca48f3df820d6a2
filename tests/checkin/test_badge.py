"""The badge's picture: everything on it, nothing outside or over something else."""

from dataclasses import replace

import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkin.badge import Paper, badge_of, compose
from checkin.badge.breaking import SOFT_HYPHEN
from checkin.badge.facts import facts_of
from checkin.badge.fitting import Frame, fit
from checkin.badge.layout import Item, Lettering, Stamp
from checkin.badge.lettering import FONTS, Script, Weight, capitals, printable
from db.records import Registration
from tests.badges import CODE, HELENE, aict, edges, items, layout_for, outside, overlapping

LONG = Registration(
    "2",
    "Marie-Antoinette-Joséphine",
    "de La Rochefoucauld-Montmorency-Bouteville",
    "https://tickets.example.org/verify?event=aict-2023&ticket=0123456789abcdef",
    "Communauté d'agglomération de Saint-Quentin-en-Yvelines et du Pays de la Haute-Vallée, bureau",
    "Vice-présidente déléguée à l'action internationale et à la francophonie",
    country="République démocratique du Congo",
)
PAPERS = (Paper(), Paper(384, 203, 80), Paper(696, 300, 90), Paper(512, 180, 60))

words = st.text(
    st.characters(categories=("L", "M", "Nd", "P", "Zs"), max_codepoint=0x6FF), max_size=120
)


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
    category=st.sampled_from(["", "elu", "organisation", "Représentante d'une organisation"]),
    sessions=st.lists(st.sampled_from([one.id for one in aict().sessions]), max_size=9),
    paper=st.sampled_from(PAPERS),
)
def test_nothing_leaves_the_paper_and_nothing_overlaps(
    given_name: str,
    family_name: str,
    organisation: str,
    function: str,
    country: str,
    code: str,
    category: str,
    sessions: list[str],
    paper: Paper,
) -> None:
    names = given_name, family_name, code, organisation, function, category, country
    who = Registration("1", *names, sessions=tuple(sessions))
    drawn = items(who, paper)

    assert not outside(drawn, layout_for(who, paper), paper)
    assert not overlapping(drawn)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("registration", [HELENE, LONG])
def test_every_word_of_a_long_entry_is_on_the_badge(
    registration: Registration, paper: Paper
) -> None:
    drawn = items(replace(registration, sessions=()), paper)
    shown = " ".join(lines(drawn))

    joined = shown.replace("- ", "-").lower()
    for text in (registration.name, registration.organisation, registration.function):
        assert all(word.lower() in joined for word in text.split())
    assert "…" not in shown


def lines(things: tuple[Item, ...], box: str = "") -> list[str]:
    """Return the lines of text, or those of one box."""
    blocks = [one for one in things if isinstance(one, Lettering) and box in ("", one.box)]
    return [line for one in blocks for line in one.block.lines]


@pytest.mark.parametrize("paper", PAPERS[:3])
@pytest.mark.parametrize("code", [CODE, "a8f5e2k9d7c3b1m4n6p8q2r5s7t9v3x1", LONG.code])
def test_the_ticket_is_read_back_from_the_picture(paper: Paper, code: str) -> None:
    image = compose(replace(HELENE, code=code), aict(), paper)

    assert image.mode == "1"
    assert image.size == (paper.dots, paper.rows)
    assert read(image) == [code]


def test_a_short_label_still_has_room_for_the_ticket() -> None:
    assert read(compose(HELENE, aict(), PAPERS[3])) == [CODE]


def test_a_ticket_is_eight_dots_a_module_with_a_quiet_zone_of_four() -> None:
    (symbol,) = [item for item in items(HELENE, Paper()) if isinstance(item, Stamp)]

    assert symbol.image.width == (21 + 2 * 4) * 8
    edge = symbol.image.crop((0, 0, symbol.image.width, 4 * 8))
    assert edge.getextrema() == (255, 255)
    assert symbol.image.getpixel((4 * 8, 4 * 8)) == 0


def test_the_names_are_the_largest_texts_and_of_comparable_sizes() -> None:
    who = replace(HELENE, given_name="Li", family_name="Wolfeschlegelsteinhausenbergerdorff")
    for paper in PAPERS:
        texts = [one for one in items(who, paper) if isinstance(one, Lettering)]
        given_name, family_name = (one.block.size for one in texts if one.box == "name")
        assert family_name <= given_name <= 1.5 * family_name
        others = [one for one in texts if one.box not in ("name", "category")]
        assert family_name > max(one.block.size for one in others)


def test_the_category_is_white_in_a_black_band_or_black_in_an_outlined_one() -> None:
    solid = compose(replace(HELENE, category="presse"), aict(), Paper())
    outlined = compose(replace(HELENE, category="invite"), aict(), Paper())

    inside = (20, solid.height - 20)
    assert solid.getpixel(inside) == 0
    assert outlined.getpixel(inside) == 255
    assert outlined.getpixel((2, outlined.height - 20)) == 0


def test_sessions_come_by_their_hour_with_their_rooms_in_one_size() -> None:
    drawn = items(replace(HELENE, sessions=tuple(reversed(HELENE.sessions))), Paper())

    assert lines(drawn, "sessions") == [
        *("Mon 14:30 Afrique de l’Ouest", "Salle Louis-Armand Est"),
        *("Mon 16:30 Madagascar et océan Indien", "Salle Louis-Armand Ouest"),
        *("Tue 11:30 Atelier 3", "Salle 1"),
        *("Tue 14:30 B to B", "Espace Condorcet"),
    ]
    texts = [one for one in drawn if isinstance(one, Lettering) and one.box == "sessions"]
    assert len({one.block.size for one in texts[::2]}) == 1


def test_sessions_that_are_over_are_not_on_a_badge_unless_all_are() -> None:
    sessions = sorted(aict().sessions, key=lambda one: one.start)
    first, last = sessions[0], sessions[-1]
    who = replace(HELENE, sessions=(first.id, last.id))
    over = int(first.end.timestamp() * 1000)

    def told(at: int) -> list[str]:
        return [slot.title for slot in facts_of(who, aict(), at).slots]

    assert told(over - 1) == [first.short or first.title, last.short or last.title]
    assert told(over) == [last.short or last.title]
    assert told(int(last.end.timestamp() * 1000)) == told(0)


def test_more_sessions_than_there_is_room_for_are_counted() -> None:
    everything = tuple(session.id for session in aict().sessions)
    last = lines(items(replace(HELENE, sessions=everything), Paper()), "sessions")[-1]

    assert last == f"+ {len(everything) - 3}"


@pytest.mark.parametrize(
    ("country", "code"), [("France", ["FR"]), ("cote d'ivoire", ["CI"]), ("Ruritanie", [])]
)
def test_a_country_that_is_known_is_told_in_two_letters_too(country: str, code: list[str]) -> None:
    drawn = items(replace(HELENE, country=country), Paper())

    assert lines(drawn, "land") == code
    assert [one.box for one in drawn].count("land") == 2 * len(code)


def test_a_name_in_arabic_stands_at_the_right_of_its_box() -> None:
    drawn = items(replace(HELENE, given_name="شريف", family_name="Cherif"), Paper())
    arabic, latin = (one for one in drawn if isinstance(one, Lettering) and one.box == "name")

    assert edges(arabic)[2] == arabic.left + arabic.width
    assert edges(latin)[0] == latin.left


def test_a_badge_that_is_turned_is_read_sideways() -> None:
    paper = Paper(384, 203, 90)
    assert layout_for(HELENE, paper).turned
    image = compose(HELENE, aict(), paper)
    assert image.size == (paper.dots, paper.rows)
    found = zxingcpp.read_barcodes(image)
    assert [(one.text, abs(one.orientation)) for one in found] == [(CODE, 90)]


@pytest.mark.parametrize(
    ("paper", "layout"),
    [
        (Paper(), "portrait"),
        (Paper(576, 203, 150), "portrait"),
        (Paper(512, 180, 100), "portrait"),
        (Paper(696, 300, 90), "slim"),
        (Paper(384, 203, 90), "landscape"),
        (Paper(576, 203, 60), "short"),
        (Paper(384, 203, 80), "small"),
        (Paper(384, 203, 60), "small"),
    ],
)
def test_the_first_layout_that_fits_is_taken(paper: Paper, layout: str) -> None:
    assert layout_for(HELENE, paper).id == layout


def test_a_layout_may_be_for_one_category() -> None:
    assert layout_for(replace(HELENE, category="organisation"), Paper()).id == "portrait-equipe"


def test_an_organisation_breaks_before_its_small_words() -> None:
    block = fit(HELENE.organisation, Weight.BOLD, Frame(512, 120, largest=42, lines=2))

    assert block.lines == ("Communauté d'agglomération", "de La Rochelle")


def test_a_very_long_word_breaks_between_syllables() -> None:
    long_word = "Wolfeschlegelsteinhausenbergerdorffer"
    block = fit(long_word, Weight.BOLD, Frame(512, 300, largest=112, lines=3, comfortable=50))

    assert len(block.lines) > 1
    assert all(line.endswith("-") for line in block.lines[:-1])
    assert "".join(line.rstrip("-") for line in block.lines) == long_word
    assert SOFT_HYPHEN not in "".join(block.lines)


def test_a_text_without_end_is_cut_short_rather_than_clipped() -> None:
    box = Frame(200, 60, largest=40, lines=2)
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
        ("Léa 🎉👩🏽\u200d🔬", "Léa"),
    ],
)
def test_letters_that_the_faces_lack_come_out_in_latin(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("given_name", "family_name", "name"),
    [
        ("Hélène", "Lefèvre", "0012-LEFEVRE-Helene"),
        ("Ænea", "Œuvrard", "0012-OEUVRARD-Aenea"),
        ("../..", "/etc/passwd", "0012-ETC-PASSWD"),
        ("", "", "0012"),
    ],
)
def test_a_badge_has_a_plain_file_name(given_name: str, family_name: str, name: str) -> None:
    registration = Registration("1", given_name, family_name)

    assert badge_of(registration, aict(), Paper(), number=12).name == name


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
    assert fit(text, Weight.BOLD, Frame(300, 100, largest=60, lines=2)).lines == lines


def test_paper_that_holds_no_badge_is_refused() -> None:
    with pytest.raises(ValueError, match="no badge fits"):
        Paper(dots=100)
