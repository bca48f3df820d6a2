"""The first start on a laptop: a question of its own, before there is a desk."""

from pathlib import Path

from textual.app import App

from checkin import theme
from checkin.screens.join import Look
from checkin.screens.start import Start, StartScreen


class StartApp(App[Start]):
    """The first start on a laptop: a question, and its answer as the result."""

    TITLE = "checkin"

    def __init__(self, folder: Path, look: Look | None = None) -> None:
        super().__init__()
        for one in theme.ALL:
            self.register_theme(one)
        self.theme = theme.LIGHT.name
        self._folder = folder
        self._look = look

    def on_mount(self) -> None:
        self.push_screen(StartScreen(self._folder, self._look), self.exit)


def ask_how_to_begin(folder: Path, look: Look) -> Start | None:
    """Ask what this laptop shall be, and look for hubs to join; None when somebody leaves."""
    return StartApp(folder, look).run()
