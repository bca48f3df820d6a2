"""Servers that misbehave: the desk says in a sentence what is wrong, and nothing is lost."""

import itertools
import logging
import time
from collections.abc import Iterator

import pytest

from checkin.pretix.link import PretixTrouble, Senseless, Unreachable
from db import positions, registrations, uploads
from tests.pretix.counter import Counter
from tests.pretix.server import TOKEN, Asked, Given, SmallPretix, Upset, serving

VALID = "txe9dxpkgjx5dy74hhww4gxrscd55p8e"
PEOPLE = 22  # in the recorded orders


def orders_only(given: Given) -> Upset:
    def upset(asked: Asked) -> Given | None:
        return given if asked.path.endswith("/orders/") else None

    return upset


def dripping() -> Iterator[bytes]:
    for _byte in itertools.count():
        yield b" "
        time.sleep(0.05)  # the slow server itself: nothing waits for it to be done


def endless() -> Iterator[bytes]:
    for _part in range(200):
        yield b'"' + b"x" * 1_000_000


HOSTILE = {
    "truncated": (Given(200, b'{"count": 3, "next": null, "results": [{"code": "A9'), "damaged"),
    "a web page": (Given(200, b"<!doctype html><h1>Welcome</h1>"), "web page"),
    "a list": (Given(200, ["No check-in list passed."]), "no sense"),
    "a refusal": (Given(400, {"page_size": ["Not a number."]}), "Not a number."),
    "orders that are none": (Given(200, {"results": [7], "next": None}), "no sense"),
    "an order of nothing": (Given(200, {"results": [{}], "next": None}), "no sense"),
    "broken down": (Given(500, b"<h1>Server Error (500)</h1>"), "broke down"),
    "a gateway": (Given(502, b"<h1>Bad Gateway</h1>"), "not there"),
    "very long": (Given(200, b"", {"Content-Length": "200000000"}), "longer than"),
    "deeply nested": (Given(200, b"[" * 100_000), "damaged"),
    "nowhere": (Given(302, b"", {"Location": "http://evil.example/"}), "evil.example"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_misbehaving_server_is_told_in_a_sentence(counter: Counter, kind: str) -> None:
    given, words = HOSTILE[kind]
    counter.pretix.upset = orders_only(given)
    with pytest.raises(PretixTrouble, match=words) as told:
        counter.bring()
    assert TOKEN not in str(told.value) + repr(told.value) + repr(counter.link)
    counter.pretix.upset = lambda _asked: None
    counter.bring()
    assert positions.count(counter.desk.copy) == PEOPLE


def test_a_page_without_an_end_is_cut_off(counter: Counter) -> None:
    counter.pretix.upset = lambda asked: (
        Given(200, parts=endless()) if asked.path.endswith("/orders/") else None
    )
    with pytest.raises(Senseless, match="longer than"):
        counter.bring()


def test_a_page_that_drips_is_given_up(counter: Counter) -> None:
    counter.pretix.upset = lambda asked: (
        Given(200, parts=dripping()) if asked.path.endswith("/orders/") else None
    )
    with pytest.raises(Unreachable, match="slowly"):
        counter.bring()


def test_the_token_goes_nowhere_else(counter: Counter) -> None:
    other = SmallPretix([])
    with serving(other) as elsewhere:
        counter.pretix.upset = orders_only(Given(307, b"", {"Location": f"{elsewhere}/api/v1/"}))
        with pytest.raises(Unreachable, match="not followed"):
            counter.bring()
        further = {"count": 9, "next": f"{elsewhere}/api/v1/steal/?page=2", "results": []}
        counter.pretix.upset = orders_only(Given(200, further))
        with pytest.raises(Senseless):
            counter.bring()
        assert other.asked == []


def test_the_next_page_is_asked_where_the_first_one_was(counter: Counter) -> None:
    counter.bring()  # its server says that all next pages are at another host
    assert positions.count(counter.desk.copy) == PEOPLE


def test_what_waits_outlives_every_trouble(counter: Counter) -> None:
    counter.bring()
    counter.desk.scan(VALID)
    given = iter(given for given, _words in HOSTILE.values() for _twice in range(2))
    counter.pretix.upset = lambda _asked: next(given, None)
    for _kind in HOSTILE:
        try:
            counter.carry()
        except PretixTrouble:
            continue
    counter.pretix.upset = lambda _asked: None
    for upload in uploads.refused(counter.desk.copy):
        assert upload.said


def test_the_token_is_in_no_log(counter: Counter, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    counter.bring()
    assert TOKEN not in caplog.text
    assert registrations.count(counter.desk.copy) == PEOPLE
