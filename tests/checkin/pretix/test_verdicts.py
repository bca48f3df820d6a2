"""The desk's own verdicts against those that a real pretix gave in the same order of scans."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from checkin.desk import Desk, Rule
from checkin.pretix.answers import answer
from checkin.pretix.link import Reply
from checkin.pretix.plain import milliseconds
from db.records import Direction, Mark, Outcome, Verdict
from tests.pretix import recorded
from tests.pretix.recorded import Exchange

RECORDED = milliseconds("2026-11-23T05:39:00+01:00")

# Where the desk decides otherwise than pretix: what it says instead, and why.
OTHERWISE = {
    58: (Outcome.CANCELLED, "a place that was taken back is known here, and called what it is"),
    61: (Outcome.NOTE, "the dates of one ticket are a note that must be read"),
    62: (Outcome.NOTE, "the same"),
    68: (Outcome.REVOKED, "nobody's reason opens the door to a void code"),
    71: (Outcome.UNKNOWN, "a booking beside a place comes in by the place's own code"),
    72: (Outcome.WELCOME, "which of several bookings is meant, only pretix tells"),
    74: (Outcome.NOT_ON_LIST, "a rule about products is a list of categories here"),
    80: (Outcome.WELCOME, "how often somebody may come, only pretix counts"),
    101: (Outcome.WELCOME, "capitals do not matter in a code that is read here"),
}

DATED = {64}  # let in within the dates of its own, which are read here all the same


@dataclass(frozen=True)
class Said:
    """What the desk said, and whether a note had to be read before."""

    outcome: Outcome
    noted: bool = False


def scans() -> tuple[Exchange, ...]:
    """Return what a desk can do: no older address, no trial, no repetition of the same scan."""
    found, nonces = list[Exchange](), set[str]()
    for one in recorded.exchanges():
        said = isinstance(one.body, dict) and "status" in one.body
        if not said or "checkinrpc/redeem" not in one.url or one.sent.get("simulate"):
            continue
        nonce = one.sent.get("nonce", "")
        if nonce not in nonces or one.name == "annul-then-redeem-same-nonce":
            found.append(one)
        nonces |= {nonce} - {""}
    return tuple(found)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, Said]]:
    path: Path = tmp_path_factory.mktemp("verdicts") / "desk"
    with recorded.a_desk(path) as (held, desk, ledger):
        desk.pen = replace(held.pen, now=lambda: at)
        ours = {theirs: one for one, theirs in ledger.to.lists.items()}
        answers: dict[int, Said] = {}
        marks: dict[str, Mark] = {}
        for step, one in enumerate(recorded.exchanges()):
            at = RECORDED + step
            if "annul" in one.url and one.status == 200:
                desk.annul(marks[one.sent["nonce"]])
            if one not in scans():
                continue
            if "datetime" in one.sent:
                at = milliseconds(one.sent["datetime"])
            taken = one.status == 201
            verdict, noted = _scan(desk, one, ours[one.sent["lists"][0]], reads_notes=taken)
            answers[one.number] = Said(verdict.outcome, noted)
            if verdict.mark and not taken:
                desk.annul(verdict.mark)  # what comes after shall find both in the same state
            elif verdict.mark:
                marks[one.sent.get("nonce", "")] = verdict.mark
        yield answers


def _scan(desk: Desk, one: Exchange, list_id: str, *, reads_notes: bool) -> tuple[Verdict, bool]:
    """Scan as the recorded desk did; whoever forces has a reason, as for `ignore_unpaid`."""
    forced = one.sent.get("force") or (one.sent.get("ignore_unpaid") and one.status == 201)
    rule = Rule("forced" if forced else "", direction=Direction(one.sent.get("type", "entry")))
    verdict = desk.scan(one.sent["secret"], list_id=list_id, rule=rule)
    if verdict.outcome is not Outcome.NOTE or not reads_notes:
        return verdict, False
    read = replace(rule, note_read=True)
    return desk.scan(one.sent["secret"], list_id=list_id, rule=read), True


@pytest.mark.parametrize("one", scans(), ids=lambda one: f"{one.number}-{one.name}")
def test_the_desk_says_what_pretix_said(one: Exchange, said: dict[int, Said]) -> None:
    theirs = answer(Reply(one.status, one.body))
    ours = said[one.number]
    expected, _why = OTHERWISE.get(one.number, (theirs.outcome, ""))
    assert ours.outcome == expected
    assert not ours.noted or theirs.attention or theirs.said or one.number in DATED
