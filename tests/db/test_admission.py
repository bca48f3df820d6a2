"""The decision table: one row a line, one test a row."""

from typing import Any

import pytest

from db.admission import Attempt, Ticket, decide, expected_on
from db.records import (
    CheckInList,
    Direction,
    Mark,
    Outcome,
    Passage,
    Presence,
    Registration,
    Status,
)

NOW = 1_000_000
ENTERED = Passage(1, Mark("desk", 2), Direction.ENTRY, NOW - 10, "Accueil 1")
LEFT = Passage(2, Mark("desk", 3), Direction.EXIT, NOW - 5, "Accueil 1")

INSIDE = Presence("p", "l", here=True, entries=1, first=ENTERED, last=ENTERED)
OUTSIDE = Presence("p", "l", here=False, entries=1, first=ENTERED, last=LEFT)
NEVER_IN = Presence("p", "l", here=False, entries=0, first=LEFT, last=LEFT)

EVERYBODY = CheckInList("l", "Accueil")
SPEAKERS = CheckInList("l", "Salon", categories=frozenset({"intervenant"}))
WORKSHOP = CheckInList("l", "Atelier", session="atelier-1")
SPEAKERS_AT_WORKSHOP = CheckInList(
    "l", "Atelier", categories=frozenset({"intervenant"}), session="atelier-1"
)
NOBODYS = CheckInList("l", "Vide", categories=frozenset())
BUFFET = CheckInList("l", "Pause", many_entries=True)
HALL = CheckInList("l", "Espace", exits=True)
FULL = CheckInList("l", "Salle", capacity=30)
SHUT = CheckInList("l", "Vestiaire", capacity=0)
MORNING = CheckInList("l", "Matin", hours=((NOW, NOW + 100), (NOW + 200, NOW + 300)))

WHO = Registration("p", "Zoé", "Lefèvre", category="elu")
SPEAKER = Registration("p", "Zoé", "Lefèvre", category="intervenant", sessions=("atelier-1",))
NOTED = Registration("p", "Zoé", "Lefèvre", note="Rencontrer le protocole")

EXIT = Direction.EXIT


def outcome(listing: CheckInList, who: Registration | None, **others: Any) -> str:
    attempt = {"now": NOW, "candidates": 1 if who else 0} | others
    return decide(Attempt(listing=listing, registration=who, **attempt)).value


def standing(status: Status, **others: Any) -> Registration:
    return Registration("p", "Zoé", "Lefèvre", status=status, **others)


WORTH_OF_THE_TICKET = [
    ("welcome", WHO, Ticket.KNOWN),
    ("forged", None, Ticket.FORGED),
    ("other-event", None, Ticket.OTHER_EVENT),
    ("revoked", WHO, Ticket.REVOKED),
    ("revoked", None, Ticket.REVOKED),
    ("replaced", WHO, Ticket.REPLACED),
    ("unknown-genuine", None, Ticket.GENUINE),
    ("unknown", None, Ticket.STRANGE),
]


@pytest.mark.parametrize(("said", "who", "ticket"), WORTH_OF_THE_TICKET)
def test_a_ticket_is_worth_what_it_is(said: str, who: Registration | None, ticket: Ticket) -> None:
    assert outcome(EVERYBODY, who, ticket=ticket) == said


@pytest.mark.parametrize(
    "ticket", [Ticket.FORGED, Ticket.OTHER_EVENT, Ticket.REVOKED, Ticket.REPLACED]
)
def test_no_reason_makes_a_worthless_ticket_open_the_door(ticket: Ticket) -> None:
    refused = outcome(EVERYBODY, WHO, ticket=ticket)
    assert outcome(EVERYBODY, WHO, ticket=ticket, reason="vu avec Paul") == refused != "welcome"


def test_several_people_behind_one_code_are_to_be_told_apart_before_anything_else() -> None:
    assert outcome(EVERYBODY, None, candidates=2) == "ambiguous"
    assert outcome(MORNING, None, candidates=3, now=NOW - 1, reason="pressé") == "ambiguous"


@pytest.mark.parametrize(
    ("said", "with_a_reason", "status"),
    [
        ("welcome", "welcome", Status.CONFIRMED),
        ("pending", "welcome", Status.PENDING),
        ("unpaid", "welcome", Status.UNPAID),
        ("cancelled", "welcome", Status.CANCELLED),
        ("waiting", "welcome", Status.WAITING),
        ("blocked", "blocked", Status.BLOCKED),
    ],
)
def test_a_status_is_told_and_staff_may_overrule_all_but_one(
    said: str, with_a_reason: str, status: Status
) -> None:
    assert outcome(EVERYBODY, standing(status)) == said
    assert outcome(EVERYBODY, standing(status), reason="payé sur place") == with_a_reason


RULES = [
    # who is on the list
    ("welcome", EVERYBODY, WHO, {}),
    ("welcome", SPEAKERS, SPEAKER, {}),
    ("not-on-list", SPEAKERS, WHO, {}),
    ("welcome", WORKSHOP, SPEAKER, {}),
    ("not-on-list", WORKSHOP, WHO, {}),
    ("welcome", SPEAKERS_AT_WORKSHOP, SPEAKER, {}),
    ("not-on-list", NOBODYS, SPEAKER, {}),
    # once, or as often as one likes
    ("already-here", EVERYBODY, WHO, {"presence": INSIDE}),
    ("already-here", EVERYBODY, WHO, {"presence": OUTSIDE}),
    ("welcome", EVERYBODY, WHO, {"presence": NEVER_IN}),
    ("welcome", BUFFET, WHO, {"presence": INSIDE}),
    # in and out
    ("already-here", HALL, WHO, {"presence": INSIDE}),
    ("welcome", HALL, WHO, {"presence": OUTSIDE}),
    # hours: the first moment is in, the last is out
    ("list-closed", MORNING, WHO, {"now": NOW - 1}),
    ("welcome", MORNING, WHO, {"now": NOW}),
    ("welcome", MORNING, WHO, {"now": NOW + 99}),
    ("list-closed", MORNING, WHO, {"now": NOW + 100}),
    ("welcome", MORNING, WHO, {"now": NOW + 200}),
    ("list-closed", MORNING, WHO, {"now": NOW + 300}),
    # places
    ("welcome", FULL, WHO, {"inside": 29}),
    ("list-full", FULL, WHO, {"inside": 30}),
    ("list-full", FULL, WHO, {"inside": 31}),
    ("list-full", SHUT, WHO, {"inside": 0}),
]


@pytest.mark.parametrize(("said", "listing", "who", "others"), RULES)
def test_a_rule_of_the_list_is_told(
    said: str, listing: CheckInList, who: Registration, others: dict[str, Any]
) -> None:
    assert outcome(listing, who, **others) == said


@pytest.mark.parametrize(("said", "listing", "who", "others"), RULES)
def test_a_reason_overrules_every_rule_of_the_list(
    said: str, listing: CheckInList, who: Registration, others: dict[str, Any]
) -> None:
    assert outcome(listing, who, reason="délégation", **others) == "welcome", said


@pytest.mark.parametrize(
    ("said", "listing", "who", "others"),
    [
        ("welcome", HALL, WHO, {"presence": INSIDE}),
        ("welcome", HALL, WHO, {"presence": OUTSIDE}),
        ("welcome", FULL, WHO, {"inside": 30}),
        ("welcome", MORNING, WHO, {"now": NOW - 1}),
        ("welcome", EVERYBODY, NOTED, {}),
        ("not-on-list", SPEAKERS, WHO, {}),
        ("cancelled", HALL, standing(Status.CANCELLED), {}),
        ("blocked", HALL, standing(Status.BLOCKED), {}),
    ],
)
def test_nobody_is_kept_from_leaving_by_hours_places_or_notes(
    said: str, listing: CheckInList, who: Registration, others: dict[str, Any]
) -> None:
    assert outcome(listing, who, direction=EXIT, **others) == said


@pytest.mark.parametrize(
    ("said", "others"),
    [
        ("note", {}),
        ("welcome", {"note_read": True}),
        ("note", {"reason": "délégation"}),
        ("welcome", {"reason": "délégation", "note_read": True}),
        ("already-here", {"presence": INSIDE}),
        ("already-here", {"presence": INSIDE, "note_read": True}),
    ],
)
def test_a_note_is_read_before_the_door_opens(said: str, others: dict[str, Any]) -> None:
    assert outcome(EVERYBODY, NOTED, **others) == said


@pytest.mark.parametrize(
    ("said", "listing", "others"),
    [
        ("unknown-genuine", EVERYBODY, {}),
        ("unknown-genuine", EVERYBODY, {"presence": NEVER_IN}),
        ("already-here", EVERYBODY, {"presence": INSIDE}),
        ("unknown-genuine", EVERYBODY, {"presence": INSIDE, "reason": "deux badges"}),
        ("unknown-genuine", BUFFET, {"presence": INSIDE}),
        ("already-here", HALL, {"presence": INSIDE}),
        ("unknown-genuine", HALL, {"presence": OUTSIDE}),
        ("unknown-genuine", HALL, {"presence": INSIDE, "direction": EXIT}),
    ],
)
def test_a_genuine_ticket_without_a_registration_enters_like_anybody_but_once(
    said: str, listing: CheckInList, others: dict[str, Any]
) -> None:
    assert outcome(listing, None, ticket=Ticket.GENUINE, **others) == said


def test_of_several_rules_the_first_of_the_table_is_told() -> None:
    unpaid = standing(Status.UNPAID, note="Protocole", category="elu")
    closed_and_full = CheckInList(
        "l", "Salon", frozenset({"presse"}), capacity=1, hours=((NOW + 1, NOW + 2),)
    )
    assert outcome(closed_and_full, unpaid, inside=1, presence=INSIDE) == "unpaid"
    assert outcome(closed_and_full, WHO, inside=1, presence=INSIDE) == "not-on-list"
    press = Registration("p", category="presse", note="Protocole")
    assert outcome(closed_and_full, press, inside=1, presence=INSIDE) == "already-here"
    assert outcome(closed_and_full, press, inside=1) == "list-closed"
    assert outcome(closed_and_full, press, inside=1, now=NOW + 1) == "list-full"
    assert outcome(closed_and_full, press, now=NOW + 1) == "note"


def test_every_outcome_comes_out_of_the_table() -> None:
    told = {said for said, *_ in WORTH_OF_THE_TICKET} | {said for said, *_ in RULES}
    told |= {"pending", "unpaid", "cancelled", "waiting", "blocked", "note", "ambiguous"}
    assert told == {outcome.value for outcome in Outcome}


def test_who_a_list_is_meant_for_follows_from_category_and_sessions() -> None:
    expected = [
        (listing.title, person is SPEAKER)
        for listing in (EVERYBODY, SPEAKERS, WORKSHOP, SPEAKERS_AT_WORKSHOP, NOBODYS)
        for person in (WHO, SPEAKER)
        if expected_on(listing, person)
    ]
    assert expected == [
        ("Accueil", False),
        ("Accueil", True),
        ("Salon", True),
        ("Atelier", True),
        ("Atelier", True),
    ]
