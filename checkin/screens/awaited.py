"""Attendus : who of those that the organisers look out for is not here yet."""

from collections.abc import Iterator
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label

from checkin.desk import Desk
from checkin.language import _, marked, ngettext
from checkin.newest import Newest
from checkin.screens.desk_screen import DeskScreen
from checkin.station import Station
from checkin.widgets.choices import Choices
from checkin.widgets.key_bar import KeyBar
from checkin.wording import number
from db import awaited
from db.records import CheckInList, Registration

WIDTH = 66  # cells of a line
EVERY = 5.0  # seconds between looks at the copy when nothing was written here

People = tuple[Registration, ...]


class AwaitedScreen(DeskScreen[None], ModalScreen[None]):
    """Shortens by itself while they arrive, at whichever desk."""

    CSS_PATH = "awaited.tcss"
    KEYS: ClassVar = [
        Binding("escape", "dismiss", marked("Back")),
        Binding("f4", "dismiss", marked("Back"), show=False),
    ]
    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)

    def __init__(self, station: Station, listing: CheckInList) -> None:
        super().__init__()
        self._station = station
        self._list = listing
        self._people: dict[str, Registration] = {}
        self._newest = Newest(self._look, self._show)

    def compose(self) -> ComposeResult:
        with Vertical(id="window"):
            yield Label(self._list.title, id="heading", markup=False)
            yield Label("", id="told", markup=False)
            yield Choices(self._lines, (), id="people")
            yield KeyBar(self.KEYS)

    def on_mount(self) -> None:
        self.set_interval(EVERY, self.refresh_copy)
        self.refresh_copy()

    def refresh_copy(self) -> None:
        """Look again who is not here, off the loop."""
        self._ask(self._list)

    @work(group="awaited", exit_on_error=False)
    async def _ask(self, listing: CheckInList) -> None:
        await self._newest.ask(listing)

    async def _look(self, listing: CheckInList) -> People:
        return await self._station.count(_not_here, listing)

    def _show(self, _listing: CheckInList, people: People) -> None:
        self._people = {who.id: who for who in people}
        self.query_one("#told", Label).update(self._told(len(people)))
        self.query_one(Choices).offer(self._people)

    def _told(self, count: int) -> str:
        event = self._station.event
        titles = ", ".join(event.category_title(one.id) for one in event.categories if one.awaited)
        if not titles:
            return _("No category of this event is one to look out for (awaited = true).")
        if not count:
            return _("{categories}: all are here.").format(categories=titles)
        words = ngettext(
            "{categories}: {count} not here yet", "{categories}: {count} not here yet", count
        )
        return words.format(categories=titles, count=number(count))

    def _lines(self, registration_id: str) -> Iterator[Content]:
        """Yield somebody's name and category, then what tells them from others."""
        who = self._people[registration_id]
        category = self._station.event.category_title(who.category)
        name = Content.assemble(f"{who.given_name} ", who.family_name.upper()).stylize("bold")
        yield _beside(name, category)
        place = " · ".join(filter(None, (who.organisation, who.function)))
        yield _beside(Content(place or "—").stylize("$quiet"), who.phone)


def _beside(words: Content, end: str) -> Content:
    """Return a line that begins with the words and has `end` at its end."""
    room = WIDTH - len(end) - 1
    return Content.assemble(words.truncate(room, ellipsis=True, pad=True), " ", (end, "$quiet"))


def _not_here(desk: Desk, listing: CheckInList) -> People:
    return awaited.of(desk.copy, listing, desk.event.awaited)
