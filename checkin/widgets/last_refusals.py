"""Who was turned away last, newest first."""

from collections.abc import Callable

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from checkin.language import _
from checkin.wording import OUTCOMES
from db.records import Refusal

HOUR = 6  # cells
WIDE = 60  # where there is room for the desk


class LastRefusals(Widget):
    """Shows the newest refusals of all lists, as many as fit: when, why, who, where."""

    refusals: reactive[tuple[Refusal, ...]] = reactive(())

    def __init__(self, hour: Callable[[int], str], *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._hour = hour

    def render(self) -> Content:
        if not self.refusals:
            return Content.assemble((_("Nobody was turned away."), "$quiet"))
        shown = self.refusals[: self.size.height]
        return Content("\n").join([self._line(refusal) for refusal in shown])

    def _line(self, refusal: Refusal) -> Content:
        saying = OUTCOMES[refusal.outcome]
        line = Content.assemble(
            (f"{self._hour(refusal.at):<{HOUR}}", "$error"),
            (f"{saying.symbol} {_(saying.word)}", "bold"),
            f"  {refusal.name or refusal.read}",
            (f"  {refusal.desk}" if self.size.width >= WIDE else "", "$quiet"),
        )
        return line.truncate(max(1, self.size.width), ellipsis=True)
