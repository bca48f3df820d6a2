"""Orders come down as registrations, and what other doors did with them."""

import pytest

from checkin.pretix.link import PretixTrouble
from checkin.pretix.plain import milliseconds
from db import importing, positions, registrations
from db.connection import writing
from db.records import Registration, Status
from tests.pretix.counter import Counter
from tests.pretix.server import Asked, Given

VALID = "txe9dxpkgjx5dy74hhww4gxrscd55p8e"
ATTENTION = "kfehje239hdvx7q597f7tmtyy3582sg5"
VOID = "ancienzkk3mh3r655tb36jccrj9svcnd"
JOUR_1 = "jour-1-10-juin"


def who(counter: Counter, code: str) -> Registration:
    (found,) = registrations.by_code(counter.desk.copy, code)
    return found


def test_an_order_becomes_people_with_their_bookings(counter: Counter) -> None:
    counter.bring()
    claire = who(counter, VALID)
    assert (claire.name, claire.category, claire.country) == ("Claire Cas-Valide", "elu", "FR")
    assert claire.organisation == "Communauté de communes de Sainte-Églantine"
    assert ("Collectivité ou organisme", claire.organisation) in claire.extra
    alma = who(counter, "ryehkkux9vzbb334fu6txdnemw2yt25r")
    assert alma.sessions == ("atelier-1", "dejeuner")
    assert who(counter, ATTENTION).note
    assert who(counter, "snwstezx64r6t2kjjywjcdkddpcegtvt").status is Status.CANCELLED
    assert counter.desk.find("Sainte Eglantine Claire")[0].registration == claire


def test_a_second_look_asks_only_for_what_changed(counter: Counter) -> None:
    counter.bring()
    assert counter.bring() == 0
    asked = [one for one in counter.pretix.asked if one.path.endswith("/orders/")][-1]
    assert asked.query["ordering"] == "-last_modified"
    assert asked.query["modified_since"] == "1"
    place = counter.pretix.position(VALID)
    assert place is not None
    place["company"] = "Ville d'Ancreval"
    counter.pretix.touch(place["order"])
    assert counter.bring() == 1
    assert who(counter, VALID).organisation == "Ville d'Ancreval"


def test_a_scan_at_another_door_is_an_arrival_here_and_is_not_told_back(counter: Counter) -> None:
    counter.bring()
    counter.pretix.scan(VALID, 1, "2027-06-10T09:12:00.123456+02:00")
    counter.bring()
    counter.bring()
    person = counter.desk.person(who(counter, VALID).id)
    assert person is not None
    (stands,) = person.presences
    assert (stands.list_id, stands.entries, stands.first.desk) == (JOUR_1, 1, "pretix 9")
    assert stands.first.at == milliseconds("2027-06-10T09:12:00.123+02:00")
    counter.carry()
    assert not counter.pretix.scans


def test_what_is_undone_there_is_undone_here(counter: Counter) -> None:
    counter.bring()
    counter.pretix.scan(VALID, 1, "2027-06-10T09:12:00+02:00")
    counter.bring()
    place = counter.pretix.position(VALID)
    assert place is not None
    place["checkins"].clear()
    counter.pretix.touch(place["order"])
    counter.bring()
    person = counter.desk.person(who(counter, VALID).id)
    assert person is not None
    assert person.presences == ()
    counter.carry()
    assert not [one for one in counter.pretix.asked if one.method == "POST"]


def test_whoever_is_gone_after_a_whole_reading_is_missing(counter: Counter) -> None:
    counter.bring()
    gone = counter.pretix.orders.pop()
    code = gone["positions"][0]["secret"]
    positions.keep_cursor(counter.desk.copy, positions.Cursor(counter.ledger.source, run=1))
    counter.bring()
    assert who(counter, code).missing


def test_void_and_barred_codes_open_nothing(counter: Counter) -> None:
    counter.pretix.void.append(VOID)
    counter.pretix.barred.append(VALID)
    assert counter.bring()
    assert counter.desk.scan(VOID).outcome.value == "revoked"
    assert counter.desk.scan(VALID).outcome.value == "blocked"
    assert counter.bring() == 0


def test_a_reading_that_broke_off_goes_on_where_it_was(counter: Counter) -> None:
    def breaks(asked: Asked) -> Given | None:
        third = asked.path.endswith("/orders/") and asked.query["page"] == "3"
        return Given(0) if third else None

    counter.pretix.upset = breaks
    with pytest.raises(PretixTrouble):
        counter.bring()
    read = positions.count(counter.desk.copy)
    assert read > 0
    counter.pretix.upset = lambda _asked: None
    counter.pretix.asked.clear()
    counter.bring()
    pages = [one.query["page"] for one in counter.pretix.asked if one.path.endswith("/orders/")]
    assert pages == ["3", "4"]
    assert positions.count(counter.desk.copy) > read


def test_people_of_an_export_are_the_same_people(counter: Counter) -> None:
    row = Registration("", "Claire", "Cas-Valide", code=VALID)
    with writing(counter.desk.copy):
        changes = importing.compare(counter.desk.copy, "export.csv", [row], lambda seed: seed)
        importing.take_in(counter.desk.copy, counter.held.pen, changes)
    before = who(counter, VALID).id
    counter.bring()
    assert who(counter, VALID).id == before
