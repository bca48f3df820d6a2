"""The people of a delegation: a line each, ticked or not, one of them chosen."""

from collections.abc import Callable, Mapping, Sequence

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from checkin.language import _
from checkin.theme import TONES
from checkin.wording import JOB_STATES, JOB_SYMBOLS, OUTCOMES, called, described, status_word
from db.records import Member, Outcome, Status

STANDING, BADGE = 20, 18  # cells
TICK = 6  # the pointer, the box, a space
WELCOME = (Outcome.WELCOME, Outcome.UNKNOWN_GENUINE)


class Members(Widget):
    """Who shall be let in stands ticked; what the desk answered stands beside each."""

    DEFAULT_CSS = "Members { height: 1fr; width: 100%; }"

    members: reactive[tuple[Member, ...]] = reactive(())
    ticked: reactive[frozenset[str]] = reactive(frozenset())
    answers: reactive[Mapping[str, Outcome]] = reactive(dict)
    index: reactive[int] = reactive(0)

    def __init__(self, hour: Callable[[int], str], *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._hour = hour
        self._top = 0

    @property
    def page(self) -> int:
        """How many people fit."""
        return max(1, self.size.height)

    @property
    def chosen_ones(self) -> tuple[Member, ...]:
        """Who is ticked, as listed."""
        return tuple(one for one in self.members if one.registration.id in self.ticked)

    def show(self, members: Sequence[Member]) -> None:
        """Show these people; who came meanwhile is not ticked any more."""
        first = not self.members
        self.members = tuple(members)
        here = {one.registration.id for one in members if is_here(one)}
        if first:
            self.ticked = frozenset(one.registration.id for one in members if is_awaited(one))
        self.ticked -= here

    def move(self, step: int) -> None:
        """Choose another person, `step` lines away."""
        if self.members:
            self.index = max(0, min(len(self.members) - 1, self.index + step))

    def tick(self) -> None:
        """Tick the chosen person, or take the tick away; who is here already needs none."""
        if self.index < len(self.members) and not is_here(self.members[self.index]):
            self.ticked ^= {self.members[self.index].registration.id}

    def tick_all(self) -> None:
        """Tick everybody who is not here; if all are, nobody."""
        absent = frozenset(one.registration.id for one in self.members if not is_here(one))
        self.ticked = frozenset() if absent <= self.ticked else absent

    def render(self) -> Content:
        self._top = max(self.index - self.page + 1, min(self._top, self.index))
        shown = self.members[self._top : self._top + self.page]
        lines = (
            self._line(one, chosen=self._top + place == self.index)
            for place, one in enumerate(shown)
        )
        return Content("\n").join(lines)

    def on_click(self, event: events.Click) -> None:
        place = self._top + event.y
        if place < len(self.members):
            self.index = place
            self.tick()

    def on_mouse_scroll_down(self) -> None:
        self.move(1)

    def on_mouse_scroll_up(self) -> None:
        self.move(-1)

    def _line(self, member: Member, *, chosen: bool) -> Content:
        who = member.registration
        text, style = self._standing(member)
        mark = "  ✓ " if is_here(member) else "[x] " if who.id in self.ticked else "[ ] "
        job = member.job
        badge = f"{JOB_SYMBOLS[job.state]} {_(JOB_STATES[job.state])}" if job else ""
        room = max(12, self.size.width - TICK - STANDING - BADGE)
        name = Content.assemble((called(who), "bold"), f"  {who.function or described(who)}")
        line = Content.assemble(
            ("▌" if chosen else " ", "$accent"),
            f" {mark}",
            name.truncate(room - 1, ellipsis=True, pad=True),
            " ",
            Content.assemble((text, "" if chosen else style)).truncate(
                STANDING - 1, ellipsis=True, pad=True
            ),
            " ",
            Content(badge).truncate(BADGE, ellipsis=True, pad=True),
        )
        return line.stylize_before("$chosen-text on $chosen") if chosen else line

    def _standing(self, member: Member) -> tuple[str, str]:
        """Say where somebody stands: what the desk answered, or what it knows."""
        answer = self.answers.get(member.registration.id)
        if answer is not None and answer not in WELCOME and not is_here(member):
            saying = OUTCOMES[answer]
            return f"{saying.symbol} {_(saying.word)}", TONE_STYLES[saying.tone]
        if is_here(member) and member.presence is not None:
            return _("here since {time}").format(time=self._hour(member.presence.first.at)), (
                "$success"
            )
        status = member.registration.status
        if status is not Status.CONFIRMED:
            return f"✗ {status_word(status)}", "$error"
        return (_("! to be read"), "$warning") if member.registration.note else ("", "")


TONE_STYLES = dict.fromkeys(TONES, "$warning") | {"stop": "bold $error", "good": "$success"}


def is_here(member: Member) -> bool:
    """Say whether somebody is on the list already."""
    return member.presence is not None and member.presence.here


def is_awaited(member: Member) -> bool:
    """Say whether somebody can be let in without a question."""
    who = member.registration
    return not is_here(member) and who.status is Status.CONFIRMED and not who.missing
