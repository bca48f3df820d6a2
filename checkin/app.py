"""The application: it holds the station, hears every key first, and shows one screen at a time."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from checkin import theme
from checkin.desk import Desk
from checkin.language import marked
from checkin.opening import OpenFolder
from checkin.scanning import SILENCE, Burst, Meaning
from checkin.screens.welcome import WelcomeScreen
from checkin.station import Station

LONGEST_PASTE = 300  # characters; nothing that a desk needs is longer


class CheckinApp(App[None]):
    """One window. Keys come here first, so that a scan works whatever has the focus."""

    TITLE = "checkin"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", marked("Quit"), show=False, priority=True),
    ]

    def __init__(self, held: OpenFolder) -> None:
        super().__init__()
        for one in theme.ALL:
            self.register_theme(one)
        self.theme = held.settings.theme
        self._held = held
        self.station = Station(held, lambda: None)

    def on_mount(self) -> None:
        self.push_screen(WelcomeScreen(self.station))
