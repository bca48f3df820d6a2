"""Registrations: what lists, forms and corrections say of one person, and finding them again."""

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from db import registrations, roster
from db.events import (
    RegistrationCorrected,
    RegistrationsImported,
    RegistrationsMissing,
    WalkedIn,
    registration_of,
)
from db.records import Registration, Status
from db.roster import Standing
from tests.journals import JournalDesk, desk, person


@pytest.fixture
def here(tmp_path: Path) -> Iterator[JournalDesk]:
    opened = desk(tmp_path)
    yield opened
    opened.close()


def listed(here: JournalDesk, *people: Registration, source: str = "liste.csv") -> None:
    here.append(RegistrationsImported(source, people))


def now(here: JournalDesk, who: str) -> Registration:
    found = registrations.get(here.copy, who)
    assert found
    return found


def test_everything_that_a_list_says_comes_back(here: JournalDesk) -> None:
    who = Registration(
        *("p", "Zoé", "d’Almeida", "AB-12", "Ville de Lyon", "Maire", "elu", "FR", "z@lyon.fr"),
        *("+33 4", "ORD-1", "fr", ("atelier-1", "b-to-b"), Status.UNPAID, "Protocole", "M. X"),
        *("liste.csv", False, (("Régime", "sans gluten"), ("Régime", ""))),
    )
    listed(here, who)
    assert now(here, "p") == who
    assert list(registrations.everyone(here.copy)) == [who]
    assert registrations.count(here.copy) == 1


def test_the_newest_list_wins_whatever_the_order(here: JournalDesk) -> None:
    listed(here, person("Zoé", "Lefèvre", id="p", function="Maire"))
    listed(here, person("Zoé", "Lefèvre", id="p", function="Adjointe"))
    assert now(here, "p").function == "Adjointe"


STAMPS = ("0001 a 1", "0002 a 2", "0003 b 1", "0004 a 3")
TELLING = {
    "an older list": lambda standing: roster.told(
        standing, person("Zoé", "Lefevre", id="p"), STAMPS[0]
    ),
    "a newer list": lambda standing: roster.told(
        standing, person("Zoé", "Lefèvre", id="p", organisation="Lyon"), STAMPS[2]
    ),
    "a correction": lambda standing: roster.corrected(
        standing, {"family_name": "Lefebvre", "function": "Maire"}, STAMPS[1]
    ),
    "a newer correction": lambda standing: roster.corrected(
        standing, {"family_name": "Le Fèvre"}, STAMPS[3]
    ),
    "a list without them": lambda standing: roster.missed(standing, STAMPS[1]),
}


@pytest.mark.parametrize("order", permutations(TELLING))
def test_whatever_comes_first_the_same_is_known(order: tuple[str, ...]) -> None:
    standing = Standing(Registration("p"))
    for name in (*order, *order):
        standing = TELLING[name](standing)
    assert roster.registration(standing) == person(
        "Zoé", "Le Fèvre", id="p", organisation="Lyon", function="Maire"
    )


def test_a_correction_outlives_later_lists(here: JournalDesk) -> None:
    listed(here, person("Zoé", "Lefevre", id="p", function="Maire"))
    here.append(RegistrationCorrected("p", {"family_name": "Lefèvre"}))
    listed(here, person("Zoe", "Lefevre", id="p", function="Adjointe"))
    assert (now(here, "p").name, now(here, "p").function) == ("Zoe Lefèvre", "Adjointe")


def test_only_what_may_be_corrected_is(here: JournalDesk) -> None:
    listed(here, person("Zoé", "Lefèvre", id="p", code="A1"))
    here.append(RegistrationCorrected("p", {"code": "B2", "status": "président", "id": "q"}))
    assert (now(here, "p").code, now(here, "p").status) == ("A1", Status.CONFIRMED)
    here.append(RegistrationCorrected("p", {"status": "cancelled"}))
    assert now(here, "p").status is Status.CANCELLED


def test_who_is_missing_stays_known_and_comes_back_with_a_newer_list(here: JournalDesk) -> None:
    listed(here, person("Zoé", "Lefèvre", id="p"))
    here.append(RegistrationsMissing("liste-2.csv", ("p",)))
    assert now(here, "p").missing
    assert here.find("lefevre")
    listed(here, person("Zoé", "Lefèvre", id="p"), source="liste-3.csv")
    assert not now(here, "p").missing


def test_nobody_is_made_of_a_correction_alone(here: JournalDesk) -> None:
    here.append(RegistrationCorrected("p", {"family_name": "Lefèvre"}))
    here.append(RegistrationsMissing("liste.csv", ("q",)))
    assert registrations.get(here.copy, "p") is None
    assert list(registrations.everyone(here.copy)) == []
    assert here.find("lefevre") == ()
    listed(here, person("Zoé", "Lefevre", id="p"))
    assert now(here, "p").family_name == "Lefèvre"


def test_people_are_found_at_once_by_what_is_new_and_no_more_by_what_was(
    here: JournalDesk,
) -> None:
    listed(here, person("Zoé", "Lefevre", id="p"))
    here.append(RegistrationCorrected("p", {"family_name": "Martin"}))
    assert [found.registration.id for found in here.find("martin")] == ["p"]
    assert here.find("lefevre") == ()
    here.append(WalkedIn(person("Luc", "Martin", id="q")))
    assert {found.registration.id for found in here.find("martin")} == {"p", "q"}


def test_a_code_leads_to_whoever_has_or_had_it(here: JournalDesk) -> None:
    listed(here, person("Zoé", "Lefèvre", id="p", code="AB-12"))
    listed(here, person("Zoé", "Lefèvre", id="p", code="CD34"))
    for read in ("AB-12", "ab12", "A B 1 2", "cd34", " CD-34\r"):
        assert [one.id for one in registrations.by_code(here.copy, read)] == ["p"]
    for read in ("", "-", "AB1", "AB123", "%", "' or 1=1"):
        assert registrations.by_code(here.copy, read) == ()


def test_of_codes_that_differ_only_by_case_the_one_written_so_comes(here: JournalDesk) -> None:
    listed(
        here,
        person("Zoé", "Lefèvre", id="p", code="abC1"),
        person("Luc", "Petit", id="q", code="abc1"),
    )
    assert [one.id for one in registrations.by_code(here.copy, "abC1")] == ["p"]
    assert [one.id for one in registrations.by_code(here.copy, "ABC1")] == ["p", "q"]


def test_lookalikes_have_the_same_name_or_the_same_e_mail(here: JournalDesk) -> None:
    listed(
        here,
        person("Zoé", "Lefèvre", id="same"),
        person("LEFEVRE", "Zoe", id="swapped"),
        person("Zoé", "Martin", id="other"),
        person("Éric", "Petit", id="mail", email="Zoe@Lyon.fr"),
    )
    draft = Registration("", "zoe", "LEFÈVRE", email="zoe@lyon.fr")
    found = registrations.lookalikes(here.copy, draft)
    assert {one.id for one in found} == {"same", "swapped", "mail"}
    assert registrations.lookalikes(here.copy, Registration("")) == ()


def test_a_registration_without_an_id_cannot_be_read() -> None:
    with pytest.raises(ValueError, match="Registration"):
        registration_of({"given_name": "Zoé"})
