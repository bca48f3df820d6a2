"""Sur place: register somebody who is on no list, after a look at who could be the same person."""

from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Select, Static

from checkin.desk import Desk
from checkin.language import _, marked
from checkin.newest import Newest
from checkin.screens.ask import Confirm
from checkin.screens.desk_screen import DeskScreen
from checkin.station import Station
from checkin.widgets.form import ChoiceField, Form, TextField
from checkin.widgets.key_bar import KeyBar
from checkin.wording import called, described, is_namesake, status_word
from db.records import Registration, Status, Verdict


class WalkInScreen(DeskScreen[Verdict | None], ModalScreen[Verdict | None]):
    """The form. Enter goes on from line to line, and registers from the last."""

    asks_before_leaving = True
    CSS_PATH = "dialog.tcss"
    KEYS: ClassVar = [
        Binding("ctrl+s", "register", marked("Register and print"), priority=True),
        Binding("escape", "dismiss(None)", marked("Never mind")),
    ]
    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)

    def __init__(self, station: Station, typed: str) -> None:
        super().__init__()
        self._station = station
        self._typed = typed
        self._look = Newest(self._lookalikes, self._show_lookalikes)

    def compose(self) -> ComposeResult:
        given, _space, family = self._typed.strip().rpartition(" ")
        event = self._station.event
        with Vertical(id="window", classes="-form"):
            yield Label(_("Walk-in"), id="heading")
            yield Form(
                TextField("given_name", _("Given name"), given.title()),
                TextField("family_name", _("Family name"), family.title()),
                TextField("organisation", _("Organisation")),
                TextField("function", _("Function")),
                TextField("country", _("Country"), "France"),
                TextField("email", _("E-mail (optional)")),
                ChoiceField(
                    "category",
                    _("Category"),
                    [(event.category_title(one.id), one.id) for one in event.categories],
                ),
            )
            yield Static("", id="lookalikes")
            yield KeyBar(self.KEYS)

    def draft(self) -> Registration:
        """Return what the form says."""
        return replace(Registration(""), **self.query_one(Form).values())  # type: ignore[arg-type] # the form has text fields only

    @on(Input.Changed)
    @on(Select.Changed)
    def changed(self) -> None:
        self._compare()

    @work(group="lookalikes", exit_on_error=False)
    async def _compare(self) -> None:
        await self._look.ask(self.draft())

    async def _lookalikes(self, draft: Registration) -> tuple[Registration, ...]:
        if len(draft.family_name) < 2 and not draft.email:
            return ()
        return await self._station.search(Desk.lookalikes, draft)

    def _show_lookalikes(self, _draft: Registration, alike: tuple[Registration, ...]) -> None:
        lines = [
            Content.assemble(
                (f"  {called(who)}", "bold"),
                f"  {described(who)} ",
                ("" if who.status is Status.CONFIRMED else status_word(who.status), "bold $error"),
            )
            for who in alike[:3]
        ]
        if lines:
            warning = _("! Already registered? Esc, then look for the name:")
            lines.insert(0, Content.assemble((warning, "bold $warning")))
        self.query_one("#lookalikes", Static).update(Content("\n").join(lines))

    @on(Form.Completed)
    @work(group="register", exclusive=True, exit_on_error=False)
    async def action_register(self) -> None:
        """Register, let in, and print the badge; whoever seems to be known is asked about once."""
        draft = self.draft()
        if not draft.name:
            self.notify(_("A name is needed."), severity="warning")
            return
        alike = await self._lookalikes(draft)
        namesakes = [who for who in alike if is_namesake(who, draft)]
        if any(who.status is Status.BLOCKED for who in namesakes):
            self.notify(
                _("Somebody of this name is blocked: call the organisers."), severity="error"
            )
            return
        if namesakes and not await self.app.push_screen_wait(Confirm(self._question(namesakes[0]))):
            return
        self.dismiss(await self._station.write(Desk.walk_in, draft, list_id=self._station.list.id))

    def _question(self, who: Registration) -> str:
        words = _("{name}, {organisation}, is registered already. Register somebody else?")
        return words.format(name=called(who), organisation=who.organisation or "–")
