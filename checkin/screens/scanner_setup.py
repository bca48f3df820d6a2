"""Lecteur de codes: a code to scan, what came back of it, and what to do about it."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Label, Static

from checkin.badge.qr import modules
from checkin.language import _, marked
from checkin.messages import CodeHeard
from checkin.scanning import Habits
from checkin.scanning.advice import Advice, advise
from checkin.scanning.diagnosis import TEST_CODE, diagnose
from checkin.screens.desk_screen import DeskScreen
from checkin.settings import SettingsTrouble
from checkin.station import Station
from checkin.widgets.key_bar import KeyBar
from checkin.widgets.symbol import Symbol
from checkin.widgets.title_bar import TitleBar

SILENCE = 0.7  # s after which the slowest scanner has ended
ENDS = frozenset({"enter", "tab", "ctrl+j"})
FOR_THE_APP = frozenset({"ctrl+q", "ctrl+p", "ctrl+c"})
LEVEL = 3  # qrcode's number for level Q: a quarter of the symbol may be unreadable


class ScannerSetUpScreen(DeskScreen[None]):
    """Takes every key as it comes; `wait_for` tells the ear how far keys may lie apart (ms)."""

    CSS_PATH = "scanner_setup.tcss"
    KEYS: ClassVar = [
        Binding("escape", "dismiss(None)", marked("Back")),
        Binding("delete", "forget", marked("Forget this scanner")),
    ]
    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)

    def __init__(self, station: Station, wait_for: Callable[[int], None]) -> None:
        super().__init__()
        self._station = station
        self._wait_for = wait_for
        self._keys: list[tuple[str, float]] = []
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        yield TitleBar("checkin", _("Code scanner"))
        with Horizontal(id="middle"):
            yield Symbol(modules(TEST_CODE, LEVEL) or [], id="symbol")
            with Vertical(id="told"):
                yield Label(_("Scan this code with the scanner to try."), id="heading")
                with Vertical(id="found"):
                    yield Static(_("checkin says here what came back, and what to do."))
        yield KeyBar(self.KEYS)

    def overhear(self, sent: events.Key | events.Paste | CodeHeard) -> bool:
        """Take what a scanner sends; leave what works the screen."""
        if isinstance(sent, CodeHeard):
            self._show([self._beside_the_keyboard(sent.code)])
        elif isinstance(sent, events.Paste):
            self._end([(one, sent.time) for one in sent.text[: 4 * len(TEST_CODE)].strip()], "tab")
        elif sent.key in ENDS:
            self._end(self._keys, sent.key)
        elif sent.character is None or sent.key in {"escape", "delete", *FOR_THE_APP}:
            return False
        else:
            self._keys.append((sent.character, sent.time))
            self._wait()
        return True

    def action_forget(self) -> None:
        """Go back to a scanner that types as usual."""
        self._learn(Habits())
        self._show([Advice(_("Forgotten: this desk expects a usual scanner again."))])

    def _learn(self, habits: Habits) -> None:
        """Read the next code as this scanner types it; where the disk refuses, until the end."""
        self._wait_for(habits.gap)
        try:
            self._station.learn(habits)
        except SettingsTrouble as trouble:
            self.trouble(str(trouble))

    def _wait(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(SILENCE, lambda: self._end(self._keys, ""))

    def _end(self, keys: list[tuple[str, float]], ending: str) -> None:
        """Say what came back; a line feed behind a carriage return ends nothing."""
        if self._timer is not None:
            self._timer.stop()
        self._keys = []
        if not any(character.isprintable() for character, _time in keys):
            return
        found = diagnose(keys, ending)
        advice = list(advise(found))
        if found.keyboard:
            self._learn(found.habits)
            kept = _("Remembered at this desk: scan once more, or go back.")
            well = _("This scanner is well set up.")
            advice.append(Advice(well if found.is_well else kept))
        self._show(advice)

    def _beside_the_keyboard(self, code: str) -> Advice:
        """A serial scanner or a camera has no keyboard that could be wrong."""
        if code == TEST_CODE:
            return Advice(_("This scanner does not type (serial or camera): nothing to set up."))
        return Advice(
            _("This is not the test code: “{text}”. Scan the code shown here.").format(text=code),
            is_well=False,
        )

    def _show(self, advice: list[Advice]) -> None:
        found = self.query_one("#found", Vertical)
        found.remove_children()
        found.mount(*(_line(one) for one in advice))


def _line(advice: Advice) -> Horizontal:
    sign = Label("✓", classes="-well") if advice.is_well else Label("!", classes="-wrong")
    return Horizontal(sign, Static(advice.sentence, classes="sentence", markup=False))
