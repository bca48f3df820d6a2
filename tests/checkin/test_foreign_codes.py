"""Codes of other systems are found in whatever they are wrapped, and never a wrong person's."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin import tickets
from checkin.event import EventTrouble, parse_event
from checkin.tickets import foreign
from db.records import Outcome
from tests.desks import EVENT
from tests.journals import row
from tests.welcome import EVENT as WELCOME
from tests.welcome import KEY, Welcome, genuine, opened

PRETIX = "txe9dxpkgjx5dy74hhww4gxrscd55p8e"
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Faye;Nina\r\nTEL:0612345678\r\nUID:{code}\r\nEND:VCARD"

WRAPPINGS = [
    *("{code}", "https://billets.example/t?code={code}&lang=fr", "https://x.example/t/{code}"),
    *("https://x.example/e/2023/ticket/{code}/show", "https://x.example/#{code}"),
    *('{{"event": "2023", "ticket": "{code}"}}', '{{"data": {{"qr_code": "{code}"}}}}'),
    *('{{"url": "x", "token": "https://x.example/t?id={code}"}}', "app://open?secret={code}"),
    *(CARD, "MECARD:N:Faye;NOTE:{code};;"),
]
CODES = [PRETIX, "10123456789012345678001", "123456789", "WZ-77AB12"]


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Welcome]:
    welcome = opened(tmp_path)
    people = (row("Nina", f"Faye {place}", code=code) for place, code in enumerate(CODES))
    welcome.below.take_in([*people, row("Luc", "Petit", code="2023"), row("Bo", "Li", code="42")])
    yield welcome
    welcome.desk.close()


@pytest.mark.parametrize("wrapping", WRAPPINGS)
@pytest.mark.parametrize("code", CODES)
def test_a_code_is_found_in_its_wrapping(there: Welcome, wrapping: str, code: str) -> None:
    read = wrapping.format(code=code)
    said = there.desk.recognise(read)
    assert [who.code for who in said.holders] == [code]
    assert there.desk.is_code(read)
    assert there.desk.scan(read).outcome is Outcome.WELCOME


def test_a_ticket_of_ours_is_genuine_in_an_address(there: Welcome) -> None:
    code = genuine()
    said = there.desk.scan(f"https://x.example/t/{code}")
    assert said.outcome is Outcome.UNKNOWN_GENUINE
    assert there.desk.scan(code).outcome is Outcome.ALREADY_HERE


@pytest.mark.parametrize(
    "read",
    [
        *("https://rencontres.example/2023", "https://x.example/programme?year=2023&page=42"),
        *('{"year": "2023"}', '["2023", "42"]', "BEGIN:VCARD\nTEL:2023\nEND:VCARD"),
    ],
)
def test_a_number_that_nothing_calls_a_code_lets_nobody_in(there: Welcome, read: str) -> None:
    assert there.desk.scan(read).outcome is Outcome.UNKNOWN


def test_where_two_codes_name_two_people_somebody_chooses(there: Welcome) -> None:
    read = json.dumps({"ticket": CODES[0], "order": CODES[2]})
    said = there.desk.scan(read)
    assert said.outcome is Outcome.AMBIGUOUS
    assert {who.code for who in said.candidates} == {CODES[0], CODES[2]}


def test_a_number_whose_digits_a_french_keyboard_hid_is_found(there: Welcome) -> None:
    assert there.desk.scan("&é\"'(-è_ç").outcome is Outcome.WELCOME
    assert there.desk.scan("4é").outcome is Outcome.UNKNOWN


@given(st.text() | st.from_regex(r"(\{|\[|BEGIN:|MECARD:|https?://).*"))
def test_any_text_at_all_is_unwrapped_without_trouble(text: str) -> None:
    for group in foreign.wrapped(text):
        assert all(group)


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_any_object_is_unwrapped_without_trouble(plain: object) -> None:
    foreign.wrapped(json.dumps(plain))


# Tickets that pretix 2026.8.0's own generator signed, with two keys made for the purpose.
PRETIX_KEY = (
    "LS0tLS1CRUdJTiBQVUJMSUMgS0VZLS0tLS0KTUNvd0JRWURLMlZ3QXlFQVpWM1dCSGJXY0FkN2hGTVViZi9TdlR0"
    "ZFpvUFBLeTNWajlvbmo3N2hKZ1E9Ci0tLS0tRU5EIFBVQkxJQyBLRVktLS0tLQo="
)
PLAIN = (
    "=8wVIfMIZX9gfiPyGqY80HX3PTJ+/QKvhfqloj5wZvuxEape00jY2c8Pd+fUV8iDRcU8vGuGX7H2oZhpDCAEdyJAwAAK"
    "MARZmpWR6V1Z0BXCKAEARAQA"
)
VARIATION = (
    "=gg6s2P7xD5bV4MKiye8B1kbw+I5NN61NQ4DPLd7nU1VwGyOMjKFzqPdIHdwTsN+OGSGdeFOAa0E3mx53rKo/2EAwAAK"
    "CASCYUBjODxbkdlWzZjS6JWCKAEAXAQA"
)
THAT_DAY = (
    "==QCFlw8Md3nDriK0+1P5RgWr2rwLm/PSSZ0SKrr201fTZ78o9h+jki+zLxB5isgSDzujFCDOOXAvSX8wO1St3xZGgqp"
    "uDPMGgKp/jOKMARcnBDbYJHeJhUCKAEAZAQA"
)
DAY_BEFORE = (
    "KU1abgt7ve2fhjfgN4BH4RZyNmQsUPDZewIArrc9ey0+9Q3Nd3OTNPWnM0RRPNrkXT/Tp5qn7QkCv6l1kcdGfbAqiCKo"
    "wAAKMAhWxpFUxI2N44WCKAEAVAQA"
)
OTHER = (
    "=4wlXn2BT29aNeEiPs/3jRd4P8SLvg8WyghTQnmwouxn02xQcPe6EDrUn9eCE9J9nwPQEBEtjDKufKCLhxWn/TKAwAAK"
    "MAROVNzTzR3atJXCKAEARAQA"
)
WITH_KEY = EVENT.replace(
    "[[categories]]", f'[tickets]\npretix_sig1 = ["{PRETIX_KEY}"]\n\n[[categories]]', 1
)


@pytest.fixture
def pretix(there: Welcome) -> Welcome:
    keys = parse_event(WITH_KEY, "event.toml").pretix_keys
    there.desk.event = replace(WELCOME, pretix_keys=keys)
    return there


@pytest.mark.parametrize("ticket", [PLAIN, VARIATION, THAT_DAY])
def test_what_pretix_signed_is_genuine_until_the_list_names_it(
    pretix: Welcome, ticket: str
) -> None:
    assert pretix.desk.scan(ticket).outcome is Outcome.UNKNOWN_GENUINE
    pretix.below.take_in([row("Aya", "Sow", code=ticket)])
    assert pretix.desk.scan(ticket).registration == pretix.named("Aya")


def test_what_another_key_signed_is_forged_and_an_old_ticket_is_nothing(pretix: Welcome) -> None:
    assert pretix.desk.scan(OTHER).outcome is Outcome.FORGED
    assert pretix.desk.scan(DAY_BEFORE).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("place", range(0, len(PLAIN), 7))
def test_a_signed_ticket_with_one_letter_changed_opens_nothing(pretix: Welcome, place: int) -> None:
    letter = "A" if PLAIN[place] != "A" else "B"
    changed = PLAIN[:place] + letter + PLAIN[place + 1 :]
    assert pretix.desk.scan(changed).outcome in (Outcome.FORGED, Outcome.UNKNOWN)


def test_a_key_that_is_none_is_told_with_its_line() -> None:
    with pytest.raises(EventTrouble, match=r"event.toml, \w+ \d+\s?: tickets.pretix_sig1"):
        parse_event(WITH_KEY.replace(PRETIX_KEY, "AAAA"), "event.toml")


def test_one_secret_serves_one_event() -> None:
    assert tickets.read(KEY, "autre", genuine()).standing is not tickets.TicketStanding.GENUINE
