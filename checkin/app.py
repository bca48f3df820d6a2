"""The application: it holds the station and the printers, and shows one screen at a time."""

import asyncio
import signal
import sys
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import events, on, work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.screen import Screen

from checkin import language, theme
from checkin.ear import Ear, Understand
from checkin.language import _, marked
from checkin.messages import (
    CodeHeard,
    CodeScanned,
    CopyChanged,
    NeighboursNews,
    PrinterNews,
    ScannerNews,
)
from checkin.opening import OpenFolder
from checkin.printing import Pressroom, PrinterState, together
from checkin.replication import Condition, Standing
from checkin.scanners import Readers, ScannerState, sentence, words
from checkin.scanning import SHORTEST
from checkin.screens.ask import Confirm, Question
from checkin.screens.desk_screen import DeskScreen
from checkin.screens.welcome import WelcomeScreen
from checkin.settings import SettingsTrouble
from checkin.station import Neighbours, Registrar, Station
from checkin.widgets.status_bar import StatusBar

LONGEST_PASTE = 300  # characters; nothing that a desk needs is longer

MakePressroom = Callable[[OpenFolder, Callable[[PrinterState], None]], Pressroom]
MakeReplicator = Callable[
    [OpenFolder, Callable[[bool], None], Callable[[], Condition]], Neighbours | None
]
MakeCourier = Callable[
    [OpenFolder, Callable[[bool], None], Callable[[], Standing | None]], Registrar | None
]
MakeReaders = Callable[[OpenFolder, Callable[[str], None], Callable[[ScannerState], None]], Readers]


class CheckinApp(App[None]):
    """One window. Keys come here first, so that a scan works whatever has the focus."""

    TITLE = "checkin"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", marked("Quit"), show=False, priority=True),
        Binding("f12", "camera", marked("Camera"), show=False),
    ]

    def __init__(
        self,
        held: OpenFolder,
        make_pressroom: MakePressroom | None = None,
        first_list: Path | None = None,
        make_readers: MakeReaders | None = None,
        make_replicator: MakeReplicator | None = None,
        make_courier: MakeCourier | None = None,
    ) -> None:
        super().__init__()
        self._first_list = first_list
        for one in theme.ALL:
            self.register_theme(one)
        self.theme = held.settings.theme
        self.station = Station(held, self._wrote)
        self._pressroom = make_pressroom(held, self._printer_news) if make_pressroom else None
        if self._pressroom is not None:
            self.station.nearby = self._pressroom.nearby
        self._printers: dict[str, PrinterState] = {}
        if make_replicator is not None:
            self.station.neighbours = make_replicator(held, self._neighbours_news, self._condition)
        if make_courier is not None:
            self.station.pretix = make_courier(held, self._neighbours_news, self._with_others)
        self._readers = (
            make_readers(held, self._heard, self._scanner_news) if make_readers else Readers()
        )
        self._understand: Understand = self.station.understand
        self._ear = Ear(self, super().on_event, self._understand, self._code_scanned)
        self._ear.wait_for(held.settings.scanners.gap)
        self.log_file = held.folder.path / "trouble.log"
        self.failed = False
        self._reminded = float("-inf")  # when a scan over a question last said so

    def on_mount(self) -> None:
        self._leave_when_told()
        self._readers.start()
        self.push_screen(WelcomeScreen(self.station, self._readers))
        if self._first_list is not None:
            self._import(self._first_list)
        for engine in self._engines:
            engine.start()

    def _leave_when_told(self) -> None:
        """Give the terminal back when the system ends the program."""
        if sys.platform != "win32":
            for ending in (signal.SIGTERM, signal.SIGHUP):
                asyncio.get_running_loop().add_signal_handler(ending, self.exit)

    def on_unmount(self) -> None:
        self._readers.stop()
        for engine in self._engines:
            engine.stop(patience=5)
        self.station.close()

    async def on_event(self, event: events.Event) -> None:
        """Hear keys and pastes before anybody else but the screen that sets a scanner up."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif not self._overheard(event):
            hear = self._ear.hear if isinstance(event, events.Key) else self._pasted
            await hear(event)  # type: ignore[arg-type] # each is given its kind

    def _overheard(self, sent: events.Key | events.Paste | CodeHeard) -> bool:
        shown = self.screen_stack[-1] if self.screen_stack else None
        return isinstance(shown, DeskScreen) and shown.overhear(sent)

    async def _pasted(self, event: events.Paste) -> None:
        text = next(iter(event.text[:LONGEST_PASTE].splitlines()), "").strip()
        understood = await self._understand((text,)) if len(text) >= SHORTEST else None
        if understood is not None:
            self._ear.heard(understood[1], event.time)
        else:
            await super().on_event(events.Paste(text))

    def _heard(self, code: str) -> None:
        """Called from a scanner's thread."""
        self.post_message(CodeHeard(code))

    @on(CodeHeard)
    def heard(self, message: CodeHeard) -> None:
        """Take a code as the ear takes those that are typed: a double read is one scan."""
        if not self._overheard(message):
            self._ear.heard(message.code, message.time)

    def _scanner_news(self, state: ScannerState) -> None:
        """Called from a scanner's thread."""
        self.post_message(ScannerNews(state))

    @on(ScannerNews)
    def scanner_news(self, message: ScannerNews) -> None:
        """Show how the scanners are; where a command helps, tell it."""
        state = message.state
        if state.trouble and state.cure and words(state):
            told = sentence(state.trouble, state.cure)
            self.notify(told, title=words(state), severity="warning", timeout=30, markup=False)
        self._show_scanners()

    def _show_scanners(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.show_scanners()

    def action_camera(self) -> None:
        """Turn the camera on or off."""
        self._readers.watch(on=not self._readers.watching)
        self._show_scanners()

    def _code_scanned(self, code: str) -> None:
        self.post_message(CodeScanned(code))

    @on(CodeScanned)
    @work(group="scan", exit_on_error=False)
    async def scanned(self, message: CodeScanned) -> None:
        """Go back to the welcome and answer; a form that is open asks first, a question waits."""
        if isinstance(self.screen, Question):
            self._ear.forget(message.code)
            self.bell()
            if message.time - self._reminded > self.NOTIFICATION_TIMEOUT:
                self._reminded = message.time
                self.notify(_("Answer this first, then scan once more."), severity="warning")
            return
        if isinstance(self.screen, DeskScreen) and self.screen.asks_before_leaving:
            question = _("A ticket was scanned. Leave this window and answer it?")
            if not await self.push_screen_wait(Confirm(question)):
                self._ear.forget(message.code)
                return
        await self._back_to_welcome()
        assert isinstance(self.screen, WelcomeScreen)
        self.screen.scan(message.code)

    async def _back_to_welcome(self) -> None:
        while not isinstance(self.screen, WelcomeScreen):
            await self.screen.dismiss(None)

    def _wrote(self) -> None:
        self.post_message(CopyChanged())

    @on(CopyChanged)
    def copy_changed(self) -> None:
        """Let the screen show what is now so, and the printer print it."""
        for engine in self._engines:
            engine.wake()
        if isinstance(self.screen, DeskScreen):
            self.screen.refresh_copy()

    @property
    def _engines(self) -> list[Pressroom | Neighbours | Registrar]:
        """All that works beside the screen, each in threads of its own."""
        every = (self._pressroom, self.station.neighbours, self.station.pretix)
        return [engine for engine in every if engine is not None]

    @property
    def _printer(self) -> PrinterState | None:
        """All printers as one; None while none was heard of."""
        return together(self._printers.values())

    def _printer_news(self, state: PrinterState) -> None:
        """Called from a spooler's thread."""
        self.post_message(PrinterNews(state))

    @on(PrinterNews)
    def printer_news(self, message: PrinterNews) -> None:
        """Show how the printer is, and how its badges are."""
        self._printers[message.state.queue] = message.state
        state = self._printer
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen) and state is not None:
                screen.show_printer(state)

    def _neighbours_news(self, changed: bool) -> None:  # noqa: FBT001 - as the replicator calls it
        """Called from the replicator's thread."""
        self.post_message(CopyChanged() if changed else NeighboursNews())

    def _condition(self) -> Condition:
        """Return what the other desks are told of this one; called from another thread."""
        state, pretix = self._printer, self.station.pretix
        trouble, labels = (str(state.trouble or ""), state.labels) if state else ("", None)
        return Condition(trouble, labels, pretix is not None and pretix.able)

    def _with_others(self) -> Standing | None:
        """Return how this desk stands with the others; called from another thread."""
        return self.station.neighbours.standing if self.station.neighbours else None

    @on(NeighboursNews)
    def neighbours_news(self) -> None:
        """Show how this desk stands with the others, and with its pretix."""
        neighbours, pretix = self.station.neighbours, self.station.pretix
        for screen in self.screen_stack:
            for bar in screen.query(StatusBar):
                if neighbours is not None:
                    bar.show_standing(neighbours.standing, self.station.hour)
                if pretix is not None:
                    bar.show_pretix(pretix.standing)

    def action_help(self) -> None:
        from checkin.screens.help import HelpScreen

        self.push_screen(HelpScreen())

    def action_dashboard(self) -> None:
        from checkin.screens.dashboard import DashboardScreen

        self.push_screen(DashboardScreen(self.station, self._printer))

    def action_badges(self) -> None:
        from checkin.screens.badges import BadgesScreen

        self.push_screen(BadgesScreen(self.station, self._printer))

    def action_printers(self) -> None:
        from checkin.screens.printers import PrintersScreen

        self.push_screen(PrintersScreen(self.station, self._printer))

    @work(exit_on_error=False)
    async def action_lists(self) -> None:
        """Choose the list on which this desk enters people."""
        from checkin.screens.lists import ListsScreen

        chosen = await self.push_screen_wait(ListsScreen(self.station))
        if chosen:
            self._keep(list_id=chosen)
            self._welcome_anew()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:  # noqa: ARG002 - Textual's signature
        """Yield what the command palette offers, in the language spoken."""
        for name, called in theme.TITLES.items():
            yield SystemCommand(_(called), _("Colours of the screen"), partial(self._wear, name))
        for code, called in language.TITLES.items():
            yield SystemCommand(called, _("Language of the screen"), partial(self._speak, code))
        yield SystemCommand(_("Camera"), _("F12 turns it on and off"), self.action_camera)
        told = _("Try the scanner, and remember how it types")
        yield SystemCommand(_("Code scanner"), told, self._set_up_scanner)
        yield SystemCommand(_("Printer"), _("What badges are printed on"), self.action_printers)
        if self.station.pretix is not None:
            yield SystemCommand("pretix", _("How it stands, and what it refused"), self._pretix)
        yield SystemCommand(_("Import a list"), _("CSV or XLSX"), self._import)
        yield SystemCommand(_("Quit"), _("Everything is on disk already"), self.action_quit)

    def action_command_palette(self) -> None:
        """Open the palette with its line in the language spoken."""
        self.push_screen(CommandPalette(placeholder=_("Look for a command…")))

    def _wear(self, name: str) -> None:
        self.theme = name
        self._keep(theme=name)

    async def _speak(self, code: str) -> None:
        language.install(code)
        self._keep(language=code)
        await self._back_to_welcome()
        self._welcome_anew()

    def _keep(self, **settings: str) -> None:
        """Keep a setting for the next start; where the disk refuses, it holds until the end."""
        try:
            self.station.choose(**settings)
        except SettingsTrouble as trouble:
            self.notify(str(trouble), severity="error", timeout=20, markup=False)

    def _import(self, path: Path | None = None) -> None:
        from checkin.screens.import_list import ImportScreen

        self.push_screen(ImportScreen(self.station, path))

    def _pretix(self) -> None:
        from checkin.screens.pretix import PretixScreen

        self.push_screen(PretixScreen(self.station))

    def _set_up_scanner(self) -> None:
        from checkin.screens.scanner_setup import ScannerSetUpScreen

        self.push_screen(ScannerSetUpScreen(self.station, self._ear.wait_for))

    def _welcome_anew(self) -> None:
        self.post_message(NeighboursNews())
        self.switch_screen(WelcomeScreen(self.station, self._readers, self._printer))

    def _fatal_error(self) -> None:
        """Keep the traceback for whoever mends it; whoever is at the desk reads a sentence."""
        with suppress(OSError), self.log_file.open("a") as log:
            traceback.print_exc(file=log)
        self.failed = True
        self._close_messages_no_wait()
