"""Ticket codes: only the event's own are genuine, whatever keyboard they come through."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin import tickets
from checkin.tickets import ALPHABET, LAST_NUMBER, LENGTH, Reading, TicketStanding

SECRET = bytes(range(32))
SLUG = "aict-2023"
numbers = st.integers(0, LAST_NUMBER)

# What each key of an American keyboard writes on other hosts, plain then with shift.
KEYS = "1234567890-= qwertyuiop asdfghjkl;' zxcvbnm,./"
SHIFTED = '!@#$%^&*()_+ QWERTYUIOP ASDFGHJKL:" ZXCVBNM<>?'
AZERTY = "azertyuiop qsdfghjklmù wxcvbn"
SHIFTED_AZERTY = "AZERTYUIOP QSDFGHJKLM% WXCVBN"
HOSTS = {
    "us": (KEYS, SHIFTED),
    "fr": (f"&é\"'(-è_çà)= {AZERTY},;:!", f"1234567890°+ {SHIFTED_AZERTY}?./§"),
    "mac fr": (f"&é\"'(§è!çà)- {AZERTY},;:=", f"1234567890°_ {SHIFTED_AZERTY}?./+"),
    "be": (f"&é\"'(§è!çà)- {AZERTY},;:=", f"1234567890°_ {SHIFTED_AZERTY}?./+"),
}
LAYOUTS = [
    (host, scanner, caps)
    for host in HOSTS
    for scanner in HOSTS
    for caps in ("off", "letters", "shift lock")
    if scanner in ("us", host) and (host, caps) != ("us", "shift lock")
]


def seen_through(code: str, host: str, scanner: str, caps: str) -> str:
    """Return what the host writes when the scanner presses the keys of its own layout."""
    scanned_plain, scanned_shifted = HOSTS[scanner]
    plain, shifted = HOSTS[host]
    written = ""
    for symbol in code:
        shift = symbol not in scanned_plain
        place = (scanned_shifted if shift else scanned_plain).index(symbol)
        if caps == "shift lock":
            shift = not shift
        look = (shifted if shift else plain)[place]
        written += look.swapcase() if caps == "letters" else look
    return written


@given(numbers, st.binary(min_size=32, max_size=32), st.text(string.ascii_lowercase, min_size=1))
def test_what_was_issued_is_genuine(number: int, secret: bytes, slug: str) -> None:
    code = tickets.issue(secret, slug, number)
    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)
    assert tickets.read(secret, slug, code) == Reading(TicketStanding.GENUINE, number)


@given(numbers)
def test_a_code_can_be_read_aloud_and_typed_by_hand(number: int) -> None:
    code = tickets.issue(SECRET, SLUG, number)
    aloud = tickets.readable(code)
    assert len(aloud) == LENGTH + 3
    for typed in (
        aloud,
        aloud.lower(),
        aloud.replace("-", " "),
        aloud.replace("0", "o").replace("1", "i"),
    ):
        assert tickets.canonical(typed) == code
        assert tickets.canonical(tickets.canonical(typed)) == code


@given(numbers, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_a_slip_and_no_ticket(number: int, place: int, symbol: str) -> None:
    code = tickets.issue(SECRET, SLUG, number)
    wrong = code[:place] + symbol + code[place + 1 :]
    if wrong != code:
        assert tickets.read(SECRET, SLUG, wrong).standing is TicketStanding.NOT_A_TICKET


@given(numbers, st.integers(0, LENGTH - 2))
def test_two_symbols_that_changed_places_are_no_ticket(number: int, place: int) -> None:
    code = tickets.issue(SECRET, SLUG, number)
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if wrong != code:
        assert tickets.read(SECRET, SLUG, wrong).standing is TicketStanding.NOT_A_TICKET


@given(numbers)
def test_a_ticket_of_another_event_is_told_as_such(number: int) -> None:
    code = tickets.issue(SECRET, "aict-2022", number)
    assert tickets.read(SECRET, SLUG, code) == Reading(TicketStanding.OTHER_EVENT)
    assert tickets.read(bytes(32), SLUG, code) == Reading(TicketStanding.OTHER_EVENT)


@given(numbers, st.binary(min_size=32, max_size=32))
def test_a_ticket_signed_with_another_secret_is_forged(number: int, secret: bytes) -> None:
    code = tickets.issue(secret, SLUG, number)
    if secret != SECRET:
        assert tickets.read(SECRET, SLUG, code) == Reading(TicketStanding.FORGED)


@pytest.mark.parametrize(
    "text",
    ["", "0" * LENGTH, "lefevre", "https://example.org/t/42", "5,00E+12", "é" * LENGTH, "A" * 500],
)
def test_other_texts_are_no_tickets(text: str) -> None:
    assert tickets.read(SECRET, SLUG, text) == Reading(TicketStanding.NOT_A_TICKET)


@given(st.text())
def test_any_text_at_all_gets_an_answer(text: str) -> None:
    assert tickets.read(SECRET, SLUG, text).standing is not TicketStanding.GENUINE


def test_a_number_made_from_an_id_is_always_the_same_and_makes_a_genuine_ticket() -> None:
    number = tickets.number_of("R7K2M")
    assert number == tickets.number_of("R7K2M")
    code = tickets.issue(SECRET, SLUG, number)
    assert tickets.read(SECRET, SLUG, code) == Reading(TicketStanding.GENUINE, number)
    assert len({tickets.number_of(f"{one}") for one in range(300)}) == 300


def test_codes_that_follow_one_another_do_not_look_it() -> None:
    codes = [tickets.issue(SECRET, SLUG, number) for number in range(1000)]
    assert len(set(codes)) == 1000
    for place in range(LENGTH):
        assert len({code[place] for code in codes}) == len(ALPHABET)


@pytest.mark.parametrize("number", [-1, LAST_NUMBER + 1])
def test_a_number_that_does_not_fit_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="ticket number"):
        tickets.issue(SECRET, SLUG, number)


@pytest.mark.parametrize(("host", "scanner", "caps"), LAYOUTS)
def test_every_look_of_every_symbol_leads_back_to_it(host: str, scanner: str, caps: str) -> None:
    for symbol in ALPHABET:
        code = (symbol * LENGTH)[:LENGTH]
        assert tickets.canonical(seen_through(code, host, scanner, caps)) == code


@given(numbers)
def test_a_ticket_is_genuine_on_every_keyboard(number: int) -> None:
    code = tickets.issue(SECRET, SLUG, number)
    for host, scanner, caps in LAYOUTS:
        seen = seen_through(code, host, scanner, caps)
        assert tickets.read(SECRET, SLUG, seen) == Reading(TicketStanding.GENUINE, number)


@given(numbers)
def test_a_scanner_set_for_french_is_understood_on_an_american_host(number: int) -> None:
    code = tickets.issue(SECRET, SLUG, number)
    for caps in ("off", "letters"):
        seen = seen_through(code, "us", "fr", caps)
        assert tickets.read(SECRET, SLUG, seen) == Reading(TicketStanding.GENUINE, number)
