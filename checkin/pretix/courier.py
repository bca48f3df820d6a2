"""The thread that keeps a desk in step with pretix, and goes on trying when it cannot."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial

from checkin.event import Event
from checkin.pretix import lease
from checkin.pretix.asking import Asking, Inquiry
from checkin.pretix.bringing import Bringing
from checkin.pretix.carrying import Carrying
from checkin.pretix.catalogue import Question
from checkin.pretix.connection import Connection
from checkin.pretix.ledger import Ledger
from checkin.pretix.link import Link, NotAdmitted, PretixTrouble, Unreachable
from checkin.pretix.standing import Doing, PretixStanding
from checkin.pretix.upward import Whereto
from checkin.replication import Standing
from db import positions, uploads
from db.connection import Copy, CopyTrouble
from db.entries import Pen
from db.records import Outcome
from db.uploads import UploadState

POLL = 5.0  # seconds between two looks for changes
AGAIN = (0.2, 1.0, 3.0, 10.0)  # seconds until a pretix that did not answer is tried again
LONG = 60.0  # seconds until one that turned this desk away is
ANEW = 120  # looks until products and questions are read again
HEARING = 6_000  # ms in which every desk that lives is heard at least once
LOOK = 0.5  # seconds between looks at who talks to pretix
MENDED = 60_000  # ms after which a desk that failed, and gave way, counts as able again
UNABLE = 3  # failures in a row after which another desk had better try


class Courier:
    """One thread with its own connection to the copy and its own way to pretix.

    `on_news` is called from this thread: True when people or arrivals changed, False when only
    the standing did. `standing_of_desks` is how this desk stands with the others.
    """

    def __init__(
        self,
        open_link: Callable[[], Link],
        open_copy: Callable[[], Copy],
        pen: Pen,
        event: Event,
        connection: Connection,
        on_news: Callable[[bool], None],
        *,
        say: Callable[[int], str] = str,
        standing_of_desks: Callable[[], Standing | None] = lambda: None,
        poll: float = POLL,
        hearing: int = HEARING,
    ) -> None:
        self._open_link = open_link
        self._asking = Asking(open_link)
        self._open_copy = open_copy
        self._pen = pen
        self._event = event
        self._connection = connection
        self._whereto = connection.whereto
        self._on_news = on_news
        self._say = say
        self._desks = standing_of_desks
        self._poll = poll
        self._hearing = hearing
        self._standing = PretixStanding(since=pen.now())
        self._born = pen.now()
        self._failures = 0
        self._looks = 0
        self._due = 0.0  # when pretix is looked at again
        self._awake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pretix", daemon=True)

    @property
    def standing(self) -> PretixStanding:
        """How this desk stood with pretix a moment ago."""
        return self._standing

    @property
    def able(self) -> bool:
        """Whether this desk could talk to pretix, as the other desks are told."""
        return self._failures < UNABLE

    @property
    def to(self) -> Whereto | None:
        """Where somebody's check-in is asked about first; None while nobody should wait for it."""
        ready = self._standing.doing is Doing.IN_STEP and self._failures == 0
        asked = self._connection.deadline > 0 and self._asking.is_quick
        return self._whereto if ready and asked else None

    @property
    def questions(self) -> Mapping[str, Question]:
        """What pretix asks at the desk, by its words; empty where this desk did not read it."""
        return self._whereto.questions

    async def word(self, asked: Inquiry) -> tuple[Outcome | None, "Future[Outcome | None] | None"]:
        """Return pretix' own word, None if it has none in time; then what may still come, too."""
        coming = self._asking.ask(asked)
        try:
            async with asyncio.timeout(self._connection.deadline / 1000):
                return await asyncio.shield(asyncio.wrap_future(coming)), None
        except TimeoutError:
            self._asking.late()
            return None, coming
        except PretixTrouble:
            return None, None

    def take_back(self, asked: Inquiry, coming: "Future[Outcome | None]") -> None:
        """Undo in pretix what it may yet allow of what the desk refused."""
        self._asking.take_back(asked, coming)

    def start(self) -> None:
        """Begin to read pretix."""
        self._thread.start()

    def wake(self) -> None:
        """Say that something was written here, or settled."""
        self._awake.set()

    def stop(self, patience: float = 5.0) -> bool:
        """End after what is under way; what was not told is told at the next start."""
        self._stopping.set()
        self._awake.set()
        self._asking.close()
        if self._thread.is_alive():
            self._thread.join(patience)
        return not self._thread.is_alive()

    def once(self) -> PretixStanding:
        """Read and tell once, in the caller's thread; a trouble is raised."""
        with self._talking() as (bringing, carrying):
            bringing.bring()
            carrying.carry()
            self._stand(bringing.ledger, Doing.IN_STEP)
        return self._standing

    def _run(self) -> None:
        with self._talking() as (bringing, carrying):
            while not self._stopping.is_set():
                self._awake.clear()
                self._turn(bringing, carrying)

    @contextmanager
    def _talking(self) -> Iterator[tuple[Bringing, Carrying]]:
        copy = self._open_copy()
        link = self._open_link()
        try:
            ledger = Ledger(copy, self._pen, self._connection.whereto, self._connection.source)
            self._stand(ledger, Doing.STARTING)
            yield (
                Bringing(link, ledger, self._event, self._say, self._brought),
                Carrying(link, ledger, partial(self._told, ledger), self._stopping.is_set),
            )
        finally:
            link.close()
            copy.close()

    def _turn(self, bringing: Bringing, carrying: Carrying) -> None:
        """Do what is due, and wait: after a trouble until it is time again, else until woken."""
        ledger = bringing.ledger
        holder = self._holder()
        if holder != self._pen.desk:
            self._stand(ledger, Doing.OTHER_DESK if holder else Doing.STARTING, holder=holder)
            if self._pen.now() - self._standing.since > MENDED:
                self._failures = 0
            self._stopping.wait(LOOK)
            return
        try:
            if time.monotonic() >= self._due:
                self._bring(bringing)
            carrying.carry()
        except NotAdmitted as trouble:
            self._failures = UNABLE
            self._stand(ledger, Doing.TURNED_AWAY, said=str(trouble))
            self._stopping.wait(LONG)
        except Unreachable as trouble:
            self._failures += not trouble.busy
            self._stand(ledger, Doing.AWAY, said=str(trouble))
            tries = min(max(self._failures, 1), len(AGAIN))
            self._stopping.wait(AGAIN[tries - 1] if trouble.after is None else trouble.after)
        except PretixTrouble as trouble:
            self._failures += 1
            self._stand(ledger, Doing.AWAY, said=str(trouble))
            self._stopping.wait(AGAIN[min(self._failures, len(AGAIN)) - 1])
        except CopyTrouble:
            self._stopping.wait(AGAIN[0])
        else:
            self._failures = 0
            self._stand(ledger, Doing.IN_STEP)
            self._awake.wait(max(0.0, self._due - time.monotonic()))

    def _bring(self, bringing: Bringing) -> None:
        if not bringing.ledger.cursor.since:
            self._stand(bringing.ledger, Doing.READING)
        self._looks += 1
        if self._looks % ANEW == 0:
            bringing.anew()
        bringing.bring()
        self._due = time.monotonic() + self._poll

    def _holder(self) -> str:
        """Return which desk talks to pretix; empty while this one has not listened long enough."""
        standing = self._desks()
        if standing is None:
            return self._pen.desk
        if self._pen.now() - self._born < self._hearing:
            return ""
        able = self.able
        return (
            lease.holder(self._pen.desk, able=able, others=standing.desks, now=self._pen.now())
            or self._pen.desk
        )

    def _brought(self, news: int) -> None:
        self._failures = 0
        if news:
            self._on_news(True)  # noqa: FBT003 - people or arrivals changed

    def _told(self, ledger: Ledger) -> None:
        self._failures = 0
        self._stand(ledger, Doing.IN_STEP)

    def _stand(self, ledger: Ledger, doing: Doing, *, said: str = "", holder: str = "") -> None:
        self._whereto = ledger.to
        before = self._standing
        counted = uploads.count(ledger.copy)
        standing = PretixStanding(
            doing=doing,
            since=before.since if before.doing is doing else self._pen.now(),
            people=positions.count(ledger.copy),
            waiting=counted.get(None, 0) + counted.get(UploadState.LATER, 0),
            refused=counted.get(UploadState.REFUSED, 0),
            said=said,
            holder=holder,
        )
        if standing != before:
            self._standing = standing
            self._on_news(False)  # noqa: FBT003 - only the standing
