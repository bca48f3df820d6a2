"""Badges through a printer that fails and a desk that is killed; run it for the whole table.

`uv run python -m tests.spooling.ordeal`: 500 badges, a fault every 20, the desk killed every 50.
"""

import random
import sys
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from checkin import jobs
from checkin.commands.press import draw
from checkin.desk import Desk
from checkin.opening import hold, look
from checkin.settings import read_settings, write_settings
from db import registrations, spool
from db.records import BadgeJob, JobState, Registration
from tests.desks import a_desk, run
from tests.fake_lines import NetworkLine
from tests.fake_printer import FakePrinter
from tests.spooling.faults import Faults
from tests.spooling.judging import whole
from tests.spooling.running import RunningDesk, running

LONGEST = 1800.0  # seconds; a run that takes so long hangs
STILL = 1.0  # seconds without a byte
UNDER_WAY = {JobState.QUEUED, JobState.PRINTING}


@dataclass(frozen=True)
class Ordeal:
    """How many badges, how often something fails, and on what paper."""

    badges: int = 500
    fault_every: int = 20
    kill_every: int = 50
    mm_per_second: float = 250
    dots: int = 576
    length_mm: int = 100


@dataclass(frozen=True)
class Outcome:
    """What became of the badges: before anybody was asked, and once they had answered."""

    ordeal: Ordeal
    faults: Counter[str]
    kills: int
    asked: int  # badges that ended in a state that asks
    in_hand: int  # of these, those that had come out whole
    lost: list[str]  # never came out and asked nobody
    doubled: list[str]  # came out twice and asked nobody
    once: int  # came out whole exactly once, after the operator's answers
    seconds: float


def endure(ordeal: Ordeal, folder: Path) -> Outcome:
    """Send all badges through faults and kills, then answer for those that ask."""
    dice = random.Random(20230919)  # noqa: S311 - the same moments each time, as far as can be
    printer = FakePrinter(mm_per_second=ordeal.mm_per_second)
    begun = time.monotonic()
    with NetworkLine(printer) as line:
        desk, expected = _prepared(ordeal, folder, line.address)
        size = ordeal.dots // 8 * next(iter(expected.values())).height
        faults = Faults(line, dice, size)
        kills = _print_all(ordeal, desk, faults, dice)
        faults.end()
        _until_it_stands_still(line)
        before = whole(printer.jobs, expected)
        asking = [job for job in _all(desk) if job.state is JobState.UNKNOWN]
        codes = _codes(desk)
        asked = {codes[job.registration] for job in asking}
        for job in asking:
            came_out = before[codes[job.registration]] > 0
            answer = "--came-out" if came_out else "--retry"
            assert run("badges", answer, str(job.id), "--data", desk).code == 0
        printed = run("print", "--watch", "--data", desk)
        assert printed.code == 0, printed.out + printed.err
        _until_it_stands_still(line)
        after = whole(printer.jobs, expected)
    return Outcome(
        ordeal,
        Counter(faults.happened),
        kills,
        asked=len(asked),
        in_hand=sum(before[code] > 0 for code in asked),
        lost=[code for code in expected if not before[code] and code not in asked],
        doubled=[code for code in expected if before[code] > 1 and code not in asked],
        once=sum(after[code] == 1 for code in expected),
        seconds=time.monotonic() - begun,
    )


def _prepared(ordeal: Ordeal, folder: Path, address: str) -> tuple[Path, dict[str, Image.Image]]:
    """Make a desk whose badges are all asked for, and draw what is to come out."""
    people = [
        Registration("", "Ada", f"King-{place:03}", f"C{place:04}", "Ville de Lyon", "Maire")
        for place in range(ordeal.badges)
    ]
    desk = a_desk(folder / "desk", people)
    settings = read_settings(desk)
    now = replace(
        settings.printer,
        kind="network",
        address=address,
        dots=ordeal.dots,
        length_mm=ordeal.length_mm,
    )
    write_settings(desk, replace(settings, printer=now))
    held = hold(desk)
    with closing(held.desk()) as opened:
        due = jobs.due(opened)
        jobs.print_in_advance(opened, due, "ordeal")
        expected = {who.code: draw(who, held.event, now).image for who in due}
    held.release()
    return desk, expected


def _print_all(ordeal: Ordeal, desk: Path, faults: Faults, dice: random.Random) -> int:
    """Let the desk print until nothing waits; return how often it was killed."""
    kills: int = 0
    with closing(look(desk)) as reader:
        while _waiting(reader):
            with running(desk) as process:
                last = kills >= (ordeal.badges - 1) // ordeal.kill_every
                until = sys.maxsize if last else len(faults.printer.cuts) + ordeal.kill_every
                _watch(reader, process, faults, until, ordeal.fault_every)
                if _waiting(reader):
                    time.sleep(dice.uniform(0, 0.5))  # at any moment of a badge
                    process.kill()
                    kills += 1
    return kills


def _watch(reader: Desk, process: RunningDesk, faults: Faults, until: int, every: int) -> None:
    """Let so many badges come out, and something fail between them."""
    deadline = time.monotonic() + LONGEST
    while _waiting(reader) and (out := len(faults.printer.cuts)) < until:
        assert process.runs, "the desk broke down"
        assert time.monotonic() < deadline, "it hangs"
        if out >= (len(faults.happened) + 1) * every:
            faults.happen(time.monotonic())
        faults.see_to(time.monotonic())
        time.sleep(0.01)  # a glance at the printer


def _until_it_stands_still(line: NetworkLine) -> None:
    """Let everything come out that is still on its way, as whoever looks at the badges would."""
    seen, since = -1, time.monotonic()
    while time.monotonic() - since < STILL:
        if line.stalled or len(line.printer.received) != seen:
            seen, since = len(line.printer.received), time.monotonic()
        time.sleep(0.02)  # a glance at the printer


def _waiting(reader: Desk) -> bool:
    states = dict(spool.states(reader.copy))
    return any(states.get(state, 0) for state in UNDER_WAY)


def _all(desk: Path) -> tuple[BadgeJob, ...]:
    with closing(look(desk)) as reader:
        return spool.jobs(reader.copy, 10_000)


def _codes(desk: Path) -> dict[str, str]:
    with closing(look(desk)) as reader:
        return {who.id: who.code for who in registrations.everyone(reader.copy)}


def table(outcome: Outcome) -> str:
    """Return what came of it, a line each."""
    lines = {
        "badges": outcome.ordeal.badges,
        "faults": sum(outcome.faults.values()),
        **{f"  {name}": count for name, count in sorted(outcome.faults.items())},
        "desk killed (-9)": outcome.kills,
        "asked the operator": outcome.asked,
        "  of these in hand": outcome.in_hand,
        "silent losses": len(outcome.lost),
        "silent duplicates": len(outcome.doubled),
        "whole exactly once at the end": outcome.once,
        "seconds": round(outcome.seconds),
    }
    return "\n".join(f"{name:<32}{count:>6}" for name, count in lines.items())


if __name__ == "__main__":
    with TemporaryDirectory() as place:
        outcome = endure(Ordeal(), Path(place))
    print(table(outcome))
    sys.exit(bool(outcome.lost or outcome.doubled or outcome.once < outcome.ordeal.badges))
