"""One quiet line: list in use, desk, scanners, printer, clock."""

from collections.abc import Callable

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from checkin.language import _, ngettext
from checkin.pretix import Doing, PretixStanding
from checkin.printing import LOW, PrinterState, sentence
from checkin.replication import Standing
from checkin.widgets.printer_band import labels_left, tone_of
from checkin.wording import number


class StatusBar(Widget):
    """Shows where the desk stands; trouble with the printer takes the whole line."""

    DEFAULT_CSS = "StatusBar { height: 1; width: 100%; padding: 0 1; }"

    where: reactive[str] = reactive("")
    printer: reactive[str] = reactive("")
    neighbours: reactive[str] = reactive("")
    pretix: reactive[str] = reactive("")
    scanners: reactive[str] = reactive("")
    time: reactive[str] = reactive("")

    def show_printer(self, state: PrinterState) -> None:
        """Say in a few words how printing stands; in a sentence when it does not go on."""
        self.set_class(tone_of(state) in {"stop", "known"}, "-trouble")
        self.printer = printer_words(state)

    def show_standing(self, standing: Standing, hour: Callable[[int], str]) -> None:
        """Say in a word how this desk stands with the others; being alone is nothing to fear."""
        self.neighbours = standing_words(standing, hour)

    def show_pretix(self, standing: PretixStanding) -> None:
        """Say in a word how this desk stands with its pretix."""
        self.pretix = pretix_words(standing)

    def render(self) -> Content:
        if self.has_class("-trouble"):
            left, right = f"! {self.printer}", ""
        else:
            left = self.where
            parts = (self.neighbours, self.pretix, self.printer)
            right = "".join(f"{part}   " for part in parts if part)
        heard = (
            (f"! {self.scanners}", "bold $tone-stop-text on $tone-stop") if self.scanners else ""
        )
        end = Content.assemble(heard, "   " if heard else "", right, (self.time, "bold"))
        room = max(1, self.size.width - end.cell_length - 1)
        return Content.assemble(
            Content.assemble((left, "bold")).truncate(room, ellipsis=True, pad=True), " ", end
        )


def standing_words(standing: Standing, hour: Callable[[int], str]) -> str:
    """Return whether the other desks know what this one does, and it what they do."""
    if not standing.admitted:
        return _("not admitted by the hub")
    if standing.alone_since is not None:
        return _("alone since {time}").format(time=hour(standing.alone_since))
    if standing.behind:
        words = ngettext("{count} to read", "{count} to read", standing.behind)
        return words.format(count=number(standing.behind))
    if standing.waiting:
        words = ngettext("{count} to send", "{count} to send", standing.waiting)
        return words.format(count=number(standing.waiting))
    return _("up to date")


def pretix_words(standing: PretixStanding) -> str:
    """Return whether pretix knows what this desk does, or what somebody must see to."""
    if standing.doing is Doing.TURNED_AWAY:
        return _("pretix: not admitted")
    if standing.refused:
        return _("pretix: {count} refused").format(count=number(standing.refused))
    if standing.doing is Doing.AWAY:
        return _("pretix: away, {count} to tell").format(count=number(standing.waiting))
    return {Doing.IN_STEP: "pretix ✓", Doing.OTHER_DESK: "pretix ✓"}.get(standing.doing, "pretix …")


def printer_words(state: PrinterState) -> str:
    """Return how printing stands, and what to do where it does not go on."""
    if state.trouble is not None:
        return sentence(state.trouble)
    if state.paused:
        return _("Printing is paused: F5, then F6.")
    if state.doubtful:
        words = ngettext(
            "{count} badge to look at: F5", "{count} badges to look at: F5", state.doubtful
        )
        return words.format(count=number(state.doubtful))
    if state.near_end and not 0 < (state.labels or 0) <= LOW:
        return _("The roll is nearly at its end: a new one, then F5 F8")
    if state.low:
        words = ngettext(
            "{count} label left: new roll, then F5 F8",
            "{count} labels left: new roll, then F5 F8",
            state.labels or 0,
        )
        return words.format(count=number(state.labels or 0))
    parts = []
    if state.queued:
        words = ngettext("{count} badge to print", "{count} badges to print", state.queued)
        parts.append(words.format(count=number(state.queued)))
    if state.labels is not None:
        parts.append(labels_left(state))
    return " · ".join(parts) or _("Printer ready")
