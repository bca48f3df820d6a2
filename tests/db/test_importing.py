"""Importing: the same people under the same ids, whatever the organisers send next."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from db import arrivals, importing, registrations
from db.connection import writing, writing_by_turns
from db.events import RegistrationCorrected, WalkedIn
from db.importing import Changes
from db.records import Registration, Status
from db.verify import verify
from tests.journals import LIST, JournalDesk, desk, person, row, ticket

ZOE = row("Zoé", "Lefèvre", code="A1", organisation="Ville de Lyon", email="zoe@lyon.fr")
LUC = row("Luc", "Petit", code="B2", organisation="Ville de Brest", email="luc@brest.fr")
ANA = row("Ana", "Costa", code="C3", organisation="Ville de Porto", email="ana@porto.pt")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[JournalDesk]:
    opened = desk(tmp_path)
    yield opened
    opened.close()


def without_code(*people: Registration) -> list[Registration]:
    return [replace(one, code="") for one in people]


def told(changes: Changes) -> tuple[int, int, int, int]:
    return len(changes.new), len(changes.updated), changes.unchanged, len(changes.missing)


def everyone(here: JournalDesk) -> dict[str, Registration]:
    return {one.id: one for one in registrations.everyone(here.copy)}


def named(here: JournalDesk, given: str) -> Registration:
    (found,) = [one for one in everyone(here).values() if one.given_name == given]
    return found


def test_a_new_list_brings_new_people_with_their_codes(here: JournalDesk) -> None:
    assert told(here.take_in([ZOE, LUC])) == (2, 0, 0, 0)
    assert {one.code for one in everyone(here).values()} == {"A1", "B2"}
    assert {one.source for one in everyone(here).values()} == {"liste.csv"}


def test_the_same_list_again_changes_nothing_and_writes_nothing(here: JournalDesk) -> None:
    here.take_in([ZOE, LUC])
    written = here.journal()
    assert told(here.take_in([LUC, ZOE])) == (0, 0, 2, 0)
    assert here.journal() == written


def test_a_changed_list_keeps_every_check_in(here: JournalDesk) -> None:
    here.take_in([ZOE, LUC])
    zoe = named(here, "Zoé")
    here.enter(zoe.id)
    changed = replace(ZOE, function="Maire", status=Status.UNPAID)
    assert told(here.take_in([changed, LUC])) == (0, 1, 1, 0)
    assert named(here, "Zoé") == replace(zoe, function="Maire", status=Status.UNPAID)
    assert arrivals.on_list(here.copy, zoe.id, LIST)


@pytest.mark.parametrize(
    "changed",
    [
        replace(ZOE, given_name="Zoe-Marie", family_name="Martin", email=""),
        replace(ZOE, code="", organisation="Métropole de Lyon"),
        replace(ZOE, code="", email=""),
        replace(ZOE, code="", email="", function="Maire", country="FR"),
        replace(ZOE, code="", family_name="LEFEVRE", organisation="Grand Lyon"),
        replace(ZOE, code="", given_name="Z.", organisation="Grand Lyon"),
        replace(ZOE, code="", family_name="Martin", organisation="Grand Lyon"),
        replace(ZOE, code="Z9"),
        replace(ZOE, code="Z9", function="Maire"),
    ],
    ids=[
        *("by code", "by e-mail and name", "by name and organisation", "though more is said"),
        *("by name in capitals", "by e-mail and family name", "by e-mail and given name"),
        *("with a new code", "with a new code and function"),
    ],
)
def test_a_person_is_known_again(here: JournalDesk, changed: Registration) -> None:
    here.take_in([ZOE, LUC])
    before = {one.given_name: one.id for one in everyone(here).values()}
    changes = here.take_in([changed, LUC])
    assert told(changes) == (0, 1, 1, 0)
    assert changes.updated[0].id == before["Zoé"]
    assert changes.updated[0].code == (changed.code or "A1")


def test_a_person_with_nothing_in_common_is_somebody_else(here: JournalDesk) -> None:
    here.take_in([ZOE])
    assert told(here.take_in([replace(ZOE, code="", email="", organisation="Nice")])) == (
        *(1, 0),
        *(0, 1),
    )


def test_a_list_without_codes_takes_nobodys_code_away(here: JournalDesk) -> None:
    here.take_in([ZOE, LUC])
    assert told(here.take_in(without_code(ZOE, LUC))) == (0, 0, 2, 0)
    here.take_in(without_code(replace(ZOE, function="Maire"), LUC))
    assert (named(here, "Zoé").code, named(here, "Zoé").function) == ("A1", "Maire")


def test_who_comes_without_a_code_gets_one_that_nobody_has(here: JournalDesk) -> None:
    always = ["T1", "T2", "T3", "T4"]

    def issue(seed: str) -> str:
        return always[seed.count("#")] if "#" not in seed else always[int(seed[-1]) - 1]

    rows = [replace(ZOE, code=""), replace(LUC, code=""), replace(ANA, code="T2")]
    changes = importing.compare(here.copy, "liste.csv", rows, issue)
    assert [one.code for one in changes.new] == ["T1", "T3", "T2"]


def test_whoever_a_newer_list_leaves_out_is_missing_until_one_names_them_again(
    here: JournalDesk,
) -> None:
    here.take_in([ZOE, LUC])
    zoe = named(here, "Zoé")
    here.enter(zoe.id)
    assert told(here.take_in([LUC], "liste-2.csv")) == (0, 0, 1, 1)
    assert named(here, "Zoé") == replace(zoe, missing=True)
    assert arrivals.on_list(here.copy, zoe.id, LIST)
    assert told(here.take_in([LUC], "liste-2.csv")) == (0, 0, 1, 0)
    assert told(here.take_in([ZOE, LUC], "liste-3.csv")) == (0, 1, 1, 0)
    assert named(here, "Zoé") == replace(zoe, source="liste-3.csv")


def test_homonyms_stay_apart(here: JournalDesk) -> None:
    homonyms = [
        row("Jean", "Martin", organisation="Lyon"),
        row("Jean", "Martin", organisation="Brest"),
        row("Jean", "Martin", organisation="Brest", email="jm@brest.fr"),
    ]
    here.take_in(homonyms)
    assert len(everyone(here)) == 3
    assert told(here.take_in(homonyms)) == (0, 0, 3, 0)
    changed = [replace(homonyms[0], function="Maire"), *homonyms[1:]]
    changes = here.take_in(changed)
    assert told(changes) == (0, 1, 2, 0)
    assert everyone(here)[changes.updated[0].id].organisation == "Lyon"


def test_twins_are_two_people_on_every_list(here: JournalDesk) -> None:
    twin = row("Jean", "Martin", organisation="Lyon")
    here.take_in([twin, twin])
    assert len({one.code for one in everyone(here).values()}) == 2
    here.enter(next(iter(everyone(here))))
    assert told(here.take_in([twin, twin])) == (0, 0, 2, 0)
    assert told(here.take_in([twin, twin, twin])) == (1, 0, 2, 0)
    assert told(here.take_in([twin])) == (0, 0, 1, 2)


def test_a_correction_survives_and_the_person_is_known_by_either_name(here: JournalDesk) -> None:
    wrong = row("Zoé", "Lefevbre", organisation="Lyon")
    here.take_in([wrong])
    who = next(iter(everyone(here)))
    here.append(RegistrationCorrected(who, {"family_name": "Lefebvre"}))
    assert told(here.take_in([wrong])) == (0, 0, 1, 0)
    assert told(here.take_in([replace(wrong, function="Maire")])) == (0, 1, 0, 0)
    assert named(here, "Zoé").family_name == "Lefebvre"
    right = replace(wrong, family_name="Lefebvre", function="Maire")
    assert told(here.take_in([right])) == (0, 1, 0, 0)
    assert told(here.take_in([right])) == (0, 0, 1, 0)
    assert named(here, "Zoé").family_name == "Lefebvre"


def test_a_walk_in_is_missed_by_no_list_until_one_has_named_them(here: JournalDesk) -> None:
    here.append(WalkedIn(person("Ana", "Costa", organisation="Porto", source=importing.WALK_IN)))
    assert told(here.take_in([ZOE])) == (1, 0, 0, 0)
    ana = row("Ana", "Costa", organisation="Porto", category="elu")
    assert told(here.take_in([ZOE, ana])) == (0, 1, 1, 0)
    assert named(here, "Ana").id == "ana-costa"
    assert told(here.take_in([ZOE])) == (0, 0, 1, 1)


def test_a_code_handed_on_to_somebody_else_does_not_mix_them_up(here: JournalDesk) -> None:
    here.take_in([ZOE, LUC])
    ids = {one.given_name: one.id for one in everyone(here).values()}
    assert told(here.take_in([replace(ANA, code="A1"), replace(ZOE, code="N1"), LUC])) == (
        *(1, 1),
        *(1, 0),
    )
    assert named(here, "Zoé") == replace(ZOE, id=ids["Zoé"], code="N1", source="liste.csv")
    assert named(here, "Ana").code == "A1"


def test_a_delegate_replaced_by_another_keeps_the_place_and_the_code(here: JournalDesk) -> None:
    here.take_in([ZOE, LUC])
    assert told(here.take_in([replace(ANA, code="A1"), LUC])) == (0, 1, 1, 0)


def test_twins_with_codes_keep_their_own(here: JournalDesk) -> None:
    twin = row("Jean", "Martin", organisation="Lyon")
    here.take_in([replace(twin, code="1"), replace(twin, code="2")])
    ids = {one.code: one.id for one in everyone(here).values()}
    here.take_in([replace(twin, code="3"), replace(twin, code="2")])
    assert {one.code: one.id for one in everyone(here).values()} == {"3": ids["1"], "2": ids["2"]}


def test_two_desks_that_import_the_same_list_name_the_same_people(
    here: JournalDesk, tmp_path: Path
) -> None:
    there = desk(tmp_path, "accueil-2")
    twin = row("Jean", "Martin", organisation="Lyon")
    rows = [ZOE, *without_code(LUC, ANA), twin, twin]
    here.take_in(rows)
    there.take_in(rows)
    assert everyone(there) == everyone(here)
    here.enter(named(here, "Luc").id)
    there.absorb(here.journal())
    here.absorb(there.journal())
    assert everyone(there) == everyone(here)
    assert len(everyone(here)) == 5
    assert arrivals.on_list(there.copy, named(there, "Luc").id, LIST)
    there.close()


def test_progress_tells_of_everybody_and_blocks_can_be_sent_on(here: JournalDesk) -> None:
    rows = [row(f"王{n}", "Œ" * 50, organisation="Ü" * 200) for n in range(300)]
    told_of: list[int] = []
    changes = importing.compare(here.copy, "liste.csv", rows, ticket)
    with writing(here.copy):
        importing.take_in(here.copy, here.pen, changes, told_of.append)
    assert sum(told_of) == 300
    assert len(told_of) > 2
    assert max(len(entry.body.encode()) for entry in here.journal()) < 32 * 1024


def test_where_an_import_breaks_off_the_same_list_brings_the_rest_in(here: JournalDesk) -> None:
    rows = [row(f"Zoé{n}", "Lefèvre", organisation="Ü" * 200) for n in range(600)]
    changes = importing.compare(here.copy, "liste.csv", rows, ticket)
    steps = importing.blocks_taken_in(here.copy, here.pen, changes)
    known = next(writing_by_turns(here.copy, islice(steps, 1)))
    assert 0 < known < 600
    assert verify(here.copy) == ()
    assert told(here.take_in(rows)) == (600 - known, 0, known, 0)
    assert len(everyone(here)) == 600
