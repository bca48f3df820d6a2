"""What must be read and asked before somebody is let in."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label, Static

from checkin.language import _, marked
from checkin.pretix import asking
from checkin.pretix.catalogue import Question as Asked
from checkin.screens.ask import Question, ReadNote
from checkin.station import Station
from checkin.widgets.form import ChoiceField, Form, TextField
from checkin.widgets.key_bar import KeyBar
from checkin.wording import called
from db import answers
from db.records import Registration


async def note_read(app: App[Any], station: Station, who: Registration) -> bool:
    """Show somebody's note and ask what is to be asked; say whether they may come in."""
    lacking = answers.lacking(who)
    if not lacking:
        return await app.push_screen_wait(ReadNote(called(who), who.note))
    known = station.pretix.questions if station.pretix is not None else {}
    lines = [(text, known.get(text)) for text in lacking]
    said = await app.push_screen_wait(AskQuestions(called(who), who.note, lines))
    if said is None:
        return False
    if said:
        await station.write(asking.answered, who.id, said)
    return True


class AskQuestions(Question[dict[str, str] | None]):
    """One line a question; a choice where only some answers are taken."""

    CSS_PATH = "dialog.tcss"
    AUTO_FOCUS = "Form Input, Form Select"
    KEYS: ClassVar = [
        Binding("ctrl+s", "let_in", marked("Let in"), priority=True),
        Binding("escape", "dismiss(None)", marked("Not now")),
    ]
    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)

    def __init__(self, name: str, note: str, lines: Sequence[tuple[str, Asked | None]]) -> None:
        super().__init__()
        self._name = name
        self._note = note
        self._lines = lines

    def compose(self) -> ComposeResult:
        with Vertical(id="window", classes="-read"):
            heading = _("! To be asked: {name}").format(name=self._name)
            yield Label(heading, id="heading", markup=False)
            yield Static(self._note, id="note", markup=False)
            yield Form(*map(_field, range(len(self._lines)), *zip(*self._lines, strict=True)))
            if any(asked and asked.required for _text, asked in self._lines):
                yield Label(_("* must be answered"))
            yield KeyBar(self.KEYS)

    @on(Form.Completed)
    def action_let_in(self) -> None:
        """Hand the answers over, unless one is lacking that must be there."""
        said = list(self.query_one(Form).values().values())
        for (text, asked), answer in zip(self._lines, said, strict=True):
            if asked and asked.required and not answer:
                missing = _("An answer is needed: {question}").format(question=text)
                self.notify(missing, severity="warning", markup=False)
                return
        given = zip((text for text, _asked in self._lines), said, strict=True)
        self.dismiss({text: answer for text, answer in given if answer})


def _field(number: int, text: str, asked: Asked | None) -> TextField | ChoiceField:
    label = f"{text} *" if asked and asked.required else text
    if asked and asked.choices:
        return ChoiceField(f"answer-{number}", label, [(one, one) for one in asked.choices])
    return TextField(f"answer-{number}", label)
