"""The search line: it asks with every key, and an Enter waits for the answer to what was typed.

A code that was typed is handed on like one that was scanned.
"""

from collections.abc import Awaitable, Callable

from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input

from checkin.language import _
from checkin.messages import CodeScanned
from checkin.newest import Newest
from db.records import Answer

LONGEST = 200  # characters


class SearchLine(Input):
    """Posts who was found for the newest text only, and Enter when that text has its answer."""

    class Answered(Message):
        """The people that the text means."""

        def __init__(self, text: str, answer: Answer) -> None:
            super().__init__()
            self.text = text
            self.answer = answer

    class Entered(Message):
        """Enter was pressed, and what is shown is the answer to what is typed."""

    # Its text may be longer than it shows; nothing around it moves for that.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def __init__(
        self,
        find: Callable[[str], Awaitable[Answer]],
        *,
        id: str | None = None,  # noqa: A002 - Textual's word
    ) -> None:
        super().__init__(
            id=id,
            placeholder=_("Name, organisation, e-mail or ticket…"),
            max_length=LONGEST,
            select_on_focus=False,
        )
        self._newest = Newest(find, self._show)
        self._answered = ""
        self._is_code = False
        self._code = ""  # a code that was typed, until the line that it leaves empty is answered
        self._enter_waits = False

    def on_input_changed(self, event: Input.Changed) -> None:
        """Ask for what is typed now."""
        event.stop()
        self._enter_waits = False
        self.ask()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter at once where the answer stands, else when it comes."""
        event.stop()
        if not self.value.strip():
            return
        if self._answered == self.value:
            self._enter()
        else:
            self._enter_waits = True

    def offer_anew(self) -> None:
        """Select what was typed, so that the next letter replaces it."""
        self.action_select_all()

    def ask(self) -> None:
        """Ask once more for what stands in the line; the screen tells when that fails."""
        asking = self._newest.ask(self.value)
        self.screen.run_worker(asking, group="search", exit_on_error=False)

    def _show(self, text: str, answer: Answer) -> None:
        self._answered, self._is_code = text, answer.is_code
        self.post_message(self.Answered(text, answer))
        if self._code:
            code, self._code = self._code, ""
            self.post_message(CodeScanned(code))
        elif self._enter_waits and text == self.value:
            self._enter_waits = False
            self._enter()

    def _enter(self) -> None:
        if self._is_code:
            self._code, self.value = self.value, ""
        else:
            self.post_message(self.Entered())
