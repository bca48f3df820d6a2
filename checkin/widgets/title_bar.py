"""The line at the top of a screen: what it shows, and the one thing to know at its end."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class TitleBar(Widget):
    """Shows the event and the screen's name; what stands at the end is never cut."""

    DEFAULT_CSS = """
    TitleBar {
        height: 1; width: 100%; padding: 0 1;
        background: $primary; color: $background; text-style: bold;
    }
    """

    end: reactive[str] = reactive("")

    def __init__(self, *parts: str) -> None:
        super().__init__()
        self._parts = parts

    def render(self) -> Content:
        room = max(1, self.size.width - len(self.end) - 1)
        start = Content(" · ".join(part for part in self._parts if part))
        return Content.assemble(start.truncate(room, ellipsis=True, pad=True), " ", self.end)
