"""Who came last, newest first."""

from collections.abc import Callable

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from checkin.language import _
from db.records import Arrival

HOUR = 6  # cells
DESK = 16
WIDE = 60  # where there is room for the desk


class LastArrivals(Widget):
    """Shows the newest arrivals of the list, as many as fit."""

    arrivals: reactive[tuple[Arrival, ...]] = reactive(())

    def __init__(self, hour: Callable[[int], str], *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._hour = hour

    def render(self) -> Content:
        if not self.arrivals:
            return Content.assemble((_("Nobody has come yet."), "$quiet"))
        shown = self.arrivals[: self.size.height]
        return Content("\n").join([self._line(arrival) for arrival in shown])

    def _line(self, arrival: Arrival) -> Content:
        wide = self.size.width >= WIDE
        room = max(20, self.size.width - HOUR - 2 - (DESK if wide else 0))
        names = room * 2 // 5 if wide else room * 3 // 5
        name = Content(arrival.name).truncate(names, ellipsis=True, pad=True)
        place = Content(arrival.organisation).truncate(room - names, ellipsis=True, pad=True)
        return Content.assemble(
            (f"{self._hour(arrival.at):<{HOUR}}", "$success"),
            name.stylize("bold"),
            " ",
            place.stylize("$quiet"),
            (f" {arrival.desk[:DESK]}" if wide else "", "$quiet"),
        )
