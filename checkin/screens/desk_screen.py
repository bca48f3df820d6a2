"""What all screens of the desk have in common: work that fails becomes a sentence."""

from typing import TypeVar

from textual import events
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from checkin.language import _
from checkin.messages import CodeHeard
from checkin.opening import explain
from checkin.printing import PrinterState
from db.connection import CopyTrouble

T = TypeVar("T")


class DeskScreen(Screen[T]):
    """A screen whose workers may meet a full disk or a damaged copy."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual declares it so
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012 - Textual declares it so

    asks_before_leaving = False  # whether a scan over it first asks to leave it

    def refresh_copy(self) -> None:
        """Ask the copy again for all that is shown of it."""

    def show_printer(self, printer: PrinterState) -> None:
        """Show how the printer is, where that matters."""

    def show_scanners(self) -> None:
        """Show how the scanners are, where that matters."""

    def overhear(self, sent: events.Key | events.Paste | CodeHeard) -> bool:  # noqa: ARG002 - most screens take nothing
        """Take what may come from a scanner before the ear does; say whether it was taken."""
        return False

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Tell a failure; the worker's verb wrote all or nothing."""
        if event.state is not WorkerState.ERROR:
            return
        error = event.worker.error
        if isinstance(error, CopyTrouble):
            self.trouble(explain(error))
        else:
            self.log.error(error)
            self.trouble(_("Something went wrong and nothing was recorded: try again."))

    def trouble(self, sentence: str) -> None:
        """Show what is wrong until somebody reads it."""
        self.notify(sentence, severity="error", timeout=20, markup=False)
