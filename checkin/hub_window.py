"""The window of a running hub: it ends when the hub is to stop."""

from collections.abc import Callable

from textual.app import App

from checkin import theme
from checkin.hub.reception import Reception
from checkin.screens.hub import HubScreen


class HubWindow(App[None]):
    """Shows one hub that runs already."""

    TITLE = "checkin"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, event: str, reception: Reception, wear: str = theme.LIGHT.name) -> None:
        super().__init__()
        for one in theme.ALL:
            self.register_theme(one)
        self.theme = wear
        self._event = event
        self._reception = reception

    async def on_mount(self) -> None:
        await self._reception.listen()
        done: Callable[[None], None] = self.exit
        self.push_screen(HubScreen(self._event, self._reception), done)
