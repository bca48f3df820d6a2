"""Made-up days at several desks: what happened, in what order it was heard of, how often."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from db.entries import Entry
from db.events import (
    BadgeAsked,
    CheckedIn,
    CheckInAnnulled,
    Event,
    RegistrationCorrected,
    RegistrationsImported,
    RegistrationsMissing,
    ScanRefused,
    WalkedIn,
)
from db.records import Direction, Mark, Outcome, Registration, Status
from tests.journals import SECOND, JournalDesk, desk

DESKS = ("accueil-1", "accueil-2", "accueil-3")
PEOPLE = ("p1", "p2")
CODES = ("", "AA-11", "aa11", "BB22")
SUBJECTS = (*PEOPLE, "ticket:AA11", "ticket:BB22", "ticket:CC33")
LISTS = ("accueil", "atelier")
SOURCES = ("liste.csv", "liste-2.xlsx")

words = st.sampled_from(("", "Zoé", "Lefèvre", "Œuvre d’Almeida", "王"))

registrations = st.builds(
    Registration,
    id=st.sampled_from(PEOPLE),
    given_name=words,
    family_name=words,
    code=st.sampled_from(CODES),
    organisation=words,
    category=st.sampled_from(("", "elu", "presse")),
    country=st.sampled_from(("", "FR")),
    email=st.sampled_from(("", "zoe@lyon.fr")),
    sessions=st.sampled_from(((), ("atelier-1",), ("atelier-2", "atelier-1"))),
    status=st.sampled_from(Status),
    note=words,
    missing=st.booleans(),
    extra=st.sampled_from(((), (("Régime", "végétarien"),))),
)
changes = st.dictionaries(
    st.sampled_from(("family_name", "organisation", "status", "category", "code", "nonsense")),
    st.sampled_from(("Lefebvre", "elu", *Status)),
    max_size=3,
)
subjects = st.sampled_from(SUBJECTS)
people = st.sampled_from(PEOPLE)


@dataclass(frozen=True)
class Undo:
    """An annulment of one of the check-ins so far, under its own or under another's name."""

    which: int
    misnamed: bool


@dataclass(frozen=True)
class Hear:
    """A desk absorbs all that another one has written so far."""

    whom: int


happenings = st.one_of(
    st.builds(
        CheckedIn,
        subjects,
        st.sampled_from(LISTS),
        st.sampled_from(Direction),
        reason=st.sampled_from(("", "délégation")),
    ),
    st.builds(Undo, st.integers(0, 50), st.sampled_from((False, False, False, True))),
    st.builds(
        RegistrationsImported,
        st.sampled_from(SOURCES),
        st.lists(registrations, max_size=3).map(tuple),
    ),
    st.builds(
        RegistrationsMissing, st.sampled_from(SOURCES), st.lists(people, max_size=2).map(tuple)
    ),
    st.builds(WalkedIn, registrations),
    st.builds(RegistrationCorrected, people, changes),
    st.builds(ScanRefused, subjects, st.sampled_from(LISTS), st.sampled_from(Outcome), words),
    st.builds(BadgeAsked, people, words),
    st.builds(Hear, st.integers(0, len(DESKS) - 1)),
)
# Who does it, by how many seconds their clock is moved before, and what.
days = st.lists(
    st.tuples(st.integers(0, len(DESKS) - 1), st.sampled_from((0, 0, 1, -3600, 4000)), happenings),
    max_size=25,
)


def lived(folder: Path, day: Sequence[tuple[int, int, object]]) -> list[JournalDesk]:
    """Return the desks after their day, each with what it wrote and heard."""
    desks = [desk(folder, name) for name in DESKS]
    came: list[tuple[Mark, str]] = []
    for which, jump, happening in day:
        one = desks[which]
        one.watch.now += jump * SECOND
        if isinstance(happening, Hear):
            one.absorb(desks[happening.whom].journal())
            continue
        event = _annulment(happening, came) if isinstance(happening, Undo) else happening
        if event is None:
            continue
        entry = one.append(event)  # type: ignore[arg-type] # `happenings` are events
        if isinstance(event, CheckedIn):
            came.append((entry.mark, event.registration))
    return desks


def _annulment(undo: Undo, came: Sequence[tuple[Mark, str]]) -> Event | None:
    if not came:
        return None
    mark, subject = came[undo.which % len(came)]
    named = PEOPLE[0] if undo.misnamed else subject
    return CheckInAnnulled(named, mark.origin, mark.number)


def heard(journals: Sequence[Sequence[Entry]], chance: st.DataObject) -> list[list[Entry]]:
    """Return the entries in any order, some of them twice, cut into any batches."""
    every = [entry for journal in journals for entry in journal]
    again = chance.draw(st.lists(st.sampled_from(every), max_size=5), "twice")
    order = chance.draw(st.permutations([*every, *again]), "order")
    cuts = sorted(chance.draw(st.sets(st.integers(1, len(order)), max_size=4), "cuts"))
    return [
        [Entry(entry.body, entry.signature) for entry in order[start:end]]
        for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True)
    ]
