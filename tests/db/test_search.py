"""Search: whatever is typed, whoever is meant comes up, and nothing breaks."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.events import RegistrationsImported
from db.records import Match, Registration
from tests.journals import LIST, JournalDesk, desk, person

PEOPLE = (
    Registration(
        *("zoe", "Zoé", "Lefèvre", "AB12-CD34", "Métropole de Lyon", "Conseillère municipale"),
        email="zoe.lefevre@grand-lyon.fr",
        order="ORD-77",
    ),
    Registration("jp", "Jean-Pierre", "d’Almeida", organisation="Ville de Porto"),
    Registration("bjork", "Björk", "Þórsdóttir", organisation="Reykjavíkurborg"),
    Registration("wang", "小明", "王", organisation="北京市", email="wang@beijing.cn"),
    Registration("sacha", "Саша", "Иванова", organisation="Київ"),
    Registration("ngo", "Œnone", "Łukasz", function="Maire", organisation="Saint-Étienne"),
    Registration("b1", "Marie", "Martin", organisation="Brest", function="Maire"),
    Registration("b2", "Marie", "Martin", organisation="Nantes", function="Adjointe"),
    Registration("b3", "Marie", "Martineau", organisation="Martin & Cie"),
    Registration("sql", "Robert'); drop table", 'O"Neil NOT', organisation="100 % Local"),
)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JournalDesk]:
    opened = desk(tmp_path_factory.mktemp("search"))
    opened.append(RegistrationsImported("liste.csv", PEOPLE))
    yield opened
    opened.close()


def ids(here: JournalDesk, text: str) -> list[str]:
    return [found.registration.id for found in here.find(text)]


@pytest.mark.parametrize(
    "typed",
    [
        *("lefevre", "Lefèvre", "LEFÈVRE", "lefe", "zoé", "ZOE LEFEVRE", "Lefèvre, Zoé"),
        *("lef zo", "  zo   lef  ", "lyon lef", "métropole", "METROPOLE DE LYON", "conseil"),
        *("munic zoe", "zoe.lefevre@grand-lyon.fr", "grand-lyon", "ab12", "AB12CD34"),
        *("ab12-cd34", "ord-77", "le\N{COMBINING ACUTE ACCENT}fevre", "lefe\N{SOFT HYPHEN} zoe"),
    ],
)
def test_a_person_comes_up_by_any_beginning_of_any_word(here: JournalDesk, typed: str) -> None:
    assert ids(here, typed)[0] == "zoe"


@pytest.mark.parametrize(
    ("who", "typed"),
    [
        *(("jp", text) for text in ("jean-pierre", "jean pierre", "jeanpierre", "d'almeida")),
        *(("jp", text) for text in ("d almeida", "dalmeida", "almeida", "ALMEIDA JEAN")),
        *(("bjork", text) for text in ("bjork", "thorsdottir", "Þórs", "reykjavik")),
        *(("wang", text) for text in ("王", "小明 王", "wang", "北京")),
        *(("sacha", text) for text in ("Иванова", "иван", "ivanova", "sasha")),
        *(("ngo", text) for text in ("oenone", "œnone", "lukasz", "łuk", "saint-etienne")),
        *(("sql", text) for text in ("o'neil", 'o"neil', "robert", "100 %", "100% local", "not")),
    ],
)
def test_names_of_all_the_world_are_found_with_any_keyboard(
    here: JournalDesk, who: str, typed: str
) -> None:
    assert who in ids(here, typed)


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "\t\n", "%", "_", "*", '"', "'", "(", ")", "-", "^", ":", "{}", "\0", "\\"),
        *("\u200f", "\u202e\u202d", "🙂", "👩\u200d💻🎫", "\ufeff", "…", "\udcff"),
    ],
)
def test_what_holds_no_letter_or_number_finds_nobody_and_breaks_nothing(
    here: JournalDesk, typed: str
) -> None:
    assert ids(here, typed) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ('"lefevre"', ["zoe"]),
        ("lefevre*", ["zoe"]),
        ("%lefevre%", ["zoe"]),
        ("family:lefevre", ["zoe"]),
        ("lefevre AND zoe", ["zoe"]),
        ("NEAR(zoe lefevre)", ["zoe"]),
        ("lefevre\0zoe", ["zoe"]),
        ("\u202elefevre\u200f", ["zoe"]),
        pytest.param("zoe " + "x" * 2_000_000, ["zoe"], id="an endless word"),
        pytest.param("lefevre" + " " * 2_000_000, ["zoe"], id="endless spaces"),
        pytest.param("zoe " * 500_000, ["zoe"], id="endless words"),
    ],
)
def test_no_operator_quote_or_mark_means_anything(
    here: JournalDesk, typed: str, found: list[str]
) -> None:
    assert ids(here, typed) == found


@settings(max_examples=150, deadline=None)
@given(typed=st.text())
def test_any_text_at_all_is_answered(here: JournalDesk, typed: str) -> None:
    here.find(typed)


def test_one_letter_is_enough(here: JournalDesk) -> None:
    assert set(ids(here, "m")) >= {"zoe", "ngo", "b1", "b2", "b3"}
    assert ids(here, "m")[:3] == ["b1", "b2", "b3"]


def test_whole_names_come_first_then_beginnings_then_other_fields(here: JournalDesk) -> None:
    found = here.find("martin")
    assert [(one.registration.id, one.match) for one in found] == [
        ("b1", Match.EXACT),
        ("b2", Match.EXACT),
        ("b3", Match.EXACT),
    ]
    assert [one.match for one in here.find("marti")] == [Match.PREFIX] * 3


def test_no_more_come_than_asked_for_and_as_many_as_asked_for() -> None:
    with TemporaryDirectory() as folder:
        here = desk(Path(folder))
        crowd = tuple(person(f"Ana {n}", "Costa", id=f"p{n:03}") for n in range(250))
        here.append(RegistrationsImported("liste.csv", crowd))
        for limit in (1, 20, 250):
            assert len(here.find("costa", limit)) == limit
        here.close()


def test_who_is_still_to_come_stands_before_who_came_and_presence_is_told(
    tmp_path: Path,
) -> None:
    here = desk(tmp_path)
    here.append(RegistrationsImported("liste.csv", PEOPLE))
    here.enter("b1")
    found = here.find("marie martin", list_id=LIST)
    assert [(one.registration.id, bool(one.presence)) for one in found[:2]] == [
        ("b2", False),
        ("b1", True),
    ]
    assert here.find("brest", list_id="atelier")[0].presence is None
    here.close()
