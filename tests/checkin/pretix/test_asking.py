"""Pretix is asked first, where it answers in time; else the desk decides, and nothing doubles."""

import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace

from checkin.desk import Rule
from checkin.devices.pretix_http import PretixHttp
from checkin.pretix import Courier, Doing, asking
from checkin.station import Station
from db import answers, registrations, uploads
from db.records import Outcome
from db.uploads import UploadState
from tests.pretix import recorded
from tests.pretix.counter import Counter
from tests.pretix.server import TOKEN, Asked, Given

VALID = "txe9dxpkgjx5dy74hhww4gxrscd55p8e"
ASKED = "p2k6kt6tryecpc2t8gyccpdwth7xbxr5"
UNPAID = "j5k9sa54be3p3acfr49grskqe3fw7j3s"


@asynccontextmanager
async def at_work(
    counter: Counter, deadline: int = 5_000
) -> AsyncIterator[tuple[Station, Courier]]:
    """A station whose courier reads and tells only when it is due: hours from now."""
    known = recorded.connection(counter.held.event, counter.url)
    courier = Courier(
        lambda: PretixHttp(counter.url, TOKEN),
        lambda: counter.held.desk().copy,
        counter.held.pen,
        counter.held.event,
        replace(known, deadline=deadline),
        lambda _news: None,
        poll=10_000,
    )
    station = Station(counter.held, lambda: None)
    station.pretix = courier
    courier.start()
    until(lambda: courier.standing.doing is Doing.IN_STEP)
    try:
        yield station, courier
    finally:
        courier.stop()


def until(so: Callable[[], bool]) -> None:
    ends = time.monotonic() + 30
    while not so():
        assert time.monotonic() < ends, "it never came to that"
        time.sleep(0.01)  # between two looks at a condition


async def test_whoever_is_let_in_is_known_there_at_once_and_told_once(counter: Counter) -> None:
    async with at_work(counter) as (station, courier):
        verdict = await station.scan(VALID)
        assert verdict.outcome is Outcome.WELCOME
        assert len(counter.pretix.scans) == 1
        (scan,) = counter.pretix.scans.values()
        assert not scan["body"]["force"]
        assert uploads.count(counter.desk.copy) == {UploadState.DONE: 1}
        courier.wake()
    counter.bring()
    assert counter.carry() == 0
    assert len(counter.pretix.scans) == 1
    place = counter.pretix.position(VALID)
    assert place is not None
    assert len(place["checkins"]) == 1


async def test_what_only_pretix_knows_counts(counter: Counter) -> None:
    async with at_work(counter) as (station, _courier):
        counter.pretix.scan(VALID, 1, "2027-06-10T09:12:00+02:00")  # not read yet
        verdict = await station.scan(VALID)
        assert verdict.outcome is Outcome.ALREADY_HERE
        verdict = await station.scan(UNPAID)  # the small pretix lets it in: paid meanwhile
        assert verdict.outcome is Outcome.WELCOME


async def test_somebody_chosen_by_name_with_a_reason_is_forced(counter: Counter) -> None:
    async with at_work(counter) as (station, _courier):
        (who,) = registrations.by_code(counter.desk.copy, UNPAID)
        verdict = await station.admit(who.id, Rule(reason="paid in cash"))
        assert verdict.outcome is Outcome.WELCOME
        (scan,) = counter.pretix.scans.values()
        assert scan["body"]["force"]


async def test_a_pretix_that_breaks_off_holds_nobody_up(counter: Counter) -> None:
    async with at_work(counter) as (station, courier):
        counter.pretix.upset = lambda asked: Given(0) if asked.method == "POST" else None
        assert (await station.scan(VALID)).outcome is Outcome.WELCOME
        counter.pretix.upset = lambda _asked: None
        courier.wake()
        until(lambda: uploads.count(counter.desk.copy).get(UploadState.DONE) == 1)
    assert len(counter.pretix.scans) == 1


async def test_a_pretix_that_is_late_is_not_waited_for(counter: Counter) -> None:
    answered = threading.Event()

    def slowly() -> Iterator[bytes]:
        answered.wait(30)
        yield b'{"status": "ok"}'

    def late(asked: Asked) -> Given | None:
        if "redeem" not in asked.path or asked.body["force"]:
            return None
        counter.pretix.told(asked)  # it is kept; the answer comes when nobody waits any more
        return Given(201, parts=slowly())

    async with at_work(counter, deadline=50) as (station, courier):
        counter.pretix.upset = late
        assert (await station.scan(VALID)).outcome is Outcome.WELCOME
        assert courier.to is None  # for a while nobody waits for it
        assert (await station.scan(UNPAID)).outcome is Outcome.UNPAID
        answered.set()
        courier.wake()
        until(lambda: uploads.count(counter.desk.copy).get(UploadState.DONE) == 2)
    place = counter.pretix.position(VALID)
    assert place is not None
    assert len(place["checkins"]) == 1


async def test_what_is_allowed_too_late_is_taken_back(counter: Counter) -> None:
    answered = threading.Event()

    def slowly() -> Iterator[bytes]:
        answered.wait(30)
        yield b'{"status": "ok"}'

    def late(asked: Asked) -> Given | None:
        if "redeem" not in asked.path:
            return None
        counter.pretix.told(asked)
        return Given(201, parts=slowly())

    async with at_work(counter, deadline=50) as (station, _courier):
        counter.pretix.upset = late
        assert (await station.scan(UNPAID)).outcome is Outcome.UNPAID
        answered.set()
        until(lambda: not counter.pretix.scans)


async def test_our_own_journals_know_better_who_is_here(counter: Counter) -> None:
    async with at_work(counter) as (station, _courier):
        assert (await station.scan(VALID)).outcome is Outcome.WELCOME
        counter.pretix.asked.clear()
        assert (await station.scan(VALID)).outcome is Outcome.ALREADY_HERE
        assert not [one for one in counter.pretix.asked if "redeem" in one.path]


async def test_a_code_that_only_pretix_knows_is_let_in_and_completed(counter: Counter) -> None:
    whole = list(counter.pretix.orders)
    place = counter.pretix.position(VALID)
    assert place is not None
    mine = [one for one in whole if one["code"] == place["order"]]
    counter.pretix.orders = [one for one in whole if one not in mine]  # it is sold in a moment
    async with at_work(counter) as (station, courier):
        counter.pretix.orders = whole
        assert (await station.scan("nobody-has-this-code")).outcome is Outcome.UNKNOWN
        verdict = await station.scan(VALID)
        assert verdict.outcome is Outcome.UNKNOWN_GENUINE
        assert (await station.scan(VALID)).outcome is Outcome.ALREADY_HERE
        assert uploads.count(counter.desk.copy) == {UploadState.DONE: 3}
        courier.wake()
    counter.pretix.touch(place["order"])
    counter.bring()
    assert counter.carry() == 0
    assert len(counter.pretix.scans) == 1
    assert not counter.pretix.failed
    (who,) = registrations.by_code(counter.desk.copy, VALID)
    person = counter.desk.person(who.id)
    assert person is not None
    assert [one.entries for one in person.presences] == [1]
    assert [job.registration for job in person.jobs] == [who.id]


async def test_a_code_that_pretix_may_yet_admit_is_unknown_and_taken_back(
    counter: Counter,
) -> None:
    answered = threading.Event()

    def slowly() -> Iterator[bytes]:
        answered.wait(30)
        yield b'{"status": "ok"}'

    def late(asked: Asked) -> Given | None:
        if "redeem" not in asked.path:
            return None
        counter.pretix.told(asked)
        return Given(201, parts=slowly())

    whole = counter.pretix.orders
    counter.pretix.orders = []
    async with at_work(counter, deadline=50) as (station, _courier):
        counter.pretix.orders = whole
        counter.pretix.upset = late
        assert (await station.scan(VALID)).outcome is Outcome.UNKNOWN
        answered.set()
        until(lambda: not counter.pretix.scans)


async def test_what_was_answered_at_the_desk_goes_with_the_check_in(counter: Counter) -> None:
    async with at_work(counter) as (station, courier):
        verdict = await station.scan(ASKED)
        assert verdict.outcome is Outcome.NOTE
        assert verdict.registration is not None
        lacking = answers.lacking(verdict.registration)
        first, second = (courier.questions[one] for one in lacking)
        assert (first.required, second.required) == (True, False)
        said = dict(zip(lacking, ("P-777", second.choices[0]), strict=True))
        who = verdict.registration.id
        await station.write(asking.answered, who, said)
        verdict = await station.admit(who, Rule(note_read=True))
        assert verdict.outcome is Outcome.WELCOME
    (scan,) = counter.pretix.scans.values()
    assert scan["body"]["answers"] == {"5": "P-777", "6": "true"}
    assert not scan["body"]["force"]
