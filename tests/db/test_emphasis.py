"""Which letters of a name are underlined, and what is said for an organisation."""

import pytest

from db import aliases
from db.finding.emphasis import spans
from db.finding.sounds import skeletons, sounds


@pytest.mark.parametrize(
    ("text", "typed", "answering"),
    [
        ("Hélène LEFÈVRE", ("lefe", "hel"), ["Hél", "LEFÈ"]),
        ("Geneviève D’ALMEIDA", ("dalm",), ["D", "ALM"]),
        ("Jean-Pierre LE GOFF", ("jeanp", "legoff"), ["Jean", "P", "LE", "GOFF"]),
        ("Yann LEGOFF", ("le", "goff"), ["LEGOFF"]),
        ("Œdile ŒUVRARD", ("oeu",), ["ŒU"]),
        ("王 李", ("wang",), ["王"]),
        ("Straße", ("strass",), ["Straß"]),
        ("Jean GAUTHIER", ("gautier",), []),
        ("", ("a",), []),
    ],
)
def test_the_letters_that_answer_to_what_was_typed_are_known(
    text: str, typed: tuple[str, ...], answering: list[str]
) -> None:
    assert [text[start:end] for start, end in spans(text, typed)] == answering


def test_of_a_near_spelling_the_letters_in_common_answer() -> None:
    text = "Jean GAUTHIER"
    near = spans(text, ("gautier", "xyz"), misspelt=True)
    assert [text[start:end] for start, end in near] == ["GAUT", "IER"]


@pytest.mark.parametrize(
    "alike",
    [
        ("gauthier", "gautier", "gotier"),
        ("lefebvre", "lefevre", "lefaivre"),
        ("thibaud", "thibault", "tibo"),
        ("philippe", "filip", "phillippe"),
        ("moreau", "moro", "moraux"),
        ("francois", "fransois"),
        ("guillaume", "guilhome"),
    ],
)
def test_what_a_french_ear_takes_for_one_name_has_one_sound(alike: tuple[str, ...]) -> None:
    assert len(set(sounds(alike))) == 1


@pytest.mark.parametrize(
    "alike",
    [
        ("mohamed", "mohammed", "muhammad"),
        ("tchernychev", "chernyshev"),
        ("oumar", "omar", "umar"),
        ("shevchenko", "chevtchenko"),
        ("youssef", "yusuf"),
    ],
)
def test_one_name_in_several_alphabets_keeps_its_consonants(alike: tuple[str, ...]) -> None:
    assert len(set(skeletons(alike))) == 1


@pytest.mark.parametrize(
    ("organisation", "said"),
    [
        ("departement du val de marne", {"cd94", "94", "dept94", "conseil"}),
        ("departement de l ain", {"cd01"}),
        ("conseil departemental de la reunion", {"cd974"}),
        ("ville de saint denis", {"mairie", "st", "saintdenis"}),
        ("region provence alpes cote d azur", {"paca", "conseil"}),
        ("region ile de france", {"idf"}),
        ("communaute d agglomeration du pays de grasse", {"agglo", "ca"}),
        ("cites unies france", {"cuf"}),
        ("", set()),
    ],
)
def test_what_people_say_for_an_organisation_leads_to_it(organisation: str, said: set[str]) -> None:
    assert said <= set(aliases.of_organisation(organisation).split())
