"""A code is read whatever keyboard scanner and laptop are set for, and never as another."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin import tickets
from checkin.scanning import clean, meanings
from checkin.scanning.layouts import HOSTS, US, US_SHIFT
from db.records import Outcome
from tests.journals import row
from tests.keyboards import ALL, Keyboards
from tests.welcome import Welcome, here

__all__ = ["here"]  # the fixture of the tests below

PLAIN = st.text(string.ascii_letters + string.digits, min_size=6, max_size=20)


def test_every_layout_has_a_letter_for_every_key_and_no_letter_twice() -> None:
    for plain, shifted in HOSTS.values():
        assert len(plain) == len(US)
        assert len(shifted) == len(US_SHIFT)
        assert len(set(plain + shifted)) == len(plain + shifted)


@given(st.sampled_from(ALL), PLAIN)
def test_a_strangers_code_is_among_its_meanings(keyboards: Keyboards, code: str) -> None:
    read = [one.casefold() for one in meanings(keyboards.shown(code))]
    assert code.casefold() in read


@given(st.sampled_from(ALL), st.integers(0, tickets.LAST_NUMBER))
def test_a_ticket_of_ours_is_genuine_on_every_keyboard(keyboards: Keyboards, number: int) -> None:
    code = tickets.issue(b"secret", "rencontres", number)
    read = tickets.read(b"secret", "rencontres", keyboards.shown(code))
    assert read == tickets.Reading(tickets.TicketStanding.GENUINE, number)


def test_an_address_with_a_code_in_it_is_read_through_a_french_keyboard() -> None:
    assert "https://x/?a=1&b" in meanings("httpsM!!x!§q=&7b")


@pytest.mark.parametrize("around", ["{}", "\x02{}\x03", "]Q1{}", "]Q2\\000026{}", "{}\x1d", " {} "])
def test_what_scanners_put_around_a_code_is_not_part_of_it(around: str) -> None:
    assert clean(around.format("AB12CD34")) == "AB12CD34"


@pytest.mark.parametrize("keyboards", ALL, ids=str)
def test_a_registered_code_is_found_on_every_keyboard(here: Welcome, keyboards: Keyboards) -> None:
    shown = keyboards.shown("AMQZ0013748911")
    here.below.take_in((row("Ada", "King", code="AMQZ0013748911"),))
    assert here.desk.understand([shown]) == (shown, shown)
    assert [one.given_name for one in here.desk.recognise(shown).holders] == ["Ada"]


def test_a_code_that_stands_as_it_is_beats_what_a_keyboard_may_have_meant(here: Welcome) -> None:
    here.below.take_in((row("Cleo", "King", code="QAQAQA"), row("Dora", "King", code="AQAQAQ")))
    assert [one.given_name for one in here.desk.recognise("QAQAQA").holders] == ["Cleo"]
    assert [one.given_name for one in here.desk.recognise("AQAQAQ").holders] == ["Dora"]


def test_a_text_that_keyboards_read_as_two_peoples_codes_is_asked_about(here: Welcome) -> None:
    here.below.take_in((row("Ada", "King", code="888888"), row("Bea", "King", code="111111")))
    assert here.desk.scan("!!!!!!").outcome is Outcome.AMBIGUOUS


def test_a_repair_forgets_no_sign_of_what_was_read(here: Welcome) -> None:
    here.below.take_in((row("Ada", "King", code="QB"),))
    assert here.desk.understand(["Q&B"]) is None
    assert here.desk.scan("Q&B").outcome is Outcome.UNKNOWN
