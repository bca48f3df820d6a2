"""Who came last, newest first."""

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.widgets import Static

from checkin.language import _
from db.records import Arrival


class LastArrivals(Static):
    """Shows the newest arrivals of the list."""

    def __init__(self, hour: Callable[[int], str], *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._hour = hour
        self._arrivals: Sequence[Arrival] = ()

    def show(self, arrivals: Sequence[Arrival]) -> None:
        """Show these arrivals."""
        self._arrivals = arrivals
        if not arrivals:
            self.update(Content.from_markup("[$quiet]$words[/]", words=_("Nobody has come yet.")))
            return
        self.update(Content("\n").join(self._line(arrival) for arrival in arrivals))

    def _line(self, arrival: Arrival) -> Content:
        return Content.assemble(
            (f"{self._hour(arrival.at):>5} ", "$success"),
            (arrival.name, "bold"),
            (f"  {arrival.organisation}", "$quiet"),
            (f"  {arrival.desk}", "$quiet"),
        )
