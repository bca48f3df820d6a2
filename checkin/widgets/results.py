"""The people that a search found: two lines each, one of them chosen."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from textwrap import indent
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from checkin.language import _
from checkin.wording import called, described, status_word
from db.finding.emphasis import spans
from db.records import Found, Match, Status

LINES = 2


class Results(Widget):
    """Shows what was found; the choice stays with a person while the list around them changes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"results--{part}"
        for part in ("row", "chosen", "pointer", "quiet", "here", "refused", "note", "fits")
    }

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
        return Content.assemble((indent(self.empty, "  "), "$quiet"))

    def render_line(self, y: int) -> Strip:
        """Draw one line by itself: people change with every key."""
        if not self.found:
            return super().render_line(y)
        place, second = divmod(y, LINES)
        place += self._top()
        if place >= len(self.found) or y >= self.page * LINES:
            return Strip.blank(self.size.width, self._ground("row"))
        return self._line(self.found[place], second=bool(second), chosen=place == self.index)

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

    def _line(self, found: Found, *, second: bool, chosen: bool) -> Strip:
        """Draw a person's name and state, or what they are and where."""
        row = self._ground("chosen" if chosen else "row")
        who, width = found.registration, self.size.width
        if second:
            state, room = "", width - 3
            ink = row if chosen else row + self._ink("quiet")
            text = self._matched(described(who), found, ink)
        else:
            state, tone = self._state(found)
            room, ink = width - cell_len(state) - 4, row + Style(bold=True)
            near = _(" ≈ close spelling") if found.match is Match.FUZZY else ""
            text = [*self._matched(called(who), found, ink), Segment(near, ink)]
        pointer = Segment("▌ " if chosen else "  ", row + self._ink("pointer"))
        end = [Segment(f" {state} ", row + self._ink(tone))] if state else []
        strip = Strip([pointer, *_fitted(text, max(4, room), ink), *end])
        return strip.adjust_cell_length(width, row)

    def _ground(self, part: str) -> Style:
        return self.get_component_rich_style(f"results--{part}")

    def _ink(self, part: str) -> Style:
        return self.get_component_rich_style(f"results--{part}", partial=True)

    def _matched(self, text: str, found: Found, ink: Style) -> list[Segment]:
        """Underline the letters that answer to what was typed."""
        fits, segments, shown = ink + self._ink("fits"), [], 0
        for start, end in spans(text, found.words, misspelt=found.match is Match.FUZZY):
            segments += [Segment(text[shown:start], ink), Segment(text[start:end], fits)]
            shown = end
        return [*segments, Segment(text[shown:], ink)]

    def _state(self, found: Found) -> tuple[str, str]:
        """What stands at the end of the line: here since, or what keeps the person out."""
        who = found.registration
        if found.presence is not None and found.presence.here:
            return f"✓ {self._hour(found.presence.first.at)}", "here"
        if who.status is not Status.CONFIRMED:
            return f"✗ {status_word(who.status)}", "refused"
        return ("! " + _("note"), "note") if who.note else ("", "")


def _fitted(segments: Iterable[Segment], width: int, ink: Style) -> Iterator[Segment]:
    """Yield as much as there is room for, ended by an ellipsis where that is not all, or filled."""
    segments = list(segments)
    if sum(segment.cell_length for segment in segments) > width:
        segments = [*Strip(segments).crop(0, width - 1), Segment("…", ink)]
    yield from segments
    left = width - sum(segment.cell_length for segment in segments)
    if left > 0:
        yield Segment(" " * left, ink)
