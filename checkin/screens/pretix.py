"""pretix: how this desk stands with it, and what it refused, to be settled."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from checkin.language import _, marked, ngettext
from checkin.newest import Newest
from checkin.pretix import Doing, PretixStanding, refusals
from checkin.pretix.refusals import Refused
from checkin.screens.desk_screen import DeskScreen
from checkin.station import Station
from checkin.widgets.choices import Choices
from checkin.widgets.key_bar import KeyBar
from checkin.widgets.title_bar import TitleBar
from checkin.wording import number

EVERY = 1.0  # seconds between looks at how it stands

WORDS = {
    Doing.STARTING: marked("It begins in a moment."),
    Doing.READING: marked("It is being read for the first time."),
    Doing.IN_STEP: marked("This desk is in step with it."),
    Doing.OTHER_DESK: marked("The desk {holder} talks to it for all."),
    Doing.AWAY: marked("It does not answer: the desk decides alone, and tells it later."),
    Doing.TURNED_AWAY: marked("It does not admit this desk: nothing is lost."),
}


class PretixScreen(DeskScreen[None]):
    """Settles one refusal at a time; the desk itself goes on."""

    CSS_PATH = "pretix.tcss"
    KEYS: ClassVar = [
        Binding("escape", "dismiss", marked("Back")),
        Binding("enter", "again", marked("Send again")),
        Binding("delete", "leave", marked("Leave it so")),
        Binding("f1", "app.help", marked("Help")),
    ]
    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)

    def __init__(self, station: Station) -> None:
        super().__init__()
        self._station = station
        self._refused: dict[str, Refused] = {}
        self._newest = Newest(self._read, self._show)

    def compose(self) -> ComposeResult:
        yield TitleBar(self._station.event.name, "pretix")
        yield Static("", id="standing", markup=False)
        with Vertical(id="refused"):
            yield Static("", id="none")
            yield Choices(self._lines, (), id="refusals")
        yield KeyBar(self.KEYS)

    def on_mount(self) -> None:
        self.set_interval(EVERY, self._look)
        self._look()
        self.query_one(Choices).focus()
        self.refresh_copy()

    def refresh_copy(self) -> None:
        """Ask again what is to be settled."""
        self._ask()

    @work(group="refused", exit_on_error=False)
    async def _ask(self) -> None:
        await self._newest.ask("")

    async def _read(self, _key: str) -> tuple[Refused, ...]:
        return await self._station.count(refusals.refused)

    def _show(self, _key: str, refused: tuple[Refused, ...]) -> None:
        self._refused = {one.id: one for one in refused}
        self.query_one(Choices).offer(self._refused)
        none = "" if refused else _("Nothing is refused.")
        self.query_one("#none", Static).update(none)

    def _look(self) -> None:
        if self._station.pretix is not None:
            standing = self._station.pretix.standing
            self.query_one("#standing", Static).update(standing_sentence(standing))
            if standing.refused != len(self._refused):
                self.refresh_copy()

    def _lines(self, key: str) -> Iterator[Content]:
        """Yield whom it is about and when, then why pretix did not take it."""
        one = self._refused[key]
        when = self._station.hour(one.at)
        yield Content.assemble((one.who or "?", "bold"), f" · {one.what} · {when}")
        yield Content(one.said)

    @on(Choices.OptionSelected)
    def action_again(self) -> None:
        """Send what the pointer stands at again."""
        self._settle(again=True)

    def action_leave(self) -> None:
        """Leave it as pretix has it."""
        self._settle(again=False)

    @work(group="settle", exit_on_error=False)
    async def _settle(self, *, again: bool) -> None:
        one = self._refused.get(self.query_one(Choices).pointed)
        if one is not None:
            await self._station.write(refusals.settle, one.mark, again=again)
            await self._newest.ask("")


def standing_sentence(standing: PretixStanding) -> str:
    """Return how the desk stands with pretix, in a sentence and its numbers."""
    told = ngettext("{count} to tell", "{count} to tell", standing.waiting)
    people = ngettext("{count} person", "{count} people", standing.people)
    sentence = _(WORDS[standing.doing]).format(holder=standing.holder)
    counted = " · ".join(
        (people.format(count=number(standing.people)), told.format(count=number(standing.waiting)))
    )
    return "\n".join(filter(None, (sentence, counted, standing.said)))
