"""Importer: see what a list would change, then take it in."""

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from checkin import importing
from checkin.importing import Import
from checkin.intake import IntakeTrouble
from checkin.language import _, marked, ngettext
from checkin.screens.desk_screen import DeskScreen
from checkin.settings import SettingsTrouble
from checkin.station import Station
from checkin.widgets.bars import filled
from checkin.widgets.import_report import columns, counts, joined, remarks
from checkin.widgets.key_bar import KeyBar
from checkin.widgets.path_line import LISTS, PathLine
from checkin.widgets.title_bar import TitleBar
from checkin.wording import number

BAR = 40  # cells


class ImportScreen(DeskScreen[Import | None]):
    """Dismisses with what came in; None when everything stayed as it was."""

    asks_before_leaving = True
    CSS_PATH = "import_list.tcss"
    KEYS: ClassVar = [
        Binding("enter", "take_in", marked("Import it")),
        Binding("f2", "another", marked("Another file")),
        Binding("escape", "leave", marked("Leave all as it was")),
    ]
    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)

    def __init__(self, station: Station, path: Path | None = None) -> None:
        super().__init__()
        self._station = station
        self._path = path
        self._planned: Import | None = None
        self._done: Import | None = None
        self._doing = ""
        self._share = 0.0

    def compose(self) -> ComposeResult:
        yield TitleBar(self._station.event.name, _("Import a list"))
        yield PathLine(LISTS, id="file")
        yield Static("", id="said")
        with Horizontal(id="middle"):
            with VerticalScroll(id="columns"):
                yield Static("", id="recognised")
            yield Static("", id="counts")
        with VerticalScroll(id="remarks"):
            yield Static("", id="lines")
        yield KeyBar(self.KEYS)

    def on_mount(self) -> None:
        self._ticking = self.set_interval(0.1, self._tick, pause=True)
        self._ask()
        self.query_one(PathLine).focus()
        if self._path is not None:
            self.query_one(PathLine).value = str(self._path)
            self._plan(self._path)

    @on(PathLine.Submitted)
    def submitted(self) -> None:
        line = self.query_one(PathLine)
        if line.value.strip() and not self._doing:
            self._plan(line.path)

    @on(PathLine.Changed)
    def changed(self) -> None:
        """What was read belongs to the path that was there."""
        if self._planned is not None and self.query_one(PathLine).path != self._path:
            self._forget()
            self._ask()

    def action_another(self) -> None:
        """Choose another file."""
        if not self._doing:
            self.query_one(PathLine).focus()

    def action_take_in(self) -> None:
        """Take in what was shown; once that is done, leave."""
        if self._done is not None:
            self.dismiss(self._done)
        elif self._planned is not None and not self._doing:
            self._take_in()

    def action_leave(self) -> None:
        """Leave; a list that is being written is not left half-way."""
        if self._doing and self._planned is not None:
            self.notify(_("The list is being taken in: one moment."))
        else:
            self.dismiss(self._done)

    def trouble(self, sentence: str) -> None:
        """Say what is wrong with the copy; it is as it was."""
        self._say("-stop", f"! {sentence}", _("Nothing was changed."))

    @work(group="import", exclusive=True, exit_on_error=False)
    async def _plan(self, path: Path) -> None:
        self._forget()
        self._path = path
        self._begin(_("Reading {file}…").format(file=path.name))
        try:
            planned = await self._station.count(
                importing.plan, path, self._station.settings, {}, self._reading
            )
        except IntakeTrouble as trouble:
            self.trouble(str(trouble))
            return
        finally:
            self._end()
        self._planned = planned
        self._show(planned)
        rows = planned.incoming.rows
        words = ngettext(
            "{count} row was read; nothing has changed yet.",
            "{count} rows were read; nothing has changed yet.",
            rows,
        )
        told = words.format(count=number(rows))
        self._say("-known", told, _("⏎ takes the list in, Esc leaves all as it was."))
        self.query_one("#remarks").focus()

    @work(group="import", exclusive=True, exit_on_error=False)
    async def _take_in(self) -> None:
        assert self._path is not None
        self._begin(_("Taking the list in…"))
        folder, settings = self._station.folder, self._station.settings
        try:
            done = await self._station.write_much(
                importing.take_in, self._path, folder, settings, {}, self._progress
            )
        except (IntakeTrouble, SettingsTrouble) as trouble:
            self.trouble(str(trouble))
            return
        except OSError as error:
            sentence = _("{file} cannot be used: {reason}.")
            self.trouble(sentence.format(file=error.filename, reason=error.strerror))
            return
        finally:
            self._end()
        self._done = done
        self._show(done)
        rejects = ""
        if done.rejects_file:
            rejects = _("The rejected rows are in {file}.").format(file=done.rejects_file)
        self._say("-good", _("✓ The list is taken in. ⏎ goes back to the desk."), rejects)

    def _ask(self) -> None:
        self._say("", _("Type or paste the path of a CSV file or a workbook; Tab completes it."))

    def _reading(self, share: float) -> None:
        """Reading is all of the way to a plan."""
        self._progress(share / importing.READING)

    def _progress(self, share: float) -> None:
        """Called from the desk's thread."""
        self._share = share

    def _begin(self, words: str) -> None:
        self._doing, self._share = words, 0.0
        self._ticking.resume()
        self._tick()

    def _end(self) -> None:
        self._doing = ""
        self._ticking.pause()

    def _tick(self) -> None:
        if self._doing:
            bar = filled(round(self._share * BAR * 2), BAR * 2, BAR)
            self._say("", self._doing, Content.assemble(bar, f" {self._share:.0%}"))

    def _forget(self) -> None:
        self._planned = self._done = None
        self.remove_class("-read")

    def _say(self, tone: str, first: str, second: str | Content = "") -> None:
        band = self.query_one("#said", Static)
        band.set_classes(tone)
        band.update(Content.assemble((first, "bold"), "\n" if second else "", second))

    def _show(self, what: Import) -> None:
        self.add_class("-read")
        self.query_one("#recognised", Static).update(joined(columns(what, self._station.event)))
        self.query_one("#counts", Static).update(joined(counts(what)))
        self.query_one("#lines", Static).update(joined(remarks(what)))
