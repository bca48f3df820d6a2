"""What all screens of one laptop share: the event, the settings, and threads over one copy.

Writing, taking lists in, searching and counting each have a thread and a connection, so none waits
for another.
"""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import asdict, replace
from functools import partial
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from checkin.desk import Desk, Rule
from checkin.event import Event, UnknownList
from checkin.opening import OpenFolder
from checkin.pretix import PretixStanding, asking
from checkin.pretix.asking import Inquiry
from checkin.pretix.catalogue import Question
from checkin.pretix.upward import Whereto
from checkin.printing import FoundPrinter
from checkin.replication import Standing
from checkin.scanning import Habits
from checkin.settings import Folder, PrinterSettings, Settings, read_settings, write_settings
from checkin.thread import DeskThread
from checkin.wording import hour
from db.admission import ADMITTED
from db.records import CheckInList, Outcome, Verdict

TURN, TURNS = 0.05, 20  # seconds between looks for a person on the way here, and how many


class Neighbours(Protocol):
    """What keeps this desk together with the others, as the screens need it."""

    @property
    def standing(self) -> Standing:
        """How this desk stood with the others a moment ago."""

    def who_knows(self, code: str) -> "Future[tuple[str, ...]]":
        """Ask the other desks about a code."""

    def start(self) -> None:
        """Begin to look for the hub."""

    def wake(self) -> None:
        """Say that something was written here."""

    def stop(self, patience: float = 5.0) -> bool:
        """End at once."""


class Registrar(Protocol):
    """What keeps this desk in step with its pretix, as the screens need it."""

    @property
    def standing(self) -> PretixStanding:
        """How this desk stood with pretix a moment ago."""

    @property
    def able(self) -> bool:
        """Whether this desk could talk to pretix for all."""

    @property
    def to(self) -> Whereto | None:
        """Where somebody's check-in is asked about first; None while nobody should wait for it."""

    @property
    def questions(self) -> Mapping[str, Question]:
        """What is asked at the desk, by its words, as far as this desk knows it."""

    async def word(self, asked: Inquiry) -> tuple[Outcome | None, "Future[Outcome | None] | None"]:
        """Return pretix' own word, None if it has none in time; then what may still come, too."""

    def take_back(self, asked: Inquiry, coming: "Future[Outcome | None]") -> None:
        """Undo in pretix what it may yet allow of what the desk refused."""

    def start(self) -> None:
        """Begin to read pretix."""

    def wake(self) -> None:
        """Say that something was written here, or settled."""

    def stop(self, patience: float = 5.0) -> bool:
        """End after what is under way."""


P = ParamSpec("P")
T = TypeVar("T")


class Station:
    """One laptop at work; `changed` is called after every verb that wrote."""

    def __init__(self, held: OpenFolder, changed: Callable[[], None]) -> None:
        self.event: Event = held.event
        self.settings: Settings = held.settings
        self.neighbours: Neighbours | None = None  # None on a desk that joined no hub
        self.pretix: Registrar | None = None  # None on a desk that has no pretix
        self.nearby: Callable[[], tuple[FoundPrinter, ...]] = tuple  # takes seconds
        self._held = held
        self._changed = changed
        self._writer = DeskThread(held.desk)
        self._importer = DeskThread(held.desk)
        self._searcher = DeskThread(held.reader)
        self._counter = DeskThread(held.reader)

    async def write(
        self, verb: Callable[Concatenate[Desk, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a verb that writes; it is on disk when this returns."""
        done = await self._writer.do(self._witnessed(verb), *args, **kwargs)
        self._changed()
        return done

    async def write_much(
        self, verb: Callable[Concatenate[Desk, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a verb that writes by turns; what others write comes in between."""
        done = await self._importer.do(self._witnessed(verb), *args, **kwargs)
        self._changed()
        return done

    def _witnessed(
        self, verb: Callable[Concatenate[Desk, P], T]
    ) -> Callable[Concatenate[Desk, P], T]:
        def told(desk: Desk, /, *args: P.args, **kwargs: P.kwargs) -> T:
            done = verb(desk, *args, **kwargs)
            self._held.witness(desk.copy)
            return done

        return told

    async def search(
        self, verb: Callable[Concatenate[Desk, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a verb that reads and that somebody waits for."""
        return await self._searcher.do(verb, *args, **kwargs)

    async def understand(self, texts: tuple[str, ...]) -> tuple[str, str] | None:
        """Return which of these texts is a code, as this desk's scanner types, and the code."""
        return await self.search(Desk.understand, texts, self.settings.scanners.habits)

    async def count(
        self, verb: Callable[Concatenate[Desk, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a verb that reads much."""
        return await self._counter.do(verb, *args, **kwargs)

    async def scan(self, code: str) -> Verdict:
        """Enter whoever holds a code; the other desks are asked before it is called unknown."""
        if self.neighbours is not None and not await self.search(Desk.is_known, code):
            await self._await_whom_others_know(self.neighbours, code)
        find = partial(asking.inquiry, read=code, rule=Rule(), list_id=self.list.id)
        return await self._enter(find, partial(Desk.scan, read=code, list_id=self.list.id), Rule())

    async def admit(self, registration_id: str, rule: Rule) -> Verdict:
        """Enter a person who was chosen by name."""
        at, who = self.list.id, registration_id
        find = partial(asking.about, registration_id=who, rule=rule, list_id=at)
        verb = partial(Desk.admit, registration_id=who, rule=rule, list_id=at)
        return await self._enter(find, verb, rule)

    async def _enter(
        self, find: Callable[..., Inquiry | None], verb: Callable[[Desk], Verdict], rule: Rule
    ) -> Verdict:
        """Let the registration system speak first, if it does so in time; else decide alone."""
        pretix = self.pretix
        to = pretix.to if pretix is not None else None
        asked = await self.search(find, to=to) if to is not None else None
        if pretix is None or asked is None:
            return await self.write(verb)
        told, coming = await pretix.word(asked)
        verdict = await self.write(asking.admit, asked, told, rule)
        if coming is not None and verdict.outcome not in ADMITTED:
            pretix.take_back(asked, coming)
        return verdict

    async def _await_whom_others_know(self, neighbours: Neighbours, code: str) -> None:
        """Wait a moment for the person on the way here, if any desk knows the code."""
        knowing = await asyncio.wrap_future(neighbours.who_knows(code))
        for _turn in range(TURNS if knowing else 0):
            if await self.search(Desk.is_known, code):
                return
            await asyncio.sleep(TURN)

    @property
    def folder(self) -> Folder:
        """The desk's folder."""
        return self._held.folder

    @property
    def list(self) -> CheckInList:
        """The list that this desk enters people on."""
        try:
            return self.event.check_in_list(self.settings.list_id)
        except UnknownList:
            return self.event.check_in_list("")

    @property
    def printers(self) -> tuple[str, ...]:
        """The names of the printers beside the usual one."""
        return tuple(self.settings.others)

    def choose(self, **settings: str) -> None:
        """Keep another list, theme or language for this desk."""
        self.settings = replace(self.settings, **settings)  # type: ignore[arg-type] # only text fields are chosen here
        kept = read_settings(self._held.folder.path)  # somebody may have set the printer meanwhile
        write_settings(self._held.folder.path, replace(kept, **settings))  # type: ignore[arg-type] # as above

    def learn(self, habits: Habits) -> None:
        """Keep how this desk's scanner types."""
        kept = read_settings(self._held.folder.path)
        scanners = replace(kept.scanners, **asdict(habits))
        self.settings = replace(self.settings, scanners=scanners)
        write_settings(self._held.folder.path, replace(kept, scanners=scanners))

    def choose_printer(self, chosen: FoundPrinter) -> None:
        """Print on another printer from the next badge on; called off the loop."""
        kept = read_settings(self._held.folder.path)
        printer = chosen.put_into(kept.printer)
        self.settings = replace(self.settings, printer=printer)
        write_settings(self._held.folder.path, replace(kept, printer=printer))
        self._changed()

    def printer(self) -> PrinterSettings:
        """Return what the desk prints on now; called off the loop."""
        return read_settings(self._held.folder.path).printer

    def hour(self, at: int) -> str:
        """Return the event's local time of day of `at` (ms)."""
        return hour(at, self.event.timezone)

    def now(self) -> int:
        """Return the time in milliseconds since the epoch, by the clock of the journal's pen."""
        return self._held.pen.now()

    def close(self) -> None:
        """End the threads, then let go of the folder."""
        for thread in (self._writer, self._importer, self._searcher, self._counter):
            thread.close()
        self._held.release()
