"""How many are here, large; of how many, at which pace, and when all will be."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Digits, Label

from checkin.language import _
from checkin.wording import number
from db.figures import Rate, forecast, lately
from db.records import Share


class Total(Vertical):
    """Shows one list; the forecast says what time it will be if people go on coming like this."""

    DEFAULT_CSS = """
    Total { padding: 0 1 0 2; }
    Total Label { width: 100%; height: 1; text-overflow: ellipsis; text-wrap: nowrap; }
    Total #here { width: 100%; color: $foreground; text-style: bold; }
    Total #pace, Total #forecast { color: $quiet; }
    """

    def __init__(self, hour: Callable[[int], str], *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._hour = hour

    def compose(self) -> ComposeResult:
        yield Digits("", id="here")
        for name in ("due", "pace", "forecast"):
            yield Label("", id=name)

    def show(self, share: Share, rate: Rate, now: int) -> None:
        """Show the numbers of one list."""
        self.query_one("#here", Digits).update(str(share.present))
        due = _("here of {expected} expected").format(expected=number(share.expected))
        part = f" · {share.present * 100 // share.expected} %" if share.expected else ""
        words = _("{count} in the last 15 minutes").format(count=number(lately(rate, now)))
        end = forecast(share, rate, now)
        told = _("all here at {time} at this pace").format(time=self._hour(end)) if end else ""
        for name, text in (("due", due + part), ("pace", words), ("forecast", told)):
            self.query_one(f"#{name}", Label).update(text)
