"""One quiet line: list in use, desk, printer, clock."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class StatusBar(Widget):
    """Shows where the desk stands; trouble with the printer is the one loud word in it."""

    DEFAULT_CSS = "StatusBar { height: 1; width: 100%; }"

    where: reactive[str] = reactive("")
    printer: reactive[str] = reactive("")
    trouble: reactive[bool] = reactive(default=False)
    time: reactive[str] = reactive("")

    def render(self) -> Content:
        left = Content.assemble((f" {self.where}", "bold"))
        style = "bold $tone-stop-text on $tone-stop" if self.trouble else ""
        right = Content.assemble((f" {self.printer} ", style), "  ", (f"{self.time} ", "bold"))
        room = max(1, self.size.width - right.cell_length)
        return Content.assemble(left.truncate(room, ellipsis=True, pad=True), right)
