"""Several printers of one desk: each its own queue, none another's, all told as one."""

import threading
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PIL import Image

from checkin.badge import Badge
from checkin.printing import Pressroom, PrinterState, PrinterStopped, Spooler, Trouble, together
from checkin.widgets.printer_band import labels_left
from checkin.widgets.status_bar import printer_words
from db import queues, spool
from db.connection import Copy, open_copy, writing
from db.records import BadgeJob, JobState
from tests.fakes import ScriptedPrinter

PICTURE = Image.new("1", (8, 8), 255)


@dataclass
class Room:
    """A spool on disk and two printers."""

    path: Path
    usual: ScriptedPrinter = field(default_factory=ScriptedPrinter)
    spare: ScriptedPrinter = field(default_factory=lambda: ScriptedPrinter(name="spare"))
    names: dict[str, str] = field(default_factory=dict)

    def pressroom(self) -> Pressroom:
        return Pressroom([self._spooler("", self.usual), self._spooler("spare", self.spare)])

    def ask(self, *names: str, queue: str = "") -> None:
        with closing(open_copy(self.path)) as copy, writing(copy):
            for name in names:
                spool.ask(copy, name, "arrival", 1, queue=queue)

    def _spooler(self, queue: str, printer: ScriptedPrinter) -> Spooler:
        return Spooler(
            lambda: open_copy(self.path),
            printer,
            self.draw,
            lambda *_: None,
            lambda _: None,
            queue=queue,
        )

    def draw(self, _copy: Copy, job: BadgeJob) -> Badge:
        return Badge(self.names.get(job.registration, job.registration), PICTURE)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path / "checkin.db")


def test_a_roll_that_the_printer_sees_the_end_of_is_told_before_any_count(room: Room) -> None:
    room.spare.near_end = True
    state = room.pressroom().empty()

    assert state.near_end
    assert state.low
    assert "nearly at its end" in printer_words(state)
    assert labels_left(state).endswith("F8 when the new one is in.")
    assert "12" in labels_left(replace(state, labels=12))
    assert "nearly at its end" in labels_left(replace(state, labels=400))


def test_what_drawing_needs_is_loaded_before_anybody_arrives(room: Room) -> None:
    warm = threading.Event()
    spooler = Spooler(
        *(lambda: open_copy(room.path), room.usual, room.draw, lambda *_: None, lambda _: None),
        warm_up=warm.set,
    )
    spooler.start()

    assert warm.wait(10)
    assert spooler.stop()


def test_each_printer_prints_its_own_queue(room: Room) -> None:
    room.ask("a", "b")
    room.ask("c", queue="spare")

    assert room.pressroom().empty() == PrinterState("scripted")
    assert (room.usual.log, room.spare.log) == (["a", "b"], ["c"])


def test_a_printer_that_opens_leaves_what_another_is_printing(room: Room) -> None:
    room.ask("c", queue="spare")
    with closing(open_copy(room.path)) as copy:
        spool.take(copy, 2, "spare", "spare")
        room._spooler("", room.usual).empty()
        assert [job.state for job in spool.jobs(copy)] == [JobState.PRINTING]

        room._spooler("spare", room.spare).empty()
        assert [job.state for job in spool.jobs(copy)] == [JobState.UNKNOWN]


def test_a_printer_that_broke_off_is_cleared_even_after_somebody_settled_the_badge(
    room: Room,
) -> None:
    room.ask("a")
    room.usual.script = [PrinterStopped(100)]
    room.pressroom().empty()
    with closing(open_copy(room.path)) as copy:
        assert spool.came_out(copy, 1, 5)

    room.ask("b")
    room.pressroom().empty()
    assert room.usual.mended == [False, True]


def test_a_paused_printer_says_so_and_counts_its_labels(room: Room) -> None:
    room.ask("a", "b")
    with closing(open_copy(room.path)) as copy:
        queues.load(copy, "", 30)
        queues.pause(copy, "", paused=True)
        state = room.pressroom().empty()
        assert (state.queued, state.paused, state.labels) == (2, True, 30)

        queues.pause(copy, "", paused=False)
        state = room.pressroom().empty()
        assert (state.queued, state.paused, state.labels) == (0, False, 28)


def test_several_printers_are_told_as_one_the_one_in_trouble_first() -> None:
    usual = PrinterState("usb", queued=2, labels=200)
    spare = PrinterState("net", Trouble.PAPER_OUT, queued=1, unknown=1, queue="spare", labels=9)

    assert together([]) is None
    assert together([usual]) == usual
    assert together([usual, spare]) == PrinterState(
        "net", Trouble.PAPER_OUT, queued=3, unknown=1, queue="spare", labels=9
    )
