"""Who was turned away last, newest first."""

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.widgets import Static

from checkin.language import _
from checkin.wording import OUTCOMES
from db.records import Refusal


class LastRefusals(Static):
    """Shows the newest refusals of all lists: when, why, who, and at which desk."""

    def __init__(self, hour: Callable[[int], str], *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._hour = hour

    def show(self, refusals: Sequence[Refusal]) -> None:
        """Show these refusals."""
        if not refusals:
            self.update(Content.assemble((_("Nobody was turned away."), "$quiet")))
            return
        self.update(Content("\n").join(self._line(refusal) for refusal in refusals))

    def _line(self, refusal: Refusal) -> Content:
        saying = OUTCOMES[refusal.outcome]
        return Content.assemble(
            (f"{self._hour(refusal.at):>5} ", "$error"),
            (f"{saying.symbol} {_(saying.word)}", "bold"),
            f"  {refusal.name or refusal.read}",
            (f"  {refusal.desk}", "$quiet"),
        )
