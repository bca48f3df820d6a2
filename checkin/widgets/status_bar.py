"""One quiet line: list in use, desk, scanners, printer, clock."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from checkin.language import _, ngettext
from checkin.printing import PrinterState, sentence


class StatusBar(Widget):
    """Shows where the desk stands; trouble with the printer takes the whole line."""

    DEFAULT_CSS = "StatusBar { height: 1; width: 100%; padding: 0 1; }"

    where: reactive[str] = reactive("")
    printer: reactive[str] = reactive("")
    scanners: reactive[str] = reactive("")
    time: reactive[str] = reactive("")

    def show_printer(self, state: PrinterState) -> None:
        """Say in a few words how printing stands; in a sentence when it does not go on."""
        self.set_class(state.trouble is not None or state.unknown + state.failed > 0, "-trouble")
        self.printer = printer_words(state)

    def render(self) -> Content:
        if self.has_class("-trouble"):
            left, right = f"! {self.printer}", ""
        else:
            left, right = self.where, f"{self.printer}   "
        heard = (
            (f"! {self.scanners}", "bold $tone-stop-text on $tone-stop") if self.scanners else ""
        )
        end = Content.assemble(heard, "   " if heard else "", right, (self.time, "bold"))
        room = max(1, self.size.width - end.cell_length - 1)
        return Content.assemble(
            Content.assemble((left, "bold")).truncate(room, ellipsis=True, pad=True), " ", end
        )


def printer_words(state: PrinterState) -> str:
    """Return how printing stands, and what to do where it does not go on."""
    if state.trouble is not None:
        return sentence(state.trouble)
    doubtful = state.unknown + state.failed
    if doubtful:
        words = ngettext("{count} badge to look at: F5", "{count} badges to look at: F5", doubtful)
        return words.format(count=doubtful)
    if state.queued:
        words = ngettext("{count} badge to print", "{count} badges to print", state.queued)
        return words.format(count=state.queued)
    return _("Printer ready")
