"""What happened at the desk goes up, once, whatever happens on the way."""

import pytest

from checkin.desk import Rule
from checkin.pretix import asking
from checkin.pretix.link import NotAdmitted, Unreachable
from checkin.pretix.plain import written
from db import answers, journal, uploads
from db.connection import writing
from db.events import BadgePrinted
from db.records import Direction, Registration
from db.uploads import UploadState
from tests.pretix.counter import Counter
from tests.pretix.server import Asked, Given

VALID = "txe9dxpkgjx5dy74hhww4gxrscd55p8e"
ASKED = "p2k6kt6tryecpc2t8gyccpdwth7xbxr5"
UNPAID = "j5k9sa54be3p3acfr49grskqe3fw7j3s"
GROUP = (
    "csg6yuz2mvw9tyjykgnw2cvvhgmmt7e7",
    "qgt4pdvgrpyp7jsz7zjxmadyusbgsm8k",
    "78qm565yuwn5a2vg2vs4nqk8e8vwzgvd",
    "gh5wpwk88t474ue8jj8zrb9gke3mhf9y",
)


def posts(counter: Counter, ending: str) -> list[Asked]:
    return [one for one in counter.pretix.asked if one.method == "POST" and ending in one.path]


def test_check_ins_exits_refusals_annulments_and_badges_go_up(counter: Counter) -> None:
    counter.bring()
    came = counter.desk.scan(VALID)
    counter.desk.scan(VALID, rule=Rule(direction=Direction.EXIT))
    counter.desk.scan(UNPAID)
    counter.desk.scan("nobody-has-this-code")
    assert came.registration is not None
    with writing(counter.desk.copy):
        printed = BadgePrinted(came.registration.id, 1, "test")
        journal.append(counter.desk.copy, counter.held.pen, printed)
    undone = counter.desk.scan(GROUP[0])
    assert undone.mark is not None
    counter.desk.annul(undone.mark, reason="the wrong person")
    counter.carry()
    redeems = [one.body for one in posts(counter, "redeem")]
    assert [one["type"] for one in redeems] == ["entry", "exit", "entry"]
    assert len({one["nonce"] for one in redeems}) == 3
    assert all(one["force"] and one["datetime"].endswith("Z") for one in redeems)
    failed = [one["error_reason"] for one in counter.pretix.failed.values()]
    assert failed == ["unpaid", "invalid"]
    (annulled,) = posts(counter, "annul")
    assert annulled.body["nonce"] == redeems[2]["nonce"]
    assert annulled.body["error_explanation"] == "the wrong person"
    assert len(counter.pretix.printed) == 1
    assert counter.carry() == 0


def test_what_was_told_and_cut_off_is_told_once(counter: Counter) -> None:
    counter.bring()
    for code in GROUP:
        counter.desk.scan(code)
    told = iter(range(100))

    def cuts(asked: Asked) -> Given | None:
        if asked.method == "POST" and next(told) % 2 == 0:
            counter.pretix.told(asked)  # it is kept, but the answer never comes
            return Given(0)
        return None

    counter.pretix.upset = cuts
    for _time in range(20):
        try:
            counter.carry()
        except Unreachable:
            continue
    assert len(counter.pretix.scans) == len(GROUP)
    assert uploads.count(counter.desk.copy)[UploadState.DONE] == len(GROUP)
    assert counter.bring() == 0  # they are ours, not somebody else's


def test_one_that_is_refused_holds_nothing_up_and_is_settled(counter: Counter) -> None:
    counter.bring()
    for code in GROUP[:3]:
        counter.desk.scan(code)
    bad = GROUP[0]

    def refuses(asked: Asked) -> Given | None:
        if asked.method == "POST" and asked.body.get("secret") == bad:
            return Given(400, ["No check-in list passed."])
        return None

    counter.pretix.upset = refuses
    counter.carry()
    assert len(counter.pretix.scans) == 2
    (refused,) = uploads.refused(counter.desk.copy)
    assert refused.said == "No check-in list passed."
    counter.pretix.upset = lambda _asked: None
    with writing(counter.desk.copy):
        now = counter.held.pen.now()
        assert uploads.settle(counter.desk.copy, refused.entry.mark, now, again=True)
    counter.carry()
    assert len(counter.pretix.scans) == 3
    assert not list(uploads.refused(counter.desk.copy))


def test_one_that_pretix_breaks_down_over_is_put_behind_the_others(counter: Counter) -> None:
    counter.bring()
    for code in GROUP:
        counter.desk.scan(code)

    def breaks(asked: Asked) -> Given | None:
        if asked.method == "POST" and asked.body.get("secret") == GROUP[0]:
            return Given(500, b"<h1>Server Error (500)</h1>")
        return None

    counter.pretix.upset = breaks
    counter.carry()
    assert len(counter.pretix.scans) == len(GROUP) - 1
    assert uploads.count(counter.desk.copy)[UploadState.LATER] == 1


def test_when_all_of_pretix_breaks_down_nothing_is_counted_against_anybody(
    counter: Counter,
) -> None:
    counter.bring()
    for code in GROUP:
        counter.desk.scan(code)
    counter.pretix.upset = lambda _asked: Given(500, b"<h1>Server Error (500)</h1>")
    with pytest.raises(Unreachable):
        counter.carry()
    assert uploads.count(counter.desk.copy) == {None: len(GROUP)}


def test_a_pause_that_pretix_asks_for_is_told(counter: Counter) -> None:
    counter.bring()
    counter.desk.scan(VALID)
    counter.pretix.upset = lambda _asked: Given(429, {"detail": "Slow"}, {"Retry-After": "7"})
    with pytest.raises(Unreachable) as told:
        counter.carry()
    assert told.value.busy
    assert told.value.after == 7


def test_a_device_that_was_revoked_is_told_so_and_loses_nothing(counter: Counter) -> None:
    counter.bring()
    counter.desk.scan(VALID)
    detail = "Device access has been revoked."
    counter.pretix.upset = lambda _asked: Given(401, {"detail": detail})
    with pytest.raises(NotAdmitted, match="revoked"):
        counter.carry()
    assert uploads.count(counter.desk.copy) == {None: 1}


def test_people_whom_only_our_desks_know_are_not_told(counter: Counter) -> None:
    counter.bring()
    came = counter.desk.walk_in(Registration("", "Awa", "d'Almeida", category="elu"))
    assert came.mark is not None
    counter.desk.annul(came.mark)
    counter.carry()
    assert not posts(counter, "")
    assert uploads.count(counter.desk.copy) == {UploadState.OURS: 2}


def test_what_another_desk_told_already_is_seen(counter: Counter) -> None:
    counter.bring()
    came = counter.desk.scan(VALID)
    assert came.at is not None
    counter.pretix.scan(VALID, 1, written(came.at))
    assert counter.bring() == 0
    counter.carry()
    assert not posts(counter, "redeem")


def test_what_was_answered_without_pretix_goes_up_later_and_outlives_a_reading(
    counter: Counter,
) -> None:
    counter.bring()
    came = counter.desk.scan(ASKED)
    assert came.registration is not None
    who, (card, picture) = came.registration.id, answers.lacking(came.registration)
    asking.answered(counter.desk, who, {card: "Dupleix 777"})
    counter.desk.scan(ASKED, rule=Rule(note_read=True))
    counter.pretix.touch(came.registration.order)
    counter.bring()
    counter.carry()
    (redeem,) = posts(counter, "redeem")
    assert redeem.body["answers"] == {"5": "Dupleix 777"}
    person = counter.desk.person(who)
    assert person is not None
    assert (card, "Dupleix 777") in person.registration.extra
    assert answers.lacking(person.registration) == (picture,)
    (found, *_others) = counter.desk.find("Dupleix")
    assert found.registration.id == who
