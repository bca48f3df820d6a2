"""Presence: what the entries of one person come to, in whatever order they come."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from db import entries
from db.clock import tick
from db.entries import Entry, Pen, signing_key
from db.events import CheckedIn, CheckInAnnulled, Event, ScanRefused
from db.presence import presences
from db.records import Direction, Mark, Outcome, Presence
from tests.journals import DOORS, EVENT, LIST, SECOND

WHO = "zoe"
DESKS = {"a-k7": "Accueil A", "b-k7": "Accueil B"}
KEY = signing_key(bytes(32))


def entry(origin: str, number: int, second: int, event: Event) -> Entry:
    at = DOORS + second * SECOND
    pen = Pen(EVENT, origin, origin, "", KEY, lambda: at)
    return entries.write(pen, number, tick(0, at), at, "", event)


def came(origin: str, number: int, second: int, *, reason: str = "", list_id: str = LIST) -> Entry:
    return entry(origin, number, second, CheckedIn(WHO, list_id, reason=reason))


def left(origin: str, number: int, second: int) -> Entry:
    return entry(origin, number, second, CheckedIn(WHO, LIST, Direction.EXIT))


def undid(origin: str, number: int, second: int, mark: Mark) -> Entry:
    return entry(origin, number, second, CheckInAnnulled(WHO, mark.origin, mark.number))


def folded(*told: Entry) -> Presence:
    (presence,) = presences(WHO, told, DESKS)
    return presence


def test_who_came_is_here_since_their_first_entry() -> None:
    presence = folded(came("a-k7", 3, 10))
    assert (presence.here, presence.entries, presence.conflict) == (True, 1, False)
    assert presence.first == presence.last
    assert (presence.first.at, presence.first.desk) == (DOORS + 10 * SECOND, "Accueil A")


def test_who_left_is_not_here_and_who_returned_is() -> None:
    there, back = (came("a-k7", 2, 1), left("b-k7", 2, 5)), came("b-k7", 3, 9)
    assert not folded(*there).here
    returned = folded(*there, back)
    assert (returned.here, returned.entries, returned.conflict) == (True, 2, False)
    assert (returned.first.mark, returned.last.mark) == (there[0].mark, back.mark)


def test_an_undone_entry_never_was() -> None:
    assert presences(WHO, [came("a-k7", 2, 1), undid("b-k7", 2, 5, Mark("a-k7", 2))], DESKS) == ()


def test_an_annulment_undoes_the_check_in_it_names_and_no_other() -> None:
    presence = folded(
        came("a-k7", 2, 1), came("b-k7", 2, 5, reason="x"), undid("a-k7", 3, 9, Mark("a-k7", 2))
    )
    assert (presence.entries, presence.first.mark) == (1, Mark("b-k7", 2))


def test_an_annulment_that_comes_before_its_check_in_still_undoes_it() -> None:
    wrong_clock = undid("b-k7", 2, -3600, Mark("a-k7", 2))
    assert presences(WHO, [wrong_clock, came("a-k7", 2, 1)], DESKS) == ()


def test_a_refusal_leaves_nothing_behind() -> None:
    refused = entry("a-k7", 2, 1, ScanRefused(WHO, LIST, Outcome.UNPAID))
    assert presences(WHO, [refused], DESKS) == ()


def test_each_list_has_its_own_presence() -> None:
    both = presences(WHO, [came("a-k7", 2, 1), came("a-k7", 3, 2, list_id="atelier")], DESKS)
    assert [presence.list_id for presence in both] == [LIST, "atelier"]


def test_two_desks_that_let_one_person_in_are_a_conflict_that_is_kept() -> None:
    apart = folded(came("a-k7", 2, 1), came("b-k7", 2, 5))
    assert (apart.conflict, apart.entries, apart.first.desk, apart.last.desk) == (
        *(True, 2),
        *("Accueil A", "Accueil B"),
    )


def test_what_staff_decided_and_what_one_desk_did_is_no_conflict() -> None:
    assert not folded(came("a-k7", 2, 1), came("b-k7", 2, 5, reason="badge perdu")).conflict
    assert not folded(came("a-k7", 2, 1), came("a-k7", 3, 5)).conflict
    assert not folded(came("a-k7", 2, 1), left("b-k7", 2, 4), came("b-k7", 3, 5)).conflict


def test_of_two_entries_at_one_reading_of_the_clock_the_desk_decides() -> None:
    one, other = came("a-k7", 9, 1), came("b-k7", 2, 1)
    assert folded(other, one).first.mark == folded(one, other).first.mark == Mark("a-k7", 9)


def test_an_origin_that_was_never_presented_stands_under_its_own_name() -> None:
    assert folded(came("c-k7", 2, 1)).first.desk == "c-k7"


SEVERAL = [
    came("a-k7", 2, 1),
    left("a-k7", 3, 5),
    came("b-k7", 2, 5),
    came("b-k7", 3, 7, list_id="atelier"),
    undid("a-k7", 4, 8, Mark("b-k7", 2)),
    undid("a-k7", 5, 8, Mark("b-k7", 77)),
    came("a-k7", 6, 9),
    came("b-k7", 4, -3600),
]


@given(st.permutations(SEVERAL), st.lists(st.sampled_from(SEVERAL)))
def test_order_and_repetition_change_nothing(told: list[Entry], again: list[Entry]) -> None:
    copies = [replace(entry) for entry in again]
    assert presences(WHO, [*told, *copies], DESKS) == presences(WHO, SEVERAL, DESKS)
