"""One quiet line: list in use, desk, scanners, printer, clock."""

from collections.abc import Callable

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from checkin.language import _, ngettext
from checkin.printing import PrinterState, sentence
from checkin.replication import Standing
from checkin.wording import number


class StatusBar(Widget):
    """Shows where the desk stands; trouble with the printer takes the whole line."""

    DEFAULT_CSS = "StatusBar { height: 1; width: 100%; padding: 0 1; }"

    where: reactive[str] = reactive("")
    printer: reactive[str] = reactive("")
    neighbours: reactive[str] = reactive("")
    scanners: reactive[str] = reactive("")
    time: reactive[str] = reactive("")

    def show_printer(self, state: PrinterState) -> None:
        """Say in a few words how printing stands; in a sentence when it does not go on."""
        self.set_class(state.trouble is not None or state.unknown + state.failed > 0, "-trouble")
        self.printer = printer_words(state)

    def show_standing(self, standing: Standing, hour: Callable[[int], str]) -> None:
        """Say in a word how this desk stands with the others; being alone is nothing to fear."""
        self.neighbours = standing_words(standing, hour)

    def render(self) -> Content:
        if self.has_class("-trouble"):
            left, right = f"! {self.printer}", ""
        else:
            left = self.where
            right = "".join(f"{part}   " for part in (self.neighbours, self.printer) if part)
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
