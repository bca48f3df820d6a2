"""Tableau de bord: the organisers' numbers, live, without holding up the desk."""

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, Horizontal, Vertical
from textual.markup import escape
from textual.widget import Widget
from textual.widgets import Static

from checkin.desk import Desk
from checkin.language import _, marked, ngettext
from checkin.newest import Newest
from checkin.printing import PrinterState, sentence
from checkin.screens.desk_screen import DeskScreen
from checkin.screens.lists import ListsScreen
from checkin.station import Station
from checkin.widgets.bars import Bar, Bars, together
from checkin.widgets.key_bar import KeyBar
from checkin.widgets.last_arrivals import LastArrivals
from checkin.widgets.last_refusals import LastRefusals
from checkin.widgets.plot import Plot, Rate
from checkin.widgets.title_bar import TitleBar
from checkin.widgets.total import Total
from checkin.wording import JOB_STATES, JOB_SYMBOLS, number
from db.admission import is_open
from db.counts import SLOT
from db.records import CheckInList, JobState, Share, Tally

EVERY = 2.0  # seconds between looks at the copy when nothing was written here
RECENT = 15 * 60 * 1000  # ms for which it is said that somebody tried codes

# Badges by state, those first that somebody must look at.
SPOOL = (
    *(JobState.FAILED, JobState.UNKNOWN, JobState.QUEUED, JobState.PRINTING),
    *(JobState.SENT, JobState.PRINTED, JobState.CANCELLED),
)


W = TypeVar("W", bound=Widget)


class DashboardScreen(DeskScreen[None]):
    """Looks at one list at a time; the desk goes on entering people on its own."""

    CSS_PATH = "dashboard.tcss"
    KEYS: ClassVar = [
        Binding("escape", "dismiss", marked("Back")),
        Binding("f6", "dismiss", marked("Back"), show=False),
        Binding("f4", "awaited", marked("Awaited")),
        Binding("f7", "look_at", marked("Another list")),
        Binding("f5", "app.badges", marked("Queue")),
        Binding("f8", "desks", marked("Desks")),
        Binding("f1", "app.help", marked("Help")),
    ]
    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)

    def __init__(self, station: Station, printer: PrinterState | None = None) -> None:
        super().__init__()
        self._station = station
        self._list = station.list
        self._tally = Newest(self._count, self._show)
        self._trouble = _trouble_of(printer)

    def compose(self) -> ComposeResult:
        hour = self._station.hour
        yield TitleBar(self._station.event.name, _("The event in numbers"))
        with Horizontal(id="top"):
            yield _titled(Total(hour, id="total"), self._list.title)
            yield _titled(Plot(SLOT, hour, id="plot"), _("Arrivals per 5 minutes"))
        with Grid(id="panels"):
            yield _titled(Bars(_other_lists, id="by-list"), _("By list"))
            yield _titled(Bars(_others, id="by-category"), _("By category"))
            yield _titled(Bars(_others, id="by-country"), _("By country"))
            with Vertical(id="news"):
                yield _titled(LastArrivals(hour, id="newest"), _("Last arrivals"))
                yield _titled(LastRefusals(hour, id="refused"), "")
        yield Static("", id="spool")
        yield KeyBar(self.KEYS)

    def on_mount(self) -> None:
        self._timer = self.set_interval(EVERY, self._look_again)
        self.refresh_copy()

    def on_screen_resume(self) -> None:
        self.refresh_copy()

    def refresh_copy(self) -> None:
        """Count again, off the loop."""
        self._ask(self._list)

    def show_printer(self, printer: PrinterState) -> None:
        """Tell what keeps badges from coming out, beside how many wait for it."""
        self._trouble = _trouble_of(printer)
        self.refresh_copy()

    def trouble(self, sentence: str) -> None:
        """Show what is wrong once, and look again when something is written."""
        self._timer.pause()
        super().trouble(sentence)

    @work(group="dialog", exclusive=True, exit_on_error=False)
    async def action_look_at(self) -> None:
        """Look at another list; the desk keeps its own."""
        chosen = await self.app.push_screen_wait(
            ListsScreen(self._station, self._list.id, _("Which list to look at?"))
        )
        if chosen:
            self._list = self._station.event.check_in_list(chosen)
            self.refresh_copy()

    def action_awaited(self) -> None:
        """Look at who of those that are looked out for is not here yet."""
        from checkin.screens.awaited import AwaitedScreen

        self.app.push_screen(AwaitedScreen(self._station, self._list))

    def action_desks(self) -> None:
        """Look at the desks, and at whom two of them let in."""
        from checkin.screens.desks import DesksScreen

        self.app.push_screen(DesksScreen(self._station))

    def _look_again(self) -> None:
        if self.is_current:
            self.refresh_copy()

    @work(group="tally", exit_on_error=False)
    async def _ask(self, listing: CheckInList) -> None:
        await self._tally.ask(listing)

    async def _count(self, listing: CheckInList) -> Tally:
        return await self._station.count(Desk.tally, list_id=listing.id)

    def _show(self, listing: CheckInList, tally: Tally) -> None:
        self._timer.resume()
        now = self._station.now()
        self.query_one(TitleBar).end = self._station.hour(now)
        _titled(self.query_one("#total"), listing.title)
        share = Share(tally.list_id, tally.expected, tally.present)
        self.query_one(Total).show(share, tally.rate, now)
        self.query_one("#plot", Plot).rate = Rate(tally.rate, now)
        self._show_shares(tally, now)
        self.query_one(LastArrivals).arrivals = tally.arrivals
        refused = self._refused(tally, now)
        _titled(self.query_one(LastRefusals), refused).refusals = tally.refusals
        self._show_spool(dict(tally.jobs), tally.conflicts)

    def _refused(self, tally: Tally, now: int) -> str:
        """Return how many were refused; where somebody tried codes lately, that instead."""
        for one in tally.guessing:
            if now - one.at < RECENT:
                words = _("! {desk}, {time}: {count} codes tried")
                return words.format(count=one.count, desk=one.desk, time=self._station.hour(one.at))
        return _("Refusals ({count})").format(count=number(tally.refused))

    def _show_shares(self, tally: Tally, now: int) -> None:
        event = self._station.event
        lists = {one.id: one for one in event.lists}
        chosen = tally.list_id
        by_list = sorted(
            tally.lists,
            key=lambda share: (share.key != chosen, not is_open(lists[share.key], now)),
        )
        self.query_one("#by-list", Bars).bars = tuple(
            Bar(lists[one.key].title, one.present, one.expected, one.key == chosen)
            for one in by_list
        )
        self.query_one("#by-category", Bars).bars = tuple(
            _bar(event.category_title(one.key) or _("no category"), one) for one in tally.categories
        )
        self.query_one("#by-country", Bars).bars = tuple(
            _bar(one.key or _("no country"), one) for one in tally.countries
        )

    def _show_spool(self, jobs: dict[JobState, int], conflicts: int) -> None:
        line = self.query_one("#spool", Static)
        doubtful = jobs.get(JobState.FAILED, 0) + jobs.get(JobState.UNKNOWN, 0)
        line.set_class(bool(doubtful or self._trouble or conflicts), "-trouble")
        words = [
            f"{JOB_SYMBOLS[state]} {_(JOB_STATES[state])} {number(jobs[state])}"
            for state in SPOOL
            if state in jobs
        ]
        told = f"! {self._trouble}   " if self._trouble else _("Badges") + "   "
        if conflicts:
            twice = ngettext(
                "{count} entered at two desks: F8", "{count} entered at two desks: F8", conflicts
            )
            told = f"! {twice.format(count=number(conflicts))}   {told}"
        line.update(told + "   ".join(words or [_("none yet")]))


def _titled(widget: W, title: str) -> W:
    widget.border_title = f" {escape(title)} "
    return widget.add_class("titled")


def _trouble_of(printer: PrinterState | None) -> str:
    return sentence(printer.trouble) if printer and printer.trouble else ""


def _bar(label: str, share: Share) -> Bar:
    return Bar(label, share.present, share.expected)


def _others(bars: Sequence[Bar]) -> Bar:
    return together(_("others ({count})").format(count=number(len(bars))), bars)


def _other_lists(bars: Sequence[Bar]) -> Bar:
    words = ngettext("and {count} other list: F7", "and {count} other lists: F7", len(bars))
    return Bar(words.format(count=len(bars)))
