"""Listes: which check-in list to enter people on, or to look at."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label

from checkin.desk import Desk
from checkin.language import _, marked
from checkin.newest import Newest
from checkin.screens.desk_screen import DeskScreen
from checkin.station import Station
from checkin.widgets.choices import Choices
from checkin.widgets.key_bar import KeyBar
from checkin.wording import number
from db.admission import is_open
from db.records import CheckInList, Share, Tally

WIDTH = 66  # cells of a line

WEEKDAYS = (
    *(marked("Monday"), marked("Tuesday"), marked("Wednesday"), marked("Thursday")),
    *(marked("Friday"), marked("Saturday"), marked("Sunday")),
)


def standing_of(listing: CheckInList, now: int) -> int:
    """Return 0 for a list that is open, 1 for one still to come, 2 for one that is over."""
    if is_open(listing, now):
        return 0
    return 1 if any(closes > now for _opens, closes in listing.hours) else 2


class ListsScreen(DeskScreen[str], ModalScreen[str]):
    """Dismisses with the id of the list that was chosen; empty when none was."""

    CSS_PATH = "lists.tcss"
    KEYS: ClassVar = [
        Binding("enter", "choose", marked("Choose this list")),
        Binding("escape", "dismiss('')", marked("Never mind")),
        Binding("f7", "dismiss('')", marked("Never mind"), show=False),
    ]
    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)

    def __init__(self, station: Station, chosen: str = "", heading: str = "") -> None:
        super().__init__()
        self._station = station
        self._chosen = chosen or station.list.id
        self._heading = heading
        self._tally = Newest(self._count, self._show)
        self._shares: dict[str, Share] = {}

    def compose(self) -> ComposeResult:
        heading = self._heading or _("On which list does this desk enter people?")
        now = self._station.now()
        lists = sorted(self._station.event.lists, key=lambda one: standing_of(one, now))
        with Vertical(id="window"):
            yield Label(heading, id="heading")
            yield Choices(self._lines, (one.id for one in lists), id="lists")
            yield KeyBar(self.KEYS)

    def on_mount(self) -> None:
        self.query_one(Choices).point_at(self._chosen)
        self.refresh_copy()

    def refresh_copy(self) -> None:
        """Count again who is where."""
        self._ask(self._chosen)

    @on(Choices.OptionSelected)
    def selected(self, event: Choices.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_choose(self) -> None:
        """Choose the list that the cursor is on."""
        self.query_one(Choices).action_select()

    @work(group="tally", exit_on_error=False)
    async def _ask(self, list_id: str) -> None:
        await self._tally.ask(list_id)

    async def _count(self, list_id: str) -> Tally:
        return await self._station.count(Desk.tally, list_id=list_id)

    def _show(self, _id: str, tally: Tally) -> None:
        self._shares = {share.key: share for share in tally.lists}
        self.query_one(Choices).show()

    def _lines(self, list_id: str) -> Iterator[Content]:
        """Yield a list's title and numbers, then whether people can be entered on it."""
        listing, share = self._station.event.check_in_list(list_id), self._shares.get(list_id)
        numbers = f"{number(share.present)} / {number(share.expected)}" if share else ""
        title = Content(listing.title).truncate(WIDTH - len(numbers) - 1, ellipsis=True, pad=True)
        yield Content.assemble(title, " ", numbers).stylize("bold")
        parts = [self._standing(listing), self._hours(listing)]
        if listing.capacity:
            parts.append(_("room for {count}").format(count=number(listing.capacity)))
        if list_id == self._chosen:
            parts.append(_("● chosen now"))
        yield Content("   ".join(parts))

    def _standing(self, listing: CheckInList) -> str:
        """Say whether people can be entered now."""
        share = self._shares.get(listing.id)
        if not is_open(listing, self._station.now()):
            return _("◷ closed")
        if share and listing.capacity and share.present >= listing.capacity:
            return _("▣ full")
        return _("✓ open")

    def _hours(self, listing: CheckInList) -> str:
        zone, hour = self._station.event.timezone, self._station.hour
        return ", ".join(
            _("{weekday} {day}, {opens}–{closes}").format(
                weekday=_(
                    WEEKDAYS[(begin := datetime.fromtimestamp(opens / 1000, zone)).weekday()]
                ),
                day=begin.day,
                opens=hour(opens),
                closes=hour(closes),
            )
            for opens, closes in listing.hours
        ) or _("at any hour")
