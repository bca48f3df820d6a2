"""The thread that keeps a desk in step: it goes on by itself, and only one desk talks."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from checkin.devices.pretix_http import PretixHttp
from checkin.pretix import Courier, Doing, lease
from checkin.replication import Health, Seen, Standing
from tests.pretix import recorded
from tests.pretix.counter import Counter
from tests.pretix.cutting import cut_line
from tests.pretix.server import TOKEN, Given

VALID = "txe9dxpkgjx5dy74hhww4gxrscd55p8e"
GROUP = (
    "csg6yuz2mvw9tyjykgnw2cvvhgmmt7e7",
    "qgt4pdvgrpyp7jsz7zjxmadyusbgsm8k",
    "78qm565yuwn5a2vg2vs4nqk8e8vwzgvd",
    "gh5wpwk88t474ue8jj8zrb9gke3mhf9y",
)


@contextmanager
def running(
    counter: Counter, url: str = "", desks: Callable[[], Standing | None] = lambda: None
) -> Iterator[Courier]:
    courier = Courier(
        lambda: PretixHttp(url or counter.url, TOKEN),
        lambda: counter.held.desk().copy,
        counter.held.pen,
        counter.held.event,
        recorded.connection(counter.held.event, counter.url),
        lambda _news: None,
        standing_of_desks=desks,
        poll=0.05,
        hearing=0,
    )
    courier.start()
    try:
        yield courier
    finally:
        assert courier.stop()


def until(so: Callable[[], bool]) -> None:
    ends = time.monotonic() + 30
    while not so():
        assert time.monotonic() < ends, "it never came to that"
        time.sleep(0.01)  # between two looks at a condition


def test_it_reads_and_tells_by_itself(counter: Counter) -> None:
    with running(counter) as courier:
        until(lambda: courier.standing.doing is Doing.IN_STEP)
        counter.desk.scan(VALID)
        courier.wake()
        until(lambda: len(counter.pretix.scans) == 1)
        until(lambda: courier.standing.waiting == 0)
    assert courier.standing.people == 22


@pytest.mark.parametrize("every", [10, 4])  # products and questions alone take five requests
def test_a_line_that_is_cut_all_the_time_loses_and_doubles_nothing(
    counter: Counter, every: int
) -> None:
    counter.bring()
    for code in GROUP:
        counter.desk.scan(code)
    port = int(counter.url.rpartition(":")[2])
    with cut_line(port, every) as line, running(counter, line.url) as courier:
        until(lambda: courier.standing.doing is Doing.IN_STEP and not courier.standing.waiting)
    assert line.cuts
    places = [counter.pretix.position(code) for code in GROUP]
    assert [len(place["checkins"]) for place in places if place] == [1, 1, 1, 1]


def test_a_desk_that_was_turned_away_says_so(counter: Counter) -> None:
    counter.pretix.upset = lambda _asked: Given(401, {"detail": "Device access has been revoked."})
    with running(counter) as courier:
        until(lambda: courier.standing.doing is Doing.TURNED_AWAY)
        assert "revoked" in courier.standing.said
        assert not courier.able


def test_a_desk_that_does_not_hold_the_lease_keeps_still(counter: Counter) -> None:
    now = counter.held.pen.now()
    other = Seen(Health("accueil-1", "a-1", now, 0, pretix=True), now)
    standing = Standing(None, desks=(other,))
    with running(counter, desks=lambda: standing) as courier:
        until(lambda: courier.standing.holder == "accueil-1")
        assert not counter.pretix.asked


@pytest.mark.parametrize(
    ("heard", "able", "expected"),
    [
        ({}, True, "hall-2"),
        ({"accueil": (True, 0)}, True, "accueil"),
        ({"vip": (True, 0)}, True, "hall-2"),
        ({"accueil": (False, 0)}, True, "hall-2"),
        ({"accueil": (True, 60_000)}, True, "hall-2"),
        ({"vip": (True, 0)}, False, "vip"),
        ({"vip": (False, 0)}, False, ""),
    ],
)
def test_the_first_by_name_that_is_heard_and_able_talks(
    heard: dict[str, tuple[bool, int]], able: bool, expected: str
) -> None:
    now = 1_000_000
    others = [
        Seen(Health(name, f"{name}-1", now, 0, pretix=can), now - silent)
        for name, (can, silent) in heard.items()
    ]
    assert lease.holder("hall-2", able=able, others=others, now=now) == expected
