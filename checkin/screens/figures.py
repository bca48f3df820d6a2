"""Chiffres: what an organiser's laptop sees of the event, numbers and desks, and nobody's name."""

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from checkin.event import Event
from checkin.figures import Bulletin
from checkin.language import _, marked
from checkin.replication import Standing
from checkin.widgets.bars import Bar, Bars, together
from checkin.widgets.desk_table import DeskTable
from checkin.widgets.key_bar import KeyBar
from checkin.widgets.plot import Plot, Rate
from checkin.widgets.title_bar import TitleBar
from checkin.widgets.total import Total
from checkin.wording import hour, number
from db.counts import SLOT
from db.records import Share

EVERY = 1.0  # seconds between two looks at what was heard

W = TypeVar("W", bound=Widget)


class FiguresScreen(Screen[None]):
    """Looks at one list at a time, and at all desks."""

    CSS_PATH = "figures.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual declares it so
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012 - as above
    KEYS: ClassVar = [
        Binding("up", "above", marked("List above")),
        Binding("down", "below", marked("List below")),
        Binding("escape", "dismiss", marked("Close")),
        Binding("ctrl+q", "dismiss", marked("Close"), show=False, priority=True),
    ]
    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)

    def __init__(self, event: Event, bulletin: Bulletin, now: Callable[[], int]) -> None:
        super().__init__()
        self._event = event
        self._bulletin = bulletin
        self._now = now
        self._list = event.check_in_list("")

    def compose(self) -> ComposeResult:
        yield TitleBar(self._event.name, _("The event in numbers"))
        with Horizontal(id="top"):
            yield Total(self._hour, id="total").add_class("titled")
            yield _titled(Plot(SLOT, self._hour, id="plot"), _("Arrivals per 5 minutes"))
        with Horizontal(id="shares"):
            yield _titled(Bars(_others, id="by-list"), _("By list"))
            yield _titled(Bars(_others, id="by-desk"), _("By desk, 15 min"))
        with _titled(Vertical(id="desks"), _("Desks")):
            yield DeskTable(self._hour)
        yield Static("", id="hub")
        yield KeyBar(self.KEYS)

    def on_mount(self) -> None:
        self.set_interval(EVERY, self._look)
        self._look()

    def action_above(self) -> None:
        """Look at the list above."""
        self._look_at(-1)

    def action_below(self) -> None:
        """Look at the list below."""
        self._look_at(1)

    def _look_at(self, step: int) -> None:
        lists = self._event.lists
        self._list = lists[(lists.index(self._list) + step) % len(lists)]
        self._look()

    def _look(self) -> None:
        now, heard = self._now(), self._bulletin.figures
        shares = {one.key: one for one in heard.lists}
        rate = heard.rates.get(self._list.id, ())
        self.query_one(TitleBar).end = self._hour(now)
        total = self.query_one(Total)
        total.border_title = f" {self._list.title} "
        total.show(shares.get(self._list.id, Share(self._list.id, 0, 0)), rate, now)
        self.query_one("#plot", Plot).rate = Rate(rate, now)
        self.query_one("#by-list", Bars).bars = tuple(
            Bar(one.title, share.present, share.expected, one == self._list)
            for one in sorted(self._event.lists, key=lambda one: one != self._list)
            if (share := shares.get(one.id))
        )
        self.query_one("#by-desk", Bars).bars = tuple(Bar(desk, came) for desk, came in heard.desks)
        table, seen = self.query_one(DeskTable), self._bulletin.desks
        silent = self._bulletin.silent_since
        table.now = now
        table.standing = Standing(silent, desks=tuple(seen[name] for name in sorted(seen)))
        self._show_hub(silent)

    def _show_hub(self, silent: int | None) -> None:
        line = self.query_one("#hub", Static)
        line.set_class(silent is not None, "-trouble")
        if not self._bulletin.admitted:
            line.update(_("! The hub does not let this laptop in: ask for a new code."))
        elif silent is not None:
            words = _("! No hub has answered since {time}: these are the numbers of then.")
            line.update(words.format(time=self._hour(silent)))
        else:
            line.update(_("Numbers only: this laptop receives nobody's name."))

    def _hour(self, at: int) -> str:
        return hour(at, self._event.timezone)


def _titled(widget: W, title: str) -> W:
    widget.border_title = f" {title} "
    return widget.add_class("titled")


def _others(bars: Sequence[Bar]) -> Bar:
    return together(_("others ({count})").format(count=number(len(bars))), bars)
