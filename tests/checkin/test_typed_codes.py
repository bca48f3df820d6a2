"""A code that somebody types by hand, because no scanner reads it, is answered like a scan."""

from collections.abc import Callable
from contextlib import closing
from secrets import token_bytes

import pytest

from checkin import recognition, ticketing, tickets
from checkin.desk import Desk
from checkin.opening import OpenFolder
from checkin.widgets.search_line import SearchLine
from db.records import Outcome
from tests.journals import row
from tests.volunteer import at_the_desk, find, said, until
from tests.welcome import LIST, Welcome, genuine, here

__all__ = ["here"]  # the fixture of the tests below

KEYS = {" ": "space", "-": "minus"}


def hers(desk: Desk) -> str:
    return ticketing.replace(desk, desk.find("helene")[0].registration.id, "perdu")


def of_nobody(desk: Desk) -> str:
    return tickets.issue(desk.authority.keyring.secret, desk.event.slug, 77)


def of_another_event(desk: Desk) -> str:
    return tickets.issue(desk.authority.keyring.secret, "another", 7)


def forged(desk: Desk) -> str:
    return tickets.issue(token_bytes(32), desk.event.slug, 7)


def replaced(desk: Desk) -> str:
    hers(desk)
    return "HELENE01"


def revoked(desk: Desk) -> str:
    code = hers(desk)
    ticketing.revoke(desk, code, "publié")
    return code


CODES: dict[Callable[[Desk], str], str] = {
    hers: "BIENVENUE   Hélène LEFÈVRE",
    of_nobody: "BILLET AUTHENTIQUE",
    of_another_event: "AUTRE ÉVÉNEMENT",
    forged: "FAUX BILLET",
    replaced: "BILLET REMPLACÉ",
    revoked: "BILLET RÉVOQUÉ",
}


@pytest.mark.parametrize("make", CODES, ids=lambda make: make.__name__)
async def test_a_typed_code_gets_the_answer_of_a_scan(
    held: OpenFolder, make: Callable[[Desk], str]
) -> None:
    with closing(held.desk()) as desk:
        code = make(desk)
    async with at_the_desk(held) as (app, pilot):
        line = app.screen.query_one(SearchLine)
        text = tickets.readable(code).lower() if len(code) == tickets.LENGTH else code
        for letter in text:
            await pilot.press(KEYS.get(letter, letter))
        await pilot.press("enter")
        await until(pilot, lambda: CODES[make] in said(app))
        assert line.value == ""


async def test_a_name_is_found_as_before(held: OpenFolder) -> None:
    async with at_the_desk(held) as (app, pilot):
        await find(pilot, "marc")
        await pilot.press("enter")
        await until(pilot, lambda: "BIENVENUE" in said(app))


@pytest.mark.parametrize("parting", ["", " ", "-", "–", "  "])
def test_groups_and_the_letters_that_fingers_take_for_digits_are_forgiven(
    here: Welcome, parting: str
) -> None:
    code = next(code for n in range(999) if {"0", "1"} <= set(code := genuine(n)))
    taken = parting.join(code[start : start + 4] for start in range(0, 16, 4))
    typed = taken.replace("0", "o").replace("1", "I").lower()
    assert here.desk.answer(typed).is_code
    assert here.desk.scan(typed).outcome is Outcome.UNKNOWN_GENUINE
    here.below.take_in([*LIST, row("Nina", "Faye", code=code)])
    answer = here.desk.answer(typed)
    assert answer.is_code
    assert here.desk.scan(typed).registration == here.named("Nina")


def test_a_word_is_a_name_even_where_it_is_somebodys_code(here: Welcome) -> None:
    ticketing.revoke(here.desk, "MARTIN", "test")
    assert not here.desk.answer("martin").is_code


def test_a_name_with_our_checksum_by_chance_is_a_name_where_somebody_has_it(here: Welcome) -> None:
    code = genuine()
    assert not here.desk.answer(code[:-1]).is_code
    assert recognition.is_typed(here.desk.copy, code, names_somebody=False)
    assert not recognition.is_typed(here.desk.copy, code, names_somebody=True)


def test_a_code_that_several_people_have_is_for_whoever_typed_it_to_choose(here: Welcome) -> None:
    answer = here.desk.answer("E5")
    assert len(answer.found) == 2
    assert not answer.is_code
    assert here.desk.answer("b2").is_code
