"""The verbs of badges: show, reprint, settle what is doubtful, pause, move, load a roll, test."""

from collections.abc import Iterable
from dataclasses import replace

from checkin.badge.paper import Paper
from checkin.desk import Desk
from db import delegations, journal, queues, registrations, runs, spool
from db.events import BadgeAsked, BadgePrinted
from db.folding import fold
from db.owed import ON_ITS_WAY
from db.records import (
    BadgeJob,
    BadgeQueue,
    BadgeRun,
    JobState,
    Rank,
    Registration,
    Status,
)

NOBODY = ""  # whose badge a test of the printer is

# Who gets a badge before the doors open.
EXPECTED = frozenset({Status.CONFIRMED})

ORDERS = {
    "name": delegations.by_name,
    "organisation": lambda who: (fold(who.organisation), *delegations.by_name(who)),
}

Cells = tuple[tuple[tuple[int, int], ...], ...]
Named = tuple[BadgeJob, Registration | None]


def looks(desk: Desk, who: Registration, paper: Paper, at: int, width: int, height: int) -> Cells:
    """Return what somebody's badge asked for at a time (ms) looks like, in so many cells and lines.

    Its ticket is nobody's, as long as theirs: in cells none can be read.
    """
    from checkin.badge import badge_of
    from checkin.badge.cells import within

    who = replace(who, code="0" * len(who.code))
    return within(badge_of(who, desk.event, paper, at=at).upright, width, height)


def named(desk: Desk, *, limit: int = 200) -> tuple[Named, ...]:
    """Return badge jobs with whose they are: those to look at, those to come, those that are over.

    Those to come stand in the order in which they will be printed.
    """
    found = [*spool.doubtful(desk.copy, limit), *spool.next_ones(desk.copy, limit)]
    found += spool.over(desk.copy, limit - len(found)) if len(found) < limit else []
    return tuple((job, registrations.get(desk.copy, job.registration)) for job in found[:limit])


def reprint(desk: Desk, registration_id: str, *, reason: str, queue: str = "") -> int:
    """Have one more badge printed and return its job."""
    with desk.writing() as pen:
        journal.append(desk.copy, pen, BadgeAsked(registration_id, reason))
        return spool.ask(desk.copy, registration_id, "reprint", pen.now(), queue=queue)


def reprints(desk: Desk) -> int:
    """Return how many badges this desk printed once more."""
    return spool.reprints(desk.copy)


def retry(desk: Desk, job: int, *, reason: str = "") -> bool:
    """Print a badge that failed, or did not come out well, once more."""
    with desk.writing() as pen:
        known = spool.get(desk.copy, job)
        queued = spool.retry(desk.copy, job, pen.now())
        if queued and known and known.state is JobState.UNKNOWN and known.registration:
            journal.append(desk.copy, pen, BadgeAsked(known.registration, reason))
        return queued


def came_out(desk: Desk, job: int) -> bool:
    """Take in that somebody has the badge in hand of which the printer said nothing."""
    with desk.writing() as pen:
        known = spool.get(desk.copy, job)
        settled = spool.came_out(desk.copy, job, pen.now())
        if settled and known and known.registration and known.state is JobState.UNKNOWN:
            printed = BadgePrinted(known.registration, job, known.printer, confirmed=True)
            journal.append(desk.copy, pen, printed)
        return settled


def cancel(desk: Desk, job: int) -> bool:
    """Give up a badge that still waits, or that nobody needs any more."""
    with desk.writing() as pen:
        return spool.cancel(desk.copy, job, pen.now())


def hasten(desk: Desk, job: int) -> bool:
    """Print a badge that waits before all others."""
    with desk.writing():
        return spool.hasten(desk.copy, job)


def pause(desk: Desk, *, paused: bool, queue: str = "") -> None:
    """Let the badges of a printer wait, or go on."""
    with desk.writing():
        queues.pause(desk.copy, queue, paused=paused)


def move(desk: Desk, source: str, target: str) -> int:
    """Let another printer print what is queued for one; return how many badges."""
    with desk.writing():
        return spool.move(desk.copy, source, target)


def load(desk: Desk, labels: int | None, *, queue: str = "") -> None:
    """Say how many labels are on the roll just put in; None: do not count them."""
    with desk.writing():
        queues.load(desk.copy, queue, labels)


def queue_of(desk: Desk, name: str = "") -> BadgeQueue:
    """Return how the spool knows a printer."""
    return queues.get(desk.copy, name)


def try_printer(desk: Desk, kind: str, *, queue: str = "") -> int:
    """Have a "test" badge or a "ruler" printed, before all others."""
    with desk.writing() as pen:
        return spool.ask(desk.copy, NOBODY, kind, pen.now(), rank=Rank.NEXT, queue=queue)


def due(desk: Desk, *, by: str = "name", category: str = "") -> tuple[Registration, ...]:
    """Return whose badge can be printed in advance: who is expected and has none, sorted."""
    have = spool.with_badge(desk.copy)
    people = (
        who
        for who in registrations.everyone(desk.copy)
        if who.status in EXPECTED
        and not who.missing
        and (not category or who.category == category)
        and who.id not in have
    )
    return tuple(sorted(people, key=ORDERS[by]))


def print_in_advance(
    desk: Desk, people: Iterable[Registration], title: str, run: int | None = None
) -> int:
    """Have these people's badges printed in this order, behind all others, in a run; return it.

    Many people are asked for in blocks, so that arrivals pass between them: then `run` is the
    first block's.
    """
    with desk.writing() as pen:
        run = run or runs.begin(desk.copy, title, pen.now())
        for who in people:
            if not _has_badge(desk, who.id):
                spool.ask(desk.copy, who.id, "advance", pen.now(), rank=Rank.IN_ADVANCE, run=run)
        return run


def unfinished(desk: Desk) -> tuple[BadgeRun, ...]:
    """Return the runs that still have badges to print."""
    return runs.unfinished(desk.copy)


def pause_run(desk: Desk, run: int, *, paused: bool) -> None:
    """Let a run wait while other badges pass, or go on."""
    with desk.writing():
        runs.pause(desk.copy, run, paused=paused)


def cancel_run(desk: Desk, run: int) -> int:
    """Drop what is left of a run; return how many badges."""
    with desk.writing() as pen:
        return runs.cancel(desk.copy, run, pen.now())


def _has_badge(desk: Desk, registration_id: str) -> bool:
    """Say whether somebody has a badge, or one is on its way or asks."""
    return spool.printed_anywhere(desk.copy, registration_id) or any(
        job.state in ON_ITS_WAY for job in spool.of(desk.copy, registration_id)
    )
