"""The badges of the spool: a line each, one of them chosen."""

from collections.abc import Callable, Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from checkin.language import _, marked, ngettext
from checkin.printing import sentence
from checkin.wording import JOB_STATES, JOB_SYMBOLS, called, number
from db.records import BadgeJob, JobState, Registration

Row = tuple[BadgeJob, Registration | None]

WHYS = {
    "arrival": marked("arrival"),
    "correction": marked("correction"),
    "reprint": marked("once more"),
    "group": marked("group"),
    "advance": marked("in advance"),
    "test": marked("test"),
    "ruler": marked("ruler"),
}
TONES = {
    JobState.FAILED: "bold $error",
    JobState.UNKNOWN: "bold $warning",
    JobState.SENT: "$success",
    JobState.PRINTED: "$success",
    JobState.CANCELLED: "$quiet",
}
STATE, WHY, HOUR = 20, 14, 7  # cells


def whose(job: BadgeJob, who: Registration | None) -> str:
    """Return whose badge a job is."""
    if who is not None:
        return called(who)
    return _("no longer known") if job.registration else _("the printer's test")


def job_told(job: BadgeJob) -> str:
    """Say how far a badge came, at which try, on which printer, and what was amiss."""
    parts = [f"{JOB_SYMBOLS[job.state]} {_(JOB_STATES[job.state])}"]
    if job.attempts:
        tries = ngettext("{count} try", "{count} tries", job.attempts)
        parts.append(f"{tries.format(count=number(job.attempts))}, {job.printer}")
    if job.trouble:
        parts.append(sentence(job.trouble))
    return " · ".join(parts)


class JobTable(Widget):
    """The choice stays with a job while others come and go around it."""

    DEFAULT_CSS = "JobTable { height: 1fr; width: 100%; }"

    class Highlighted(Message):
        """Another job is chosen, or is not as it was."""

        def __init__(self, row: Row | None) -> None:
            super().__init__()
            self.row = row

    rows: reactive[tuple[Row, ...]] = reactive(())
    index: reactive[int] = reactive(0)

    def __init__(self, hour: Callable[[int], str], *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._hour = hour
        self._moved = False
        self._top = 0

    @property
    def chosen(self) -> Row | None:
        """The job that the keys are about."""
        return self.rows[self.index] if self.index < len(self.rows) else None

    def show(self, rows: Sequence[Row]) -> None:
        """Show these jobs; who has not moved yet stays at the top."""
        before = self.chosen if self._moved else None
        places = {job.id: place for place, (job, _who) in enumerate(rows)}
        self.rows = tuple(rows)
        kept = places.get(before[0].id) if before else None
        self._moved = kept is not None
        self.index = kept or 0
        self.post_message(self.Highlighted(self.chosen))

    def move(self, step: int) -> None:
        """Choose another job, `step` lines away."""
        if self.rows:
            self._choose(max(0, min(len(self.rows) - 1, self.index + step)))

    @property
    def page(self) -> int:
        """How many jobs fit below the headings."""
        return max(1, self.size.height - 1)

    def render(self) -> Content:
        if not self.rows:
            return Content.assemble(("  " + _("No badge was asked for yet."), "$quiet"))
        self._top = max(self.index - self.page + 1, min(self._top, self.index))
        shown = self.rows[self._top : self._top + self.page]
        lines = [
            self._line(*row, chosen=self._top + place == self.index)
            for place, row in enumerate(shown)
        ]
        return Content("\n").join((self._headings(), *lines))

    def on_click(self, event: events.Click) -> None:
        place = self._top + event.y - 1
        if event.y and place < len(self.rows):
            self._choose(place)

    def on_mouse_scroll_down(self) -> None:
        self.move(1)

    def on_mouse_scroll_up(self) -> None:
        self.move(-1)

    def _choose(self, index: int) -> None:
        self.index, self._moved = index, True
        self.post_message(self.Highlighted(self.chosen))

    def _headings(self) -> Content:
        words = (_("Badge"), _("For whom"), _("Why"), _("Since"))
        return Content.assemble("  ", *self._cells(*words)).stylize("$quiet")

    def _line(self, job: BadgeJob, who: Registration | None, *, chosen: bool) -> Content:
        state, name, why, hour = self._cells(
            f"{JOB_SYMBOLS[job.state]} {_(JOB_STATES[job.state])}",
            whose(job, who),
            _(WHYS.get(job.why, job.why)),
            self._hour(job.changed_at),
        )
        if not chosen:
            state = state.stylize(TONES.get(job.state, ""))
        line = Content.assemble(
            ("▌ " if chosen else "  ", "$accent"),
            *(state, name.stylize("bold"), why if chosen else why.stylize("$quiet"), hour),
        )
        return line.stylize_before("$chosen-text on $chosen") if chosen else line

    def _cells(self, state: str, name: str, why: str, hour: str) -> tuple[Content, ...]:
        room = max(8, self.size.width - STATE - WHY - HOUR - 2)
        widths = (STATE, room, WHY, HOUR)
        return tuple(
            Content.assemble(
                Content(text).truncate(width - 1, ellipsis=True, pad=True),
                " ",
            )
            for text, width in zip((state, name, why, hour), widths, strict=True)
        )
