"""The printer that the desk is set to now: another choice takes effect with the next badge."""

from collections.abc import Callable

from checkin.badge import Badge
from checkin.printing import Printer, Sent, Trouble
from checkin.settings import PrinterSettings


class CurrentPrinter:
    """Asks for the settings each time and joins another printer when they changed."""

    def __init__(
        self, settings: Callable[[], PrinterSettings], join: Callable[[PrinterSettings], Printer]
    ) -> None:
        self._settings = settings
        self._join = join
        self._joined_for = settings()
        self._printer = join(self._joined_for)

    @property
    def name(self) -> str:
        """The name of the printer that is set now."""
        return self._now().name

    @property
    def near_end(self) -> bool:
        """Whether the roll of the printer that is set now is nearly at its end."""
        return self._now().near_end

    def ready(self) -> Trouble | None:
        """Ask the printer that is set now."""
        return self._now().ready()

    def send(self, badge: Badge, *, mend: bool = False) -> Sent:
        """Print on the printer that is set now."""
        return self._now().send(badge, mend=mend)

    def _now(self) -> Printer:
        settings = self._settings()
        if settings != self._joined_for:
            self._printer = self._join(settings)
            self._joined_for = settings
        return self._printer
