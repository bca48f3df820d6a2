"""Corriger: put the name or function of a person right, and print the badge anew."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label

from checkin.desk import Desk
from checkin.language import _, marked
from checkin.screens.desk_screen import DeskScreen
from checkin.station import Station
from checkin.widgets.form import ChoiceField, Form, TextField
from checkin.widgets.key_bar import KeyBar
from checkin.wording import called
from db.records import Registration


class CorrectScreen(DeskScreen[Registration | None], ModalScreen[Registration | None]):
    """The form, filled with what is known."""

    asks_before_leaving = True
    CSS_PATH = "dialog.tcss"
    KEYS: ClassVar = [
        Binding("ctrl+s", "correct", marked("Correct and print"), priority=True),
        Binding("escape", "dismiss(None)", marked("Never mind")),
    ]
    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)

    def __init__(self, station: Station, who: Registration) -> None:
        super().__init__()
        self._station = station
        self._who = who

    def compose(self) -> ComposeResult:
        who, event = self._who, self._station.event
        with Vertical(id="window", classes="-form"):
            yield Label(_("Correct {name}").format(name=called(who)), id="heading", markup=False)
            yield Form(
                TextField("given_name", _("Given name"), who.given_name),
                TextField("family_name", _("Family name"), who.family_name),
                TextField("organisation", _("Organisation"), who.organisation),
                TextField("function", _("Function"), who.function),
                TextField("country", _("Country"), who.country),
                ChoiceField(
                    "category",
                    _("Category"),
                    [(event.category_title(one.id), one.id) for one in event.categories],
                    who.category,
                ),
            )
            yield KeyBar(self.KEYS)

    @on(Form.Completed)
    @work(group="correct", exclusive=True, exit_on_error=False)
    async def action_correct(self) -> None:
        """Write down what changed and print the badge."""
        changes = {
            name: text
            for name, text in self.query_one(Form).values().items()
            if text != getattr(self._who, name)
        }
        if not changes:
            self.dismiss(None)
        elif not (changes.get("family_name", self._who.family_name)
                  or changes.get("given_name", self._who.given_name)):  # fmt: skip
            self.notify(_("A name is needed."), severity="warning")
        else:
            self.dismiss(await self._station.write(Desk.correct, self._who.id, changes))
