"""A desk, its pretix, and what joins them."""

from dataclasses import dataclass

from checkin.desk import Desk
from checkin.devices.pretix_http import PretixHttp
from checkin.opening import OpenFolder
from checkin.pretix.bringing import Bringing
from checkin.pretix.carrying import Carrying
from checkin.pretix.ledger import Ledger
from tests.pretix.server import SmallPretix


@dataclass
class Counter:
    """A desk, its pretix, and what joins them."""

    pretix: SmallPretix
    url: str
    held: OpenFolder
    desk: Desk
    ledger: Ledger
    link: PretixHttp

    def bring(self) -> int:
        """Read what is new; return how much was."""
        heard: list[int] = []
        Bringing(self.link, self.ledger, self.held.event, str, heard.append).bring()
        return sum(heard)

    def carry(self) -> int:
        """Tell what waits."""
        return Carrying(self.link, self.ledger).carry()
