"""The people that a search found: two lines each, one of them chosen."""

from collections.abc import Callable, Sequence
from textwrap import indent

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from checkin.language import _
from checkin.wording import called, described, status_word
from db.finding.emphasis import spans
from db.records import Found, Match, Status

LINES = 2


class Results(Widget):
    """Shows what was found; the choice stays with a person while the list around them changes."""

    class Highlighted(Message):
        """Somebody chose another person of those shown."""

    class Picked(Message):
        """The chosen person was clicked once more: the same as Enter."""

    found: reactive[tuple[Found, ...]] = reactive(())
    index: reactive[int] = reactive(0)
    empty: reactive[str] = reactive("")

    def __init__(self, hour: Callable[[int], str], *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._hour = hour
        self._moved = False

    @property
    def chosen(self) -> Found | None:
        """The person that Enter would let in."""
        return self.found[self.index] if self.index < len(self.found) else None

    def show(self, found: Sequence[Found], empty: str = "") -> None:
        """Show these people; `empty` says why there are none."""
        before = self.chosen if self._moved else None
        self.empty = empty
        self.found = tuple(found)
        places = {one.registration.id: place for place, one in enumerate(found)}
        kept = places.get(before.registration.id) if before else None
        self._moved = kept is not None
        self.index = kept or 0

    def move(self, step: int) -> None:
        """Choose another person, `step` lines away."""
        if self.found:
            self._choose(max(0, min(len(self.found) - 1, self.index + step)))

    @property
    def moved(self) -> bool:
        """Whether somebody chose by hand among those found."""
        return self._moved

    @property
    def page(self) -> int:
        """How many people fit."""
        return max(1, self.size.height // LINES)

    def render(self) -> Content:
        if not self.found:
            return Content.assemble((indent(self.empty, "  "), "$quiet"))
        top = self._top()
        rows = [
            self._row(found, chosen=top + place == self.index)
            for place, found in enumerate(self.found[top : top + self.page])
        ]
        return Content("\n").join(rows)

    def on_click(self, event: events.Click) -> None:
        place = self._top() + event.y // LINES
        if place == self.index and self.chosen:
            self.post_message(self.Picked())
        elif place < len(self.found):
            self._choose(place)

    def on_mouse_scroll_down(self) -> None:
        self.move(1)

    def on_mouse_scroll_up(self) -> None:
        self.move(-1)

    def _choose(self, index: int) -> None:
        self.index, self._moved = index, True
        self.post_message(self.Highlighted())

    def _top(self) -> int:
        return max(0, self.index - self.page + 1)

    def _row(self, found: Found, *, chosen: bool) -> Content:
        who, width = found.registration, self.size.width
        state, tone = self._state(found)
        near = _(" ≈ close spelling") if found.match is Match.FUZZY else ""
        pointer = "▌" if chosen else " "
        room = max(4, width - len(state) - 4)
        name = (self._matched(called(who), found) + near).truncate(room, ellipsis=True, pad=True)
        place = self._matched(described(who), found)
        place = place.truncate(max(4, width - 3), ellipsis=True, pad=True)
        lines = Content.assemble(
            (f"{pointer} ", "$accent"),
            name.stylize("bold"),
            (f" {state} ", tone),
            "\n",
            (f"{pointer} ", "$accent"),
            place if chosen else place.stylize("$quiet"),
            " ",
        )
        return lines.stylize_before("$chosen-text on $chosen") if chosen else lines

    def _matched(self, text: str, found: Found) -> Content:
        """Underline the letters that answer to what was typed."""
        content = Content(text)
        for start, end in spans(text, found.words, misspelt=found.match is Match.FUZZY):
            content = content.stylize("underline", start, end)
        return content

    def _state(self, found: Found) -> tuple[str, str]:
        """What stands at the end of the line: here since, or what keeps the person out."""
        who = found.registration
        if found.presence is not None and found.presence.here:
            return f"✓ {self._hour(found.presence.first.at)}", "bold $success"
        if who.status is not Status.CONFIRMED:
            return f"✗ {status_word(who.status)}", "bold $error"
        return ("! " + _("note"), "bold $warning") if who.note else ("", "")
