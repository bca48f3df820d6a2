"""The loop that prints: each badge once, whatever happens to printer, disk and process."""

import os
import queue
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image

from checkin.badge import Badge
from checkin.language import install
from checkin.printing import (
    PrinterState,
    PrinterStopped,
    PrinterTrouble,
    Rhythm,
    Spooler,
    Trouble,
    Unprintable,
    sentence,
)
from db import spool
from db.connection import Copy, CopyUnwritable, open_copy
from db.records import BadgeJob, JobState
from tests.fakes import ScriptedPrinter

FAST = Rhythm(idle=0.02, retries=(0.01, 0.02))
PICTURE = Image.new("1", (8, 8), 255)


def draw(copy: Copy, job: BadgeJob) -> Badge:  # noqa: ARG001 - the picture is all the same here
    return Badge(job.registration, PICTURE)


@dataclass
class Desk:
    """A spool on disk, a printer, and all that the loop tells."""

    path: Path
    printer: ScriptedPrinter = field(default_factory=ScriptedPrinter)
    news: "queue.Queue[PrinterState]" = field(default_factory=queue.Queue)
    recorded: list[tuple[str, str, bool]] = field(default_factory=list)
    refusals: int = 0

    def record(self, copy: Copy, job: BadgeJob, printer: str, confirmed: bool) -> None:
        assert copy.conn.in_transaction
        if self.refusals:
            self.refusals -= 1
            raise CopyUnwritable(str(self.path))
        self.recorded.append((job.registration, printer, confirmed))

    def spooler(self, draw: Callable[[Copy, BadgeJob], Badge] = draw) -> Spooler:
        return Spooler(
            lambda: open_copy(self.path),
            self.printer,
            draw,
            self.record,
            self.news.put,
            now=lambda: 9,
            rhythm=FAST,
        )

    @contextmanager
    def printing(self, draw: Callable[[Copy, BadgeJob], Badge] = draw) -> Iterator[Spooler]:
        spooler = self.spooler(draw)
        spooler.start()
        try:
            yield spooler
        finally:
            assert spooler.stop()

    def ask(self, *names: str) -> None:
        copy = open_copy(self.path)
        for name in names:
            spool.ask(copy, name, "arrival", 1)
        copy.close()

    def until(self, seen: Callable[[PrinterState], bool]) -> PrinterState:
        while not seen(state := self.news.get(timeout=10)):
            pass
        return state

    def states(self) -> dict[str, JobState]:
        return {job.registration: job.state for job in self.jobs()}

    def jobs(self) -> tuple[BadgeJob, ...]:
        copy = open_copy(self.path)
        found = spool.jobs(copy)
        copy.close()
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "checkin.db")


def test_what_is_queued_is_printed_in_order_and_recorded_with_it(desk: Desk) -> None:
    desk.ask("a", "b", "c")

    assert desk.spooler().empty() == PrinterState("scripted")
    assert desk.printer.log == ["a", "b", "c"]
    assert set(desk.states().values()) == {JobState.PRINTED}
    assert desk.recorded == [(name, "scripted", True) for name in "abc"]


def test_a_job_asked_for_while_the_loop_runs_is_printed_when_it_is_woken(desk: Desk) -> None:
    with desk.printing() as spooler:
        desk.until(lambda state: state.trouble is None)
        desk.ask("a")
        spooler.wake()
        desk.until(lambda _: desk.printer.log == ["a"])


def test_a_printer_that_confirms_nothing_leaves_its_jobs_sent(desk: Desk) -> None:
    desk.ask("a")
    desk.printer.confirms = False

    desk.spooler().empty()
    assert desk.states() == {"a": JobState.SENT}
    assert desk.recorded == [("a", "scripted", False)]


def test_jobs_wait_while_the_printer_is_in_trouble_and_go_on_by_themselves(desk: Desk) -> None:
    desk.ask("a", "b")
    desk.printer.trouble = Trouble.PAPER_OUT
    with desk.printing():
        state = desk.until(lambda state: state.trouble is Trouble.PAPER_OUT)
        assert state.queued == 2
        assert desk.printer.log == []

        desk.printer.trouble = None
        desk.until(lambda state: state.trouble is None and not state.queued)
    assert desk.printer.log == ["a", "b"]


def test_a_job_that_met_trouble_before_it_left_is_queued_again_with_the_reason(desk: Desk) -> None:
    desk.ask("a")
    desk.printer.script = [PrinterTrouble(Trouble.COVER_OPEN)]

    assert desk.spooler().empty() == PrinterState("scripted", Trouble.COVER_OPEN, queued=1)
    (job,) = desk.jobs()
    assert (job.state, job.trouble, job.attempts) == (JobState.QUEUED, "cover-open", 1)
    assert desk.recorded == []


def test_a_badge_that_broke_off_is_unknown_and_only_the_operator_has_it_printed_again(
    desk: Desk,
) -> None:
    desk.ask("a", "b")
    desk.printer.script = [PrinterStopped(4_096)]
    with desk.printing() as spooler:
        desk.until(lambda state: state.trouble is None and not state.queued and state.unknown == 1)
        assert desk.printer.log == ["b"]
        assert desk.printer.mended == [False, True]

        copy = open_copy(desk.path)
        spool.retry(copy, 1, 5)
        copy.close()
        spooler.wake()
        desk.until(lambda state: not state.unknown and not state.queued)
    assert desk.printer.log == ["b", "a"]
    assert desk.recorded == [("b", "scripted", True), ("a", "scripted", True)]


def test_a_badge_that_cannot_be_drawn_fails_and_holds_nobody_up(desk: Desk) -> None:
    def draw_most(copy: Copy, job: BadgeJob) -> Badge:
        if job.registration == "a":
            raise Unprintable(Trouble.GONE)
        return draw(copy, job)

    desk.ask("a", "b")
    state = desk.spooler(draw_most).empty()

    assert state == PrinterState("scripted", failed=1)
    assert desk.states() == {"a": JobState.FAILED, "b": JobState.PRINTED}
    assert desk.jobs()[-1].trouble == "gone"


def test_a_printed_badge_is_written_down_as_soon_as_the_disk_allows_and_printed_once(
    desk: Desk,
) -> None:
    desk.ask("a")
    desk.refusals = 3
    with desk.printing():
        desk.until(lambda state: state.trouble is Trouble.COPY)
        desk.until(lambda state: state.trouble is None and not state.queued)

    assert desk.printer.log == ["a"]
    assert desk.recorded == [("a", "scripted", True)]
    assert desk.states() == {"a": JobState.PRINTED}


def test_the_loop_stops_even_when_the_copy_cannot_be_written(desk: Desk) -> None:
    desk.ask("a")
    desk.refusals = 1_000_000
    with desk.printing():
        desk.until(lambda state: state.trouble is Trouble.COPY)

    assert desk.states() == {"a": JobState.PRINTING}
    assert desk.spooler().empty().unknown == 1


def test_after_a_badge_of_unknown_end_the_next_run_mends_the_printer_first(desk: Desk) -> None:
    desk.ask("a", "b")
    desk.printer.script = [PrinterStopped(100)]
    desk.spooler().empty()

    desk.spooler().empty()
    desk.ask("c")
    desk.spooler().empty()
    assert desk.printer.mended == [False, True, False]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 there")
def test_a_process_killed_while_it_prints_leaves_the_job_unknown(
    desk: Desk, tmp_path: Path
) -> None:
    desk.ask("a", "b")
    began = tmp_path / "began"
    os.mkfifo(began)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.checkin.dying", desk.path, began],
        cwd=Path(__file__).parents[2],
    )
    assert began.read_text() == "a"  # it reads until the printer has begun the badge
    process.send_signal(signal.SIGKILL)
    process.wait()

    assert desk.states() == {"a": JobState.PRINTING, "b": JobState.QUEUED}
    assert desk.spooler().empty().unknown == 1
    assert desk.states() == {"a": JobState.UNKNOWN, "b": JobState.PRINTED}
    assert desk.printer.log == ["b"]
    assert desk.printer.mended == [True]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_loop_that_dies_says_so(desk: Desk) -> None:
    def stumble(*_: object) -> Badge:
        raise ZeroDivisionError

    desk.ask("a")
    with desk.printing(stumble):
        desk.until(lambda state: state.trouble is Trouble.DEAD)


def test_every_trouble_has_a_sentence_that_says_what_to_do() -> None:
    install("en")
    for trouble in Trouble:
        assert sentence(trouble.value).endswith(".")
        assert len(sentence(trouble)) <= 72
