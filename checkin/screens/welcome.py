"""The welcome: search with every key, let in with Enter, and say so."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from checkin import jobs
from checkin.desk import Desk, Rule
from checkin.language import _
from checkin.newest import Newest
from checkin.printing import ANSWERED, PrinterState
from checkin.scanners import Readers
from checkin.screens.answering import note_read
from checkin.screens.ask import TO_LET_IN, TO_PRINT, AskReason
from checkin.screens.correct import CorrectScreen
from checkin.screens.desk_screen import DeskScreen
from checkin.screens.doubt import doubt_of
from checkin.screens.group import GroupScreen
from checkin.screens.keys import DESK_KEYS
from checkin.screens.walk_in import WalkInScreen
from checkin.station import Station
from checkin.widgets.key_bar import KeyBar
from checkin.widgets.last_arrivals import LastArrivals
from checkin.widgets.person_card import PersonCard
from checkin.widgets.results import Results
from checkin.widgets.search_line import SearchLine
from checkin.widgets.status_bar import StatusBar
from checkin.widgets.title_bar import TitleBar
from checkin.widgets.verdict_band import VerdictBand
from checkin.widgets.viewfinder import Viewfinder
from checkin.wording import called, number
from db.admission import ADMITTED
from db.records import (
    Answer,
    Arrival,
    Mark,
    Outcome,
    Registration,
    Share,
    Status,
    Verdict,
)


class WelcomeScreen(DeskScreen[None]):
    """The desk. The search line has the focus always; a scan works whatever has it."""

    CSS_PATH = "welcome.tcss"
    AUTO_FOCUS = "#search"

    BINDINGS: ClassVar[list[BindingType]] = list(DESK_KEYS)

    def __init__(
        self, station: Station, readers: Readers, printer: PrinterState | None = None
    ) -> None:
        super().__init__()
        self._station = station
        self._printer = printer
        self._readers = readers
        self._heads = Newest(self._count_heads, self._show_heads)
        self._asked = ""  # about whom Enter was asked for once more
        # What was typed when a verdict came: until another letter, the card is its person's.
        self._settled: str | None = ""
        self._person: Registration | None = None

    def compose(self) -> ComposeResult:
        hour = self._station.hour
        yield TitleBar(self._station.event.name, self._station.list.title)
        yield SearchLine(self._find, id="search")
        yield VerdictBand(self._station, id="verdict")
        with Horizontal(id="middle"):
            yield Viewfinder(self._readers.look, id="camera")
            yield Results(hour, id="results")
            yield PersonCard(self._station, id="card")
        yield LastArrivals(hour, id="arrivals")
        yield StatusBar(id="status")
        yield KeyBar(DESK_KEYS)

    def on_mount(self) -> None:
        self.set_interval(5, self._tick)
        self.rest()
        if self._printer is not None:
            self.show_printer(self._printer)
        self.show_scanners()
        self._ask_anew()

    def on_screen_resume(self) -> None:
        self.query_one(SearchLine).focus()
        self._ask_anew()

    def rest(self) -> None:
        """Show which list waits for people."""
        words = _("{list}: type a name or scan a ticket.").format(list=self._station.list.title)
        self.query_one(VerdictBand).rest(words)

    def refresh_copy(self) -> None:
        """Ask the copy again once the answer is painted that changed it."""
        self.set_timer(ANSWERED, self._ask_anew)

    def _ask_anew(self) -> None:
        self._tick()
        self._ask_heads()
        self.query_one(SearchLine).ask()

    def show_printer(self, printer: PrinterState) -> None:
        """Say how the printer is, and how the badge of whoever is on the card."""
        self._printer = printer
        self.query_one(StatusBar).show_printer(printer)
        if self._person is not None:
            self._show_card(self._person.id)

    def show_scanners(self) -> None:
        """Say whether a scanner is missing; while nobody is looked for, show what a camera sees."""
        self.query_one(StatusBar).scanners = self._readers.words
        self.query_one("#middle").set_class(self._readers.watching, "-watching")

    def trouble(self, sentence: str) -> None:
        """Say in the band that nothing was recorded, and why."""
        self.query_one(VerdictBand).say("stop", "!", _("Not recorded"), detail=sentence)
        self.app.bell()

    # Typing

    async def _find(self, text: str) -> Answer:
        return await self._station.search(Desk.answer, text, list_id=self._station.list.id)

    @on(SearchLine.Answered)
    def answered(self, event: SearchLine.Answered) -> None:
        """Show who was found, or what to do when nobody was."""
        text, results = event.text.strip(), self.query_one(Results)
        nobody = _("Nobody by that name. F2 registers “{text}” here.").format(text=text)
        results.show(event.answer.found, nobody if text else self._hint())
        self.query_one("#middle").set_class(bool(text or event.answer.found), "-finding")
        if event.text != self._settled:
            self._settled = None
            if results.moved:
                self.highlighted()
            else:
                first = event.answer.first
                self._person = first.registration if first else None
                self.query_one(PersonCard).tell(first)

    def _hint(self) -> str:
        return _("Type the first letters of a name.\n\n⏎    arrival and badge\n↑ ↓  another person")

    @on(Results.Highlighted)
    def highlighted(self) -> None:
        """Show the card of the person chosen."""
        chosen = self.query_one(Results).chosen
        if chosen is not None:
            self._person = chosen.registration
            self._show_card(chosen.registration.id)

    def _show_card(self, registration_id: str) -> None:
        self.query_one(PersonCard).ask(registration_id)

    # Letting in

    @on(Results.Picked)
    @on(SearchLine.Entered)
    def enter(self) -> None:
        """Let in the person chosen; where it may be somebody else, Enter is asked for once more."""
        results = self.query_one(Results)
        chosen = results.chosen
        if chosen is None:
            self._say_unknown()
        elif (
            doubt := doubt_of(results.found, chosen, moved=results.moved)
        ) and self._asked != chosen.registration.id:
            self._asked = chosen.registration.id
            name = called(chosen.registration)
            self.query_one(VerdictBand).say("read", "?", _("Is it this person?"), name, doubt)
            self.app.bell()
        else:
            self._admit(chosen.registration.id, Rule())

    def _say_unknown(self) -> None:
        line = self.query_one(SearchLine)
        unknown = Verdict(Outcome.UNKNOWN, self._station.list.id, read=line.value.strip())
        self.query_one(VerdictBand).answer(unknown)
        line.offer_anew()
        self.app.bell()

    @work(group="verdict", exit_on_error=False)
    async def scan(self, code: str) -> None:
        """Answer a code that was read; what is typed meanwhile stays."""
        self._show_verdict(await self._station.scan(code), Rule())

    @work(group="verdict", exit_on_error=False)
    async def _admit(self, registration_id: str, rule: Rule) -> None:
        typed = self.query_one(SearchLine).value
        verdict = await self._station.admit(registration_id, rule)
        if verdict.outcome in ADMITTED:
            self._clear_search(typed)
        self._show_verdict(verdict, rule)

    def _show_verdict(self, verdict: Verdict, rule: Rule) -> None:
        who = verdict.registration
        self._asked = ""
        self._person = who or self._person
        self._settled = self.query_one(SearchLine).value
        prints = self._printer is None or self._printer.trouble is None
        self.query_one(VerdictBand).answer(verdict, prints=prints)
        self.app.bell()
        if who is not None:
            self._show_card(who.id)
        if verdict.outcome is Outcome.AMBIGUOUS:
            codes = {one.code for one in verdict.candidates}
            self.query_one(SearchLine).value = codes.pop() if len(codes) == 1 else verdict.read
        if verdict.outcome is Outcome.NOTE and who is not None:
            self._read_note(who, rule)

    @work(group="dialog", exit_on_error=False)
    async def _read_note(self, who: Registration, rule: Rule) -> None:
        if await note_read(self.app, self._station, who):
            self._admit(who.id, Rule(rule.reason, note_read=True))

    @work(group="dialog", exit_on_error=False)
    async def action_let_in_anyway(self) -> None:
        """Let somebody in against a rule, with the reason written down."""
        who = self._chosen_person()
        if who is None:
            return
        if who.status is Status.BLOCKED:  # no reason opens this door
            self._admit(who.id, Rule())
            return
        title = _("Let in {name} anyway").format(name=called(who))
        if reason := await self.app.push_screen_wait(AskReason(title, TO_LET_IN)):
            self._admit(who.id, Rule(reason=reason))

    def _chosen_person(self) -> Registration | None:
        if self._person is None:
            self.query_one(VerdictBand).say("strange", "·", _("Choose somebody first"))
        return self._person

    # Undoing

    @work(group="verdict", exit_on_error=False)
    async def action_undo(self) -> None:
        """Undo the last arrival of this desk."""
        self._show_undone(await self._station.write(Desk.annul_last, list_id=self._station.list.id))

    @work(group="verdict", exit_on_error=False)
    async def action_undo_person(self) -> None:
        """Undo the arrival of the person on the card."""
        mark = await self._standing_mark()
        self._show_undone(await self._station.write(Desk.annul, mark) if mark else None)

    async def _standing_mark(self) -> Mark | None:
        if self._person is None:
            return None
        person = await self._station.search(Desk.person, self._person.id)
        standing = person.presences if person else ()
        here = (one for one in standing if one.list_id == self._station.list.id)
        return next((one.last.mark for one in here), None)

    def _show_undone(self, undone: Arrival | None) -> None:
        band = self.query_one(VerdictBand)
        if undone is None:
            band.say("strange", "·", _("Nothing to undo"))
            return
        band.say("known", "↶", _("Arrival undone"), undone.name, undone.organisation)
        self._show_card(undone.registration)

    def action_move(self, step: int) -> None:
        """Choose another person."""
        self.query_one(Results).move(step)

    def action_clear(self) -> None:
        """Begin anew."""
        self._clear_search()
        self._settled = ""
        self.query_one(PersonCard).tell(None)
        self._person = None
        self.rest()

    def _clear_search(self, typed: str | None = None) -> None:
        line = self.query_one(SearchLine)  # where the next name may stand behind what was typed
        line.value = "" if typed is None else line.value.removeprefix(typed)

    @work(group="dialog", exit_on_error=False)
    async def action_walk_in(self) -> None:
        """Register somebody who is on no list."""
        typed = self.query_one(SearchLine).value
        verdict = await self.app.push_screen_wait(WalkInScreen(self._station, typed))
        if verdict is not None:
            self._clear_search()
            self._show_verdict(verdict, Rule())

    @work(group="dialog", exit_on_error=False)
    async def action_correct(self) -> None:
        """Correct the person on the card."""
        chosen = self._chosen_person()
        if chosen is None:
            return
        who = await self.app.push_screen_wait(CorrectScreen(self._station, chosen))
        if who is not None:
            self._person = who
            self._show_card(who.id)
            self.query_one(VerdictBand).say(
                "good", "✓", _("Corrected"), called(who), _("A new badge is on its way.")
            )

    @work(group="dialog", exit_on_error=False)
    async def action_reprint(self) -> None:
        """Print another badge for the person on the card."""
        who = self._chosen_person()
        if who is None:
            return
        title = _("Another badge for {name}").format(name=called(who))
        if reason := await self.app.push_screen_wait(AskReason(title, TO_PRINT)):
            await self._station.write(jobs.reprint, who.id, reason=reason)
            self._show_card(who.id)
            self.query_one(VerdictBand).say("good", "✓", _("Badge on its way"), called(who), reason)

    def action_group(self) -> None:
        """Show everyone who comes together with the person on the card."""
        who = self._chosen_person()
        if who is not None:
            self.app.push_screen(GroupScreen(self._station, who, self._printer))

    # Staying up to date

    def _tick(self) -> None:
        status = self.query_one(StatusBar)
        status.where = f"{self._station.list.title} · {self._station.settings.desk}"
        status.time = self._station.hour(self._station.now())

    @work(group="heads", exit_on_error=False)
    async def _ask_heads(self) -> None:
        await self._heads.ask(self._station.list.id)

    async def _count_heads(self, list_id: str) -> tuple[Share, tuple[Arrival, ...]]:
        share = await self._station.count(Desk.share, list_id=list_id)
        return share, await self._station.count(Desk.latest, list_id=list_id, limit=6)

    def _show_heads(self, _id: str, heads: tuple[Share, tuple[Arrival, ...]]) -> None:
        share, arrivals = heads
        words = _("{present} of {expected} here").format(
            present=number(share.present), expected=number(share.expected)
        )
        self.query_one(TitleBar).end = words
        self.query_one(LastArrivals).arrivals = arrivals
