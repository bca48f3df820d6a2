"""A thousand arrivals with their badges, and the process killed again and again meanwhile."""

import json
import random
import subprocess
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from checkin.opening import look
from db import spool
from db.records import BadgeJob, JobState, Registration
from tests.desks import a_desk, command, ran, run, surroundings

PEOPLE = 1000
KILLS = 50
CUT = b"\x1dVB\x00"  # every badge ends with it


@dataclass
class Reported:
    """What the desk said before it was killed: outcome by code, and the badge jobs it named."""

    outcomes: dict[str, str] = field(default_factory=dict)
    jobs: set[int] = field(default_factory=set)

    def hear(self, line: bytes) -> None:
        """Take in one answer; one that was cut off by the kill was never given."""
        if line.endswith(b"\n"):
            said = json.loads(line)
            self.outcomes[said["registration"]["code"]] = said["outcome"]
            if said["badge_job"] is not None:
                self.jobs.add(said["badge_job"])


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    crowd = (
        Registration("", given_name="Ada", family_name=f"King-{number}", code=f"C{number:04}")
        for number in range(PEOPLE)
    )
    folder = a_desk(tmp_path / "desk", crowd)
    # The smallest badge, so that the time goes into killing.
    ran(folder, "printer", "file", str(tmp_path / "badges.bin"), "--dots", "256", "--length", "50")
    return folder


def test_what_was_reported_outlives_every_kill(desk: Path, tmp_path: Path) -> None:
    dice = random.Random(20230919)  # noqa: S311 - the same moments each time, as far as can be
    codes = [f"C{number:04}" for number in range(PEOPLE)]
    reported, kills = Reported(), 0
    sent: set[int] = set()
    while left := [code for code in codes if code not in reported.outcomes]:
        answers = dice.randint(1, 2 * len(left) // max(KILLS - kills, 10) + 1)
        kills += scan_and_kill(desk, left, answers, dice.choice((0, 0.02, 0.2, 0.6)), reported)
        jobs = all_jobs(desk)
        assert reported.jobs <= {job.id for job in jobs}
        still = {job.id for job in jobs if job.state is JobState.SENT}
        assert sent <= still
        sent = still
    assert kills >= KILLS

    assert run("verify", "--data", desk).code == 0
    assert run("counts", "--data", desk, "--json").json["present"] == PEOPLE
    assert Counter(job.registration for job in all_jobs(desk)).most_common(1)[0][1] == 1
    assert len(all_jobs(desk)) == PEOPLE
    interrupted = Counter(job.state for job in all_jobs(desk))
    assert interrupted[JobState.SENT] > 10, "the printer had no time between the kills"
    assert interrupted[JobState.UNKNOWN], "no kill met a badge on its way"

    assert run("print", "--data", desk).code == 0
    states = Counter(job.state for job in all_jobs(desk))
    assert states.keys() <= {JobState.SENT, JobState.UNKNOWN}
    assert {job.attempts for job in all_jobs(desk)} == {1}
    whole = whole_badges((tmp_path / "badges.bin").read_bytes())
    assert len(set(whole)) == len(whole), "a badge was printed twice"
    assert states[JobState.SENT] <= len(whole) <= PEOPLE
    assert run("verify", "--data", desk).code == 0


def scan_and_kill(
    desk: Path, codes: list[str], answers: int, pause: float, reported: Reported
) -> bool:
    """Scan until so many answers came, and a moment longer; say whether it had to be killed."""
    with subprocess.Popen(
        command("scan", "--batch", "--print", "--data", desk),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=surroundings(),
    ) as scanner:
        assert scanner.stdin is not None
        assert scanner.stdout is not None
        # The input stays open, so that the process is there to be killed.
        scanner.stdin.write("".join(f"{code}\n" for code in codes[: answers + 3]).encode())
        scanner.stdin.flush()
        for _ in range(min(answers, len(codes))):
            reported.hear(scanner.stdout.readline())
        time.sleep(pause)  # the moment of the kill is the point of this test
        running = scanner.poll() is None
        scanner.kill()
        for line in scanner.stdout:
            reported.hear(line)
    return running


def all_jobs(desk: Path) -> tuple[BadgeJob, ...]:
    with closing(look(desk)) as reader:
        return spool.jobs(reader.copy, PEOPLE + 1)


def whole_badges(printed: bytes) -> list[bytes]:
    """Return the badges that went in whole; all of them are of one length, and each is unlike."""
    length = printed.index(CUT) + len(CUT)
    head = printed[:8]
    badges, place = [], 0
    while place < len(printed):
        badge = printed[place : place + length]
        if badge.startswith(head) and badge.endswith(CUT):
            badges.append(badge)
            place += length
        else:  # the beginning of a badge that a kill cut short
            place += 1
    return badges
