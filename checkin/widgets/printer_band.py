"""How printing stands, over the whole width: what the printer needs, and how far each run is."""

from collections.abc import Iterator

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from checkin.language import _, ngettext
from checkin.printing import LOW, PrinterState, sentence
from checkin.wording import number
from db.records import BadgeRun

TONES = ("good", "known", "stop")
BAR = 20  # cells of a run's bar


class PrinterBand(Widget):
    """One colour for what is most pressing; below it what waits."""

    printer: reactive[PrinterState | None] = reactive(None)
    reprints: reactive[int] = reactive(0)
    runs: reactive[tuple[BadgeRun, ...]] = reactive(())

    def watch_printer(self, printer: PrinterState | None) -> None:
        """Take the colour of what is most pressing."""
        tone = tone_of(printer)
        for one in TONES:
            self.set_class(one == tone, f"-{one}")

    def render(self) -> Content:
        lines = [Content.assemble((self._first(), "bold")), Content(self._second())]
        return Content("\n").join(line for line in lines if line.plain)

    def _first(self) -> str:
        state = self.printer
        if state is None:
            return _("No printer has been heard of yet.")
        if state.trouble is not None:
            return f"! {sentence(state.trouble)}"
        if state.paused:
            return _("‖ Printing is paused: F6 goes on.")
        if state.doubtful:
            words = ngettext(
                "{count} badge to look at", "{count} badges to look at", state.doubtful
            )
            return f"! {words.format(count=number(state.doubtful))}"
        if state.low:
            return f"! {labels_left(state)}"
        return _("✓ The printer is ready ({name}).").format(name=state.printer)

    def _second(self) -> str:
        return "   ".join(self._told())

    def _told(self) -> Iterator[str]:
        state = self.printer
        if state is None:
            return
        if state.queued:
            words = ngettext("{count} badge to print", "{count} badges to print", state.queued)
            yield words.format(count=number(state.queued))
        for run in self.runs[:1]:
            paused = "‖ " if run.paused else ""
            yield f"{paused}{run.title} {_bar(run)} {number(run.done)} / {number(run.size)}"
        if (state.low or state.labels is not None) and labels_left(state) not in self._first():
            yield labels_left(state)
        if self.reprints:
            words = ngettext("{count} reprint", "{count} reprints", self.reprints)
            yield words.format(count=number(self.reprints))


def tone_of(state: PrinterState | None) -> str:
    """Return the tone in which a printer's state is told."""
    if state is None:
        return ""
    if state.trouble is not None:
        return "stop"
    return "known" if state.doubtful or state.paused or state.low else "good"


def labels_left(state: PrinterState) -> str:
    """Say how many labels are left, and what to do when they soon are not."""
    count = state.labels or 0
    if state.near_end and not 0 < count <= LOW:
        return _("The roll is nearly at its end: F8 when the new one is in.")
    if not state.low:
        words = ngettext("{count} label left", "{count} labels left", count)
        return words.format(count=number(count))
    words = ngettext(
        "{count} label left: F8 when the new roll is in.",
        "{count} labels left: F8 when the new roll is in.",
        count,
    )
    return words.format(count=number(count))


def _bar(run: BadgeRun) -> str:
    full = BAR * run.done // run.size if run.size else BAR
    return "█" * full + "░" * (BAR - full)
