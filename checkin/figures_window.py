"""The window of an organiser's laptop, which sees figures and no person."""

from collections.abc import Awaitable, Callable

from textual.app import App

from checkin import theme
from checkin.event import Event
from checkin.figures import Bulletin
from checkin.screens.figures import FiguresScreen

Listen = Callable[[Bulletin, Callable[[], int]], Awaitable[None]]  # until cancelled


class FiguresWindow(App[None]):
    """Listens to the desks for as long as it is open."""

    TITLE = "checkin"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self, event: Event, listen: Listen, now: Callable[[], int], wear: str = theme.LIGHT.name
    ) -> None:
        super().__init__()
        for one in theme.ALL:
            self.register_theme(one)
        self.theme = wear
        self._event = event
        self._listen = listen
        self._now = now

    def on_mount(self) -> None:
        bulletin = Bulletin(self._now())
        self.run_worker(self._listen(bulletin, self._now), exit_on_error=False)
        screen = FiguresScreen(self._event, bulletin, self._now)
        self.push_screen(screen, lambda _left: self.exit())
