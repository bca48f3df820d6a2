"""The card of one person: who they are, where they go, what must be known of them."""

from collections.abc import Iterator

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from checkin.desk import Desk
from checkin.language import _
from checkin.newest import Newest
from checkin.station import Station
from checkin.wording import JOB_STATES, JOB_SYMBOLS, described, milliseconds, status_word, weekday
from db import answers
from db.records import Direction, Person, Presence, Registration, Status


class PersonCard(Static):
    """Shows a person; nobody leaves it empty."""

    def __init__(self, station: Station, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.visible = False
        self._event = station.event
        self._hour = station.hour
        self._now = station.now
        self._station = station
        self._lines = Content("")
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

    def _show(self, _id: str, person: Person | None) -> None:
        """Show somebody with what they still go to, or nobody."""
        if person is None:
            self._draw(Content(""))
            return
        parts = [
            *self._who(person.registration),
            *self._warnings(person.registration),
            *(self._presence(presence) for presence in person.presences),
            *self._badge(person),
            *self._programme(person.registration),
            *self._answers(person.registration),
        ]
        self._draw(Content("\n").join(parts))

    def _draw(self, content: Content) -> None:
        """Change what is shown; only a card that is longer than its place moves the screen."""
        self._lines = content
        self.visible = bool(content)
        self.update(content, layout=self._fit())

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> bool:
        """Be as long as the place, or as the words where these need more; say whether they do."""
        place = self.parent
        room, width = place.size.height if isinstance(place, Widget) else 0, max(1, self.size.width)
        # Wrapped at words, a line takes less than twice what its letters would fill.
        most = sum(1 + 2 * (line.cell_length // width) for line in self._lines.split())
        long = 0 < room < most and self._lines.get_height({}, width) > room
        self.set_class(long, "-long")
        return long

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
