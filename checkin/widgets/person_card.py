"""The card of one person: who they are, where they go, what must be known of them."""

from collections.abc import Iterator

from rich.style import Style
from textual.content import Content
from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from checkin.desk import Desk
from checkin.language import _
from checkin.newest import Newest
from checkin.station import Station
from checkin.wording import JOB_STATES, JOB_SYMBOLS, described, milliseconds, status_word, weekday
from db import answers
from db.records import Direction, Person, Presence, Registration, Status


class PersonCard(ScrollView, can_focus=False):
    """Shows a person; nobody leaves it empty. What is longer than its place is scrolled."""

    DEFAULT_CSS = """
    PersonCard {
        overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1;
        scrollbar-background: $background; scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
    }
    """

    # It is another with every key; nothing around it moves for that.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def __init__(self, station: Station, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._event = station.event
        self._hour = station.hour
        self._now = station.now
        self._station = station
        self._person: Person | None = None
        self._words = Content("")
        self._lines: list[Strip] = []
        self._newest = Newest(self._read, self._show)

    def ask(self, registration_id: str) -> None:
        """Show what the copy knows of somebody now; the screen tells when that fails."""
        asking = self._newest.ask(registration_id)
        self.screen.run_worker(asking, group="card", exit_on_error=False)

    def tell(self, person: Person | None) -> None:
        """Show somebody who was just looked up, or nobody."""
        self._newest.told(person.registration.id if person else "", person)

    async def _read(self, registration_id: str) -> Person | None:
        return await self._station.search(Desk.person, registration_id)

    def _show(self, registration_id: str, person: Person | None) -> None:
        """Show somebody with what they still go to, or nobody."""
        if person == self._person:
            return
        if self._person is None or registration_id != self._person.registration.id:
            self.scroll_y = 0
        self._person = person
        self._words = Content("\n").join(self._parts(person)) if person else Content("")
        self._wrap()

    def _wrap(self) -> None:
        """Break the words into lines of the card's width."""
        width, words = self.scrollable_content_region.width, self._words
        told = width and words.plain
        wrapped = told and Visual.to_strips(self, words, width, None, self.visual_style)
        self._lines = wrapped or []
        self.virtual_size = Size(width, len(self._lines))
        self.vertical_scrollbar.window_virtual_size = len(self._lines)
        self.refresh()

    def on_resize(self) -> None:
        self._wrap()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._wrap()

    def render(self) -> Content:
        return self._words

    def render_line(self, y: int) -> Strip:
        line = y + self.scroll_offset.y
        if line < len(self._lines):
            return self._lines[line]
        _around, ground = self.background_colors
        return Strip.blank(self.size.width, Style.from_color(bgcolor=ground.rich_color))

    def _parts(self, person: Person) -> Iterator[Content]:
        yield from self._who(person.registration)
        yield from self._warnings(person.registration)
        yield from (self._presence(presence) for presence in person.presences)
        yield from self._badge(person)
        yield from self._programme(person.registration)
        yield from self._answers(person.registration)

    def _who(self, who: Registration) -> Iterator[Content]:
        yield Content.assemble((who.given_name, "bold"))
        yield Content.assemble((who.family_name.upper(), "bold $primary"))
        for text in described(who).split(" · "):
            if text:
                yield Content(text)
        category = self._event.category_title(who.category)
        yield Content.assemble((" · ".join(filter(None, (category, who.country))), "$quiet"))

    def _warnings(self, who: Registration) -> Iterator[Content]:
        if who.note:
            yield Content.assemble((f"! {who.note}", "bold $warning"))
        if who.status is not Status.CONFIRMED:
            yield Content.assemble((f"✗ {status_word(who.status)}", "bold $error"))
        if who.missing:
            yield Content.assemble((_("No longer on the newest list"), "$warning"))
        if who.companions:
            yield Content(_("With: {companions}").format(companions=who.companions))

    def _presence(self, presence: Presence) -> Content:
        title = self._event.check_in_list(presence.list_id).title
        if presence.here:
            since = self._hour(presence.first.at)
            words = _("✓ {list}: here since {time}, {desk}")
            text = words.format(list=title, time=since, desk=presence.first.desk)
            return Content.assemble((text, "$success"))
        words = _("– {list}: left at {time}")
        left = presence.last.direction is Direction.EXIT
        text = words.format(list=title, time=self._hour(presence.last.at)) if left else title
        return Content.assemble((text, "$quiet"))

    def _badge(self, person: Person) -> Iterator[Content]:
        if person.jobs:
            last = person.jobs[-1]
            count = len(person.jobs)
            words = _("{symbol} Badge: {state}").format(
                symbol=JOB_SYMBOLS[last.state], state=_(JOB_STATES[last.state])
            )
            yield Content.assemble((f"{words} ({count})" if count > 1 else words, "$quiet"))

    def _programme(self, who: Registration) -> Iterator[Content]:
        sessions = {session.id: session for session in self._event.sessions}
        chosen = [sessions[one] for one in who.sessions if one in sessions]
        now = self._now()
        to_come = [session for session in chosen if milliseconds(session.end) > now]
        for session in sorted(to_come or chosen, key=lambda one: one.start):
            start = self._hour(milliseconds(session.start))
            room = f" · {session.room}" if session.room else ""
            when = f"{weekday(session.start)} {start} "
            yield Content.assemble((when, "bold"), f"{session.title}{room}")

    def _answers(self, who: Registration) -> Iterator[Content]:
        for question, answer in answers.of(who):
            yield Content.assemble((f"{question.rstrip(' :?')} : ", "$quiet"), answer)
