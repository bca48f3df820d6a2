"""Finding: forgiving, well ordered, and up to date with every change."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.connection import open_copy
from db.events import RegistrationCorrected, RegistrationsImported, WalkedIn
from db.finding.finder import Finder
from db.records import CheckInList, Match, Registration
from tests.journals import LIST, JournalDesk, desk, person

VAL_DE_MARNE = "Département du Val-de-Marne"
PEOPLE = (
    person("Hélène", "Gauthier", id="gauthier", organisation="Ville de Saint-Denis"),
    person("Paul", "Gautier", id="gautier", organisation="Dijon Métropole", category="presse"),
    person("Jean-Pierre", "d’Almeida", id="almeida", organisation=VAL_DE_MARNE),
    person("Louise", "Lefebvre", id="lefebvre", organisation=VAL_DE_MARNE, function="Directrice"),
    person("Mohamed", "N'Guyen", id="nguyen", organisation="Région Île-de-France", country="Mali"),
    person("Sergueï", "Чернышев", id="chernyshev", organisation="Communauté de communes du Pays"),
    person("Philippe", "Le Goff", id="legoff", phone="+33 6 39 98 12 47", order="K7PQ3X"),
    person("Thi Mai", "Thibault", id="thibault", code="ABCD2345EFGH6789", email="tm@mairie.fr"),
    person("Jürgen", "Müller", id="muller", organisation="Cités Unies France"),
    person("Oumar", "Œuvrard", id="oeuvrard", organisation="Agence française de développement"),
)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JournalDesk]:
    opened = desk(tmp_path_factory.mktemp("finder"))
    opened.append(RegistrationsImported("liste.csv", PEOPLE))
    yield opened
    opened.close()


def ids(here: JournalDesk, text: str) -> list[str]:
    return [found.registration.id for found in here.find(text)]


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        *(("dalmeida", "almeida"), ("jean pierre", "almeida"), ("jeanpierre", "almeida")),
        *(("jp almeida", "almeida"), ("j almeida", "almeida"), ("almeida jean", "almeida")),
        *(("lefevre", "lefebvre"), ("lefaivre louise", "lefebvre"), ("lefebvte", "lefebvre")),
        *(("lefbevre", "lefebvre"), ("lfebvr", "lefebvre"), ("lefebvree", "lefebvre")),
        *(("filip", "legoff"), ("philipe", "legoff"), ("legoff", "legoff"), ("le gof", "legoff")),
        *(("tibo", "thibault"), ("thibaud", "thibault"), ("tibault thi", "thibault")),
        *(("muhammad", "nguyen"), ("mohammed", "nguyen"), ("nguyen", "nguyen")),
        *(("tchernychev", "chernyshev"), ("chernychev", "chernyshev"), ("черны", "chernyshev")),
        *(("omar", "oeuvrard"), ("oeuvrar", "oeuvrard"), ("ŒUVRARD", "oeuvrard")),
        *(("mueller", "muller"), ("muller jurgen", "muller"), ("cuf", "muller")),
        *(("afd", "oeuvrard"), ("agence francaise", "oeuvrard"), ("idf", "nguyen")),
        *(("st denis", "gauthier"), ("saint denis", "gauthier"), ("saintdenis", "gauthier")),
        *(("mairie saint denis", "gauthier"), ("metropole dijon", "gautier")),
        *(("gautier presse", "gautier"), ("mali", "nguyen"), ("directrice lefeb", "lefebvre")),
        *(
            ("1247", "legoff"),
            ("98 12 47", "legoff"),
            ("+33 6 39 98 12 47", "legoff"),
            ("0639981247", "legoff"),
        ),
        *(("k7pq", "legoff"), ("7pq3", "legoff"), ("5efgh", "thibault"), ("6789", "thibault")),
        *(("tm@mairie.fr", "thibault"), ("abcd-2345-efgh", "thibault")),
        *(("mme lefebvre", "lefebvre"), ("cc pays", "chernyshev"), ("lefeb liuse", "lefebvre")),
    ],
)
def test_whoever_is_meant_comes_first_however_they_are_typed(
    here: JournalDesk, typed: str, who: str
) -> None:
    assert ids(here, typed)[:1] == [who]


@pytest.mark.parametrize("typed", ["cd94", "cd 94", "val de marne", "dept 94", "valdemarne"])
def test_a_department_is_found_by_what_people_say_for_it(here: JournalDesk, typed: str) -> None:
    assert set(ids(here, typed)[:2]) == {"almeida", "lefebvre"}


def test_a_match_says_whether_it_is_whole_begun_or_only_near(here: JournalDesk) -> None:
    matches = [(one.registration.id, one.match) for one in here.find("gautier")]
    assert matches[:2] == [("gautier", Match.EXACT), ("gauthier", Match.FUZZY)]
    assert here.find("gaut")[0].match is Match.PREFIX
    assert here.find("gautier paul")[0].match is Match.EXACT
    assert here.find("gaitier")[0].match is Match.FUZZY


def test_family_names_stand_before_given_names_and_those_before_organisations(
    tmp_path: Path,
) -> None:
    here = desk(tmp_path)
    here.append(
        RegistrationsImported(
            "liste.csv",
            (
                person("Zoé", "Petit", id="organisation", organisation="Ville de Lyon"),
                person("Lyon", "Petit", id="given"),
                person("Zoé", "Lyon", id="family"),
                person("Zoé", "Lyonnet", id="begun"),
            ),
        )
    )
    assert ids(here, "lyon") == ["family", "given", "organisation", "begun"]
    here.close()


def test_who_is_still_to_come_and_expected_on_the_list_stands_first(tmp_path: Path) -> None:
    here = desk(tmp_path)
    crowd = tuple(
        person("Marie", "Martin", id=name, category=category)
        for name, category in (("came", "elu"), ("other", "presse"), ("expected", "elu"))
    )
    here.append(RegistrationsImported("liste.csv", crowd))
    here.enter("came")
    found = here.finder.find("marie martin", CheckInList(LIST, LIST, frozenset({"elu"})))
    assert [one.registration.id for one in found] == ["expected", "other", "came"]
    here.close()


def test_the_order_stays_while_a_name_is_typed(tmp_path: Path) -> None:
    here = desk(tmp_path)
    crowd = tuple(person(f"Ana{letter}", "Costamagna", id=letter) for letter in "abcdefgh")
    here.append(RegistrationsImported("liste.csv", crowd))
    orders = {tuple(ids(here, "costamagna"[:length])) for length in range(1, 11)}
    assert orders == {tuple("abcdefgh")}
    here.close()


def test_walk_ins_and_corrections_are_found_at_once_misspelt_too(tmp_path: Path) -> None:
    here = desk(tmp_path)
    here.append(RegistrationsImported("liste.csv", PEOPLE))
    assert ids(here, "kowalczyk") == []
    here.append(WalkedIn(person("Ewa", "Kowalczyk", id="new")))
    assert ids(here, "kowalcyzk") == ["new"]
    here.append(RegistrationCorrected("new", {"family_name": "Nowak"}))
    assert ids(here, "nowka ewa")[0] == "new"
    assert ids(here, "kowalczyk") == []
    here.close()


def test_while_the_index_is_made_beginnings_are_found_and_what_changes_meanwhile(
    tmp_path: Path,
) -> None:
    here = desk(tmp_path)
    here.finder = Finder(here.copy, at_once=0, most_changed=3)
    here.append(RegistrationsImported("liste.csv", PEOPLE))
    assert ids(here, "gauth") == ["gauthier"]
    here.finder.close()
    assert set(ids(here, "gautier")) == {"gautier", "gauthier"}
    many = tuple(person("Ana", f"Costa{letter}", id=letter) for letter in "abcdefgh")
    moved = replace(PEOPLE[0], family_name="Kowalczyk")
    here.append(RegistrationsImported("liste.csv", (*many, moved)))
    assert len(ids(here, "costa")) == 8
    assert ids(here, "kowalczyk") == ["gauthier"]
    assert "gauthier" not in ids(here, "gauthier")
    here.finder.close()
    assert ids(here, "kowalczik") == ["gauthier"]
    here.close()


def test_another_connection_hears_of_changes(tmp_path: Path) -> None:
    here = desk(tmp_path)
    here.append(RegistrationsImported("liste.csv", PEOPLE))
    reader = Finder(open_copy(tmp_path / "accueil-1.db", read_only=True))
    everybody = CheckInList(LIST, LIST)
    assert len(reader.find("gauthier", everybody)) == 2
    here.append(WalkedIn(person("Ewa", "Gauthier", id="new")))
    assert {one.registration.id for one in reader.find("gauthier ewa", everybody)} == {"new"}
    reader.close()
    here.close()


def test_one_question_alone_is_answered_without_an_index_unless_it_needs_one(
    here: JournalDesk,
) -> None:
    everybody = CheckInList(LIST, LIST)
    alone = Finder(here.copy)
    assert alone.find_once("gautier paul", everybody)[0].match is Match.EXACT
    assert alone._index is None
    assert alone.find_once("gaitier", everybody)[0].registration.id == "gautier"


def test_a_registration_changes_its_words_but_not_its_number_in_an_old_copy(
    tmp_path: Path,
) -> None:
    here = desk(tmp_path)
    here.append(RegistrationsImported("liste.csv", PEOPLE))
    before = here.copy.execute("select number, family from search order by 1").fetchall()
    here.append(RegistrationsImported("liste.csv", (replace(PEOPLE[0], function="Maire"),)))
    assert here.copy.execute("select number, family from search order by 1").fetchall() == before
    changes = [change for (change,) in here.copy.execute("select change from search order by 1")]
    assert changes == sorted(set(changes))
    assert isinstance(here.find("gauthier")[0].registration, Registration)
    here.close()
