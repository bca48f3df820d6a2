"""The desks that work together: a line each, red only where somebody must act."""

from collections.abc import Callable
from itertools import starmap

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from checkin.language import _, ngettext
from checkin.printing import heard_sentence
from checkin.replication import Health, Seen, Standing, deciding
from checkin.wording import number

DESK, HEARD, WAITING, LABELS, PEOPLE = 18, 14, 12, 11, 12  # cells
WIDE = 100  # where there is room for a sentence at the end of a line
SECOND = 1000  # ms
MINUTE = 60 * SECOND

Cell = tuple[str, str]  # words, style


class DeskTable(Widget):
    """Shows how each desk said that it is; one that is silent stays in the table."""

    DEFAULT_CSS = "DeskTable { height: auto; width: 100%; }"

    standing: reactive[Standing | None] = reactive(None, layout=True)
    now: reactive[int] = reactive(0)

    def __init__(self, hour: Callable[[int], str], *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._hour = hour

    def render(self) -> Content:
        standing = self.standing
        if standing is None or (standing.ours is None and not standing.desks):
            return Content.assemble((_alone(standing, self._hour), "$quiet"))
        words = (
            *(_("Desk"), _("Heard"), _("To send"), _("Labels")),
            *(_("Registered"), _("To look at")),
        )
        lines = [self._row([(one, "$quiet") for one in words])]
        if standing.ours is not None:
            matter = _("the hub has no room left") if standing.full else ""
            lines.append(self._row(self._cells(standing.ours, self._ours(standing), matter)))
        lines += [self._row(self._cells_of(seen, standing.ours)) for seen in standing.desks]
        return Content("\n").join(lines)

    def _ours(self, standing: Standing) -> Cell:
        if standing.alone_since is None:
            return (_("this desk"), "$success")
        return (_("alone {time}").format(time=self._hour(standing.alone_since)), "$warning")

    def _cells_of(self, seen: Seen, ours: Health | None) -> list[Cell]:
        silent = max(0, self.now - seen.heard_at)
        if deciding.is_away(seen, self.now):
            heard = (_("since {time}").format(time=self._hour(seen.heard_at)), "$warning")
        else:
            heard = (_("{count} s ago").format(count=silent // SECOND), "$success")
        return self._cells(seen.health, heard, trouble_of(seen, ours))

    def _cells(self, health: Health, heard: Cell, matter: str) -> list[Cell]:
        matter = matter or heard_sentence(health.printer)
        return [
            (health.desk, "bold"),
            heard,
            (number(health.waiting), "bold $warning" if health.waiting else "$quiet"),
            ("–" if health.labels is None else number(health.labels), ""),
            (number(health.people), ""),
            (f"! {matter}", "bold $error") if matter else ("✓", "$success"),
        ]

    def _row(self, cells: list[Cell]) -> Content:
        widths = [DESK, HEARD, WAITING, LABELS, PEOPLE]
        widths.append(max(8, self.size.width - sum(widths)))
        words, style = cells[-1]
        below = self.size.width < WIDE and len(words) >= widths[-1]
        shown = zip((*cells[:-1], ("!" if below else words, style)), widths, strict=True)
        line = Content("").join(starmap(_padded, shown))
        if not below:
            return line
        sentence = Content.assemble("  ", (words, style))
        room = max(8, self.size.width - 1)
        return Content("\n").join((line, sentence.truncate(room, ellipsis=True)))


def trouble_of(seen: Seen, ours: Health | None) -> str:
    """Return what somebody must see to at another desk; empty where all is well.

    Where nobody is known, as on an organiser's laptop, `ours` is None.
    """
    if ahead := deciding.skew(seen):
        minutes = max(1, round(abs(ahead) / MINUTE))
        words = (
            ngettext("clock {count} min ahead", "clock {count} min ahead", minutes)
            if ahead > 0
            else ngettext("clock {count} min behind", "clock {count} min behind", minutes)
        )
        return words.format(count=minutes)
    if seen.health.trouble:
        words = ngettext("{count} entry refused", "{count} entries refused", seen.health.trouble)
        return words.format(count=number(seen.health.trouble))
    if ours is not None and deciding.differs(ours, seen.health):
        return _("knows other people than this desk")
    return ""


def _alone(standing: Standing | None, hour: Callable[[int], str]) -> str:
    if standing is None:
        return _("This desk works on its own: no hub was joined.")
    since = standing.alone_since
    if since is None:
        return _("The hub answers; the desks tell how they are in a moment.")
    return _("No hub has answered since {time}: the desk goes on alone.").format(time=hour(since))


def _padded(cell: Cell, width: int) -> Content:
    words, style = cell
    return Content.assemble(
        Content.assemble((words, style)).truncate(width - 1, ellipsis=True, pad=True), " "
    )
