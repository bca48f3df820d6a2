"""What all screens of the desk have in common: work that fails becomes a sentence."""

from typing import ClassVar, TypeVar

from textual.screen import Screen
from textual.worker import Worker, WorkerState

from checkin.language import _
from checkin.opening import explain
from db.connection import CopyTrouble

T = TypeVar("T")


class DeskScreen(Screen[T]):
    """A screen whose workers may meet a full disk or a damaged copy."""

    HORIZONTAL_BREAKPOINTS: ClassVar = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS: ClassVar = [(0, "-low"), (30, "-high")]

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
        self.notify(sentence, severity="error", timeout=20)


class Dialog(DeskScreen[T]):
    """A small window over the desk; Escape leaves it without doing anything."""

    CSS_PATH = "dialog.tcss"
