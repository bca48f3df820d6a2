"""The numbers on the dashboard are those one would count by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import counts, spool
from db.events import (
    RegistrationCorrected,
    RegistrationsImported,
    RegistrationsMissing,
    ScanRefused,
)
from db.records import CheckInList, JobState, Outcome, Share, Status
from tests.journals import DOORS, LIST, SECOND, JournalDesk, desk, person

WELCOME = CheckInList(LIST, "Accueil")
PRESS = CheckInList("point-presse", "Point presse", categories=frozenset({"presse"}))
WORKSHOP = CheckInList("atelier-1", "Atelier 1", session="atelier-1", exits=True)
LISTS = (WELCOME, PRESS, WORKSHOP)

PEOPLE = (
    person("Zoé", "A", id="zoe", category="elu", country="FR", sessions=("atelier-1",)),
    person("Luc", "B", id="luc", category="elu", country="FR", sessions=("atelier-1", "b-to-b")),
    person("Ana", "C", id="ana", category="presse", country="PT", status=Status.UNPAID),
    person("Bo", "D", id="bo", category="presse", country="", status=Status.PENDING),
    person("Xi", "E", id="xi", category="elu", country="FR", status=Status.CANCELLED),
    person("Yo", "F", id="yo", category="elu", country="FR", status=Status.WAITING),
    person("Ed", "G", id="ed", category="elu", country="FR", status=Status.BLOCKED),
    person("Al", "H", id="al", category="elu", country="FR"),
)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[JournalDesk]:
    opened = desk(tmp_path)
    opened.append(RegistrationsImported("liste.csv", PEOPLE))
    opened.append(RegistrationsMissing("liste-2.csv", ("al",)))
    yield opened
    opened.close()


def test_whom_the_organisers_count_on_is_expected_on_each_list(here: JournalDesk) -> None:
    tally = counts.tally(here.copy, LISTS, LIST)
    assert tally.lists == (
        Share(LIST, 4, 0),
        Share("point-presse", 2, 0),
        Share("atelier-1", 2, 0),
    )
    assert (tally.expected, tally.present) == (4, 0)
    assert tally.categories == (Share("elu", 2, 0), Share("presse", 2, 0))
    assert tally.countries == (Share("FR", 2, 0), Share("", 1, 0), Share("PT", 1, 0))


def test_categories_and_countries_are_those_of_the_list(here: JournalDesk) -> None:
    here.enter("ana", list_id="point-presse")
    here.enter("zoe", list_id="point-presse", reason="invitée")
    tally = counts.tally(here.copy, LISTS, "point-presse")
    assert (tally.expected, tally.present) == (2, 2)
    assert tally.categories == (Share("presse", 2, 1), Share("elu", 0, 1))
    assert tally.countries == (Share("", 1, 0), Share("PT", 1, 1), Share("FR", 0, 1))
    workshop = counts.tally(here.copy, LISTS, "atelier-1")
    assert workshop.categories == (Share("elu", 2, 0),)


def test_who_came_is_present_and_who_left_or_was_undone_is_not(here: JournalDesk) -> None:
    here.enter("zoe")
    mark = here.enter("luc")
    here.enter("ticket:AB12")
    assert counts.share_of(here.copy, WELCOME) == Share(LIST, 4, 3)
    here.annul("luc", mark)
    here.leave("zoe")
    assert counts.share_of(here.copy, WELCOME) == Share(LIST, 4, 1)


def test_a_correction_moves_people_from_one_count_to_another(here: JournalDesk) -> None:
    here.append(RegistrationCorrected("zoe", {"category": "presse", "country": "PT"}))
    here.append(RegistrationCorrected("luc", {"status": "cancelled"}))
    tally = counts.tally(here.copy, LISTS, LIST)
    assert tally.categories == (Share("presse", 3, 0),)
    assert [share.expected for share in tally.lists] == [3, 3, 1]


def test_the_rate_counts_first_arrivals_by_five_minutes(here: JournalDesk) -> None:
    slot = counts.SLOT
    start = DOORS // slot * slot
    here.enter("zoe", at=start)
    here.enter("luc", at=start + slot - 1)
    here.enter("ana", at=start + 2 * slot)
    here.enter("ana", at=start + 3 * slot, reason="second badge")
    tally = counts.tally(here.copy, LISTS, LIST)
    assert tally.rate == ((start, 2), (start + 2 * slot, 1))
    assert [one.registration for one in tally.arrivals] == ["ana", "luc", "zoe"]
    assert tally.arrivals[0].at == start + 3 * slot


def test_refusals_are_counted_and_the_newest_are_told(here: JournalDesk) -> None:
    for number in range(9):
        here.append(ScanRefused("", LIST, Outcome.UNKNOWN, f"X{number}"))
    here.append(ScanRefused("ana", LIST, Outcome.UNPAID, "C3"))
    tally = counts.tally(here.copy, LISTS, LIST)
    assert (tally.refused, len(tally.refusals)) == (10, 8)
    newest = tally.refusals[0]
    assert (newest.name, newest.outcome, newest.read, newest.desk) == (
        *("Ana C", Outcome.UNPAID),
        *("C3", "accueil-1"),
    )
    assert newest.at == here.watch.now
    assert newest.at - tally.refusals[1].at == SECOND
    assert (tally.refusals[1].name, tally.refusals[1].read) == ("", "X8")


def test_badges_are_counted_by_state(here: JournalDesk) -> None:
    for who in ("zoe", "luc"):
        spool.ask(here.copy, who, "arrival", DOORS)
    assert counts.tally(here.copy, LISTS, LIST).jobs == ((JobState.QUEUED, 2),)


def test_an_empty_copy_counts_nothing(tmp_path: Path) -> None:
    empty = desk(tmp_path, "vide")
    tally = counts.tally(empty.copy, LISTS, LIST)
    assert (tally.expected, tally.present, tally.refused, tally.rate) == (0, 0, 0, ())
    assert (tally.categories, tally.countries, tally.arrivals) == ((), (), ())
    empty.close()
