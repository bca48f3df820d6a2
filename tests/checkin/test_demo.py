"""The made-up welcome: the same people for the same seed, and hard ones among them."""

from collections import Counter

import pytest

from checkin.demo import people
from checkin.event import Event, parse_event, programme
from db.folding import fold
from db.records import Registration, Status


@pytest.fixture(scope="module")
def event() -> Event:
    return parse_event(programme(), "programme")


@pytest.fixture(scope="module")
def everyone(event: Event) -> list[Registration]:
    return list(people(event))


def test_a_seed_gives_the_same_people_again(event: Event) -> None:
    assert list(people(event, 200, seed=7)) == list(people(event, 200, seed=7))
    assert list(people(event, 200, seed=7)) != list(people(event, 200, seed=8))
    assert list(people(event, 200, seed=7))[:50] == list(people(event, 50, seed=7))


def test_there_are_as_many_as_were_asked_for(event: Event, everyone: list[Registration]) -> None:
    assert len(everyone) == 2000
    assert list(people(event, 0)) == []
    (first,) = people(event, 1)
    assert first.name == "Hélène Lefèvre"


def test_codes_come_from_the_caller(event: Event) -> None:
    first, second = people(event, 2, code=lambda number: f"code-{number}")
    assert (first.code, second.code) == ("code-1", "code-2")


def test_namesakes_and_hard_names_are_among_them(everyone: list[Registration]) -> None:
    named = Counter(person.name for person in everyone)
    assert named["Hélène Lefèvre"] >= 3
    assert {"Geneviève d'Almeida", "Jean-Pierre Martin", "Thi Mai N'Guyen"} <= set(named)
    assert any(person.family_name.startswith("Œ") for person in everyone)
    namesakes = [p for p in everyone if fold(p.name) == "helene lefevre"]
    assert len({person.organisation for person in namesakes}) > 2


def test_everybody_is_of_a_category_and_of_sessions_of_the_event(
    event: Event, everyone: list[Registration]
) -> None:
    categories = Counter(person.category for person in everyone)
    assert set(categories) == {category.id for category in event.categories}
    assert categories["elu"] > 500
    assert categories["technicien"] > 500
    sessions = {session.id for session in event.sessions}
    assert all(set(person.sessions) <= sessions for person in everyone)
    assert any(person.sessions for person in everyone)


def test_most_are_confirmed_and_every_other_status_is_there(everyone: list[Registration]) -> None:
    statuses = Counter(person.status for person in everyone)
    assert 0.9 < statuses[Status.CONFIRMED] / len(everyone) < 0.96
    assert set(statuses) == set(Status)


def test_they_come_from_more_than_thirty_countries(everyone: list[Registration]) -> None:
    countries = Counter(person.country for person in everyone)
    assert len(countries) > 30
    assert countries["France"] > 1600


def test_nobody_has_an_address_or_number_that_could_be_somebodys(
    everyone: list[Registration],
) -> None:
    assert all(person.email.endswith(".example") for person in everyone)
    assert all(person.phone.startswith("06 39 98 ") for person in everyone)


def test_a_few_carry_notes(everyone: list[Registration]) -> None:
    assert 5 < sum(bool(person.note) for person in everyone) < 60
