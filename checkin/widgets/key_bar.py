"""The keys of a screen at its foot; each can be clicked."""

from collections.abc import Sequence

from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget

from checkin.language import _, marked

SHOWN_KEYS = {
    "escape": "Esc",
    "enter": "⏎",
    "ctrl+g": "^G",
    "ctrl+z": "^Z",
    "ctrl+q": "^Q",
    "ctrl+p": "^P",
    "ctrl+s": "^S",
    "ctrl+t": "^T",
    "up": "↑",
    "down": "↓",
    "space": marked("Space"),
    "delete": marked("Del"),
}


def shown_key(key: str) -> str:
    """Return a key as it stands on a keyboard."""
    return _(SHOWN_KEYS.get(key, key.upper()))


class KeyBar(Widget):
    """Shows as many of the bindings as fit, the first ones first."""

    DEFAULT_CSS = """
    KeyBar {
        height: 1; width: 100%;
        link-style: none; link-color: $foreground; link-background: transparent;
        link-style-hover: bold; link-color-hover: $chosen-text; link-background-hover: $chosen;
    }
    """

    def __init__(self, bindings: Sequence[Binding]) -> None:
        super().__init__()
        self._keys = [binding for binding in bindings if binding.show and binding.description]

    def render(self) -> Content:
        parts: list[Content] = []
        room = self.size.width - 1
        for binding in self._keys:
            action = binding.action if "." in binding.action else f"screen.{binding.action}"
            part = Content.assemble(
                (f" {shown_key(binding.key)} ", "bold $primary on $panel"),
                Content.from_markup(f"[@click={action}] $words[/]", words=_(binding.description)),
            )
            room -= part.cell_length + 1
            if room < 0:
                break
            parts.append(part)
        return Content(" ").join(parts)
