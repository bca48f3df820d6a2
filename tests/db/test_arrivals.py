"""Arrivals: whose a check-in is, also when the ticket came before the list."""

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from db import arrivals
from db.events import RegistrationsImported
from db.verify import verify
from tests.journals import HOUR, LIST, JournalDesk, desk, everything, person

ZOE = person("Zoé", "Lefèvre", id="zoe", code="AA-11", organisation="Lyon")
LUC = person("Luc", "Petit", id="luc", code="BB22")
TICKET = "ticket:AA11"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[JournalDesk]:
    opened = desk(tmp_path)
    yield opened
    assert verify(opened.copy) == ()
    opened.close()


def who_came(here: JournalDesk) -> list[tuple[str, str]]:
    return [(one.registration, one.name) for one in arrivals.latest(here.copy, LIST, 9)]


def test_the_newest_come_first_and_no_more_than_asked(here: JournalDesk) -> None:
    here.append(RegistrationsImported("liste.csv", (ZOE, LUC)))
    here.enter("zoe")
    here.enter("luc")
    assert who_came(here) == [("luc", "Luc Petit"), ("zoe", "Zoé Lefèvre")]
    (newest,) = arrivals.latest(here.copy, LIST, 1)
    assert (newest.organisation, newest.desk, newest.at) == ("", "accueil-1", here.watch.now)
    assert arrivals.latest(here.copy, LIST, 9, origin="elsewhere") == ()
    assert arrivals.latest(here.copy, "atelier", 9) == ()
    assert arrivals.inside(here.copy, LIST) == 2


def test_a_ticket_without_a_registration_stands_under_its_code(here: JournalDesk) -> None:
    here.enter(TICKET)
    assert who_came(here) == [(TICKET, "AA11")]


def test_a_ticket_counts_for_whoever_alone_holds_it(here: JournalDesk) -> None:
    mark = here.enter(TICKET)
    here.append(RegistrationsImported("liste.csv", (ZOE, LUC)))
    assert who_came(here) == [("zoe", "Zoé Lefèvre")]
    found = arrivals.standing_at(here.copy, mark)
    assert found
    assert (found.registration, found.name, found.organisation) == (
        *("zoe", "Zoé Lefèvre"),
        "Lyon",
    )
    assert arrivals.subject_at(here.copy, mark) == TICKET


def test_a_ticket_that_two_people_hold_counts_for_neither(here: JournalDesk) -> None:
    here.enter(TICKET)
    here.append(RegistrationsImported("liste.csv", (ZOE,)))
    other = person("Léa", "Lefèvre", id="lea", code="aa11")
    here.append(RegistrationsImported("liste-2.csv", (other,)))
    assert who_came(here) == [(TICKET, "AA11")]
    assert arrivals.of_person(here.copy, "zoe") == ()


def test_a_code_that_somebody_once_had_still_tells_that_they_came(here: JournalDesk) -> None:
    here.append(RegistrationsImported("liste.csv", (ZOE,)))
    here.append(
        RegistrationsImported("liste-2.csv", (person("Zoé", "Lefèvre", id="zoe", code="N1"),))
    )
    here.enter(TICKET)
    here.enter("zoe", reason="badge perdu")
    (presence,) = arrivals.of_person(here.copy, "zoe")
    assert presence.entries == 2
    assert who_came(here) == [("zoe", "Zoé Lefèvre")]


def test_undoing_what_a_ticket_did_undoes_it_for_its_holder(here: JournalDesk) -> None:
    mark = here.enter(TICKET)
    here.append(RegistrationsImported("liste.csv", (ZOE,)))
    here.annul(TICKET, mark)
    assert who_came(here) == []
    assert arrivals.standing_at(here.copy, mark) is None


def test_whatever_desk_is_heard_of_first_the_same_people_came(tmp_path: Path) -> None:
    names = ("accueil-1", "accueil-2", "accueil-3")
    first, second, third = (desk(tmp_path, name) for name in names)
    first.append(RegistrationsImported("liste.csv", (ZOE, LUC)))
    mark = second.enter(TICKET)
    second.enter("luc")
    third.watch.now += HOUR
    third.enter("zoe")
    third.annul("ticket:BB22", mark)
    journals = [one.journal() for one in (first, second, third)]
    states = []
    for number, order in enumerate(permutations(journals)):
        (tmp_path / str(number)).mkdir()
        reader = desk(tmp_path / str(number), "lecteur")
        for entries in order:
            reader.absorb(entries)
        states.append(everything(reader.copy))
        assert who_came(reader) == [("zoe", "Zoé Lefèvre"), ("luc", "Luc Petit")]
        (presence,) = arrivals.of_person(reader.copy, "zoe")
        assert (presence.entries, presence.conflict) == (2, True)
        reader.close()
    assert states == [states[0]] * len(states)
    for one in (first, second, third):
        one.close()


def test_where_a_few_stand_takes_no_longer_when_many_have_come(here: JournalDesk) -> None:
    people = [person("Ana", f"Costa {number}", id=str(number)) for number in range(60)]
    here.append(RegistrationsImported("liste.csv", tuple(people)))
    here.enter("1")
    few = steps_of(here, ("1", "2"))
    for one in people[2:]:
        here.enter(one.id)
    assert steps_of(here, ("1", "2")) < 2 * few


def steps_of(here: JournalDesk, ids: tuple[str, ...]) -> int:
    """Return how many steps of the database it takes to see where these people stand."""
    steps: list[None] = []
    here.copy.conn.set_progress_handler(lambda: steps.append(None), 1)
    arrivals.several_on_list(here.copy, ids, LIST)
    here.copy.conn.set_progress_handler(None, 0)
    return len(steps)
