"""Imprimantes: what is there to print on, how each is, and which one is chosen."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static

from checkin.badge import Tongue
from checkin.badge.tongues import Stock
from checkin.language import _, marked
from checkin.printing import FoundPrinter, PrinterState, sentence
from checkin.screens.ask import Question
from checkin.settings import PrinterSettings, SettingsTrouble
from checkin.station import Station
from checkin.widgets.choices import Choices
from checkin.widgets.key_bar import KeyBar

KINDS = {
    "folder": marked("Pictures in a folder"),
    "file": marked("Bytes in a file"),
    "network": marked("Network"),
    "usb": marked("USB"),
    "libusb": marked("USB"),
    "cups": marked("System queue"),
    "windows": marked("Windows queue"),
    "serial": marked("Serial port"),
}
WITHOUT = FoundPrinter("folder", "")


class PrintersScreen(Question[None]):
    """Looks off the loop; what is chosen prints the next badge."""

    CSS_PATH: ClassVar = ["dialog.tcss", "printers.tcss"]
    KEYS: ClassVar = [
        Binding("enter", "choose", marked("Print on this one")),
        Binding("f5", "look", marked("Look again")),
        Binding("f6", "stock", marked("Labels")),
        Binding("escape", "dismiss", marked("Never mind")),
    ]
    BINDINGS: ClassVar[list[BindingType]] = list(KEYS)

    def __init__(self, station: Station, state: PrinterState | None = None) -> None:
        super().__init__()
        self._station = station
        self._state = state
        self._found: dict[str, FoundPrinter] = {}
        self._first = WITHOUT
        self._now = PrinterSettings()

    def compose(self) -> ComposeResult:
        with Vertical(id="window"):
            yield Label(_("On what are badges printed?"), id="heading")
            yield VerticalScroll(id="found")
            yield Static("", id="looking")
            yield KeyBar(self.KEYS)

    def on_mount(self) -> None:
        self.action_look()

    @work(group="look", exclusive=True, exit_on_error=False)
    async def action_look(self) -> None:
        """Show what is set at once, and what is found when it is found."""
        looking = self.query_one("#looking", Static)
        looking.update(_("Looking on USB, in the system’s queues and on the network…"))
        try:
            self._now = await asyncio.to_thread(self._station.printer)
            await self._show(())
            await self._show(await asyncio.to_thread(self._station.nearby))
        except SettingsTrouble as trouble:
            self.notify(str(trouble), severity="error", timeout=20, markup=False)
        several = len(self._found) > 2
        nothing = _("No other printer is found: cable in, switched on? F5 looks again.")
        looking.update("" if several else nothing)

    @on(Choices.OptionSelected)
    @work(group="choose", exclusive=True, exit_on_error=False)
    async def selected(self, event: Choices.OptionSelected) -> None:
        """Set the chosen printer; one that may not be used yet is told with its cure."""
        chosen = self._found[event.option.id or ""]
        if chosen.cure:
            self.notify(chosen.cure, title=_("First, in a terminal:"), timeout=30, markup=False)
            return
        try:
            if chosen != self._first:
                await asyncio.to_thread(self._station.choose_printer, chosen)
        except SettingsTrouble as trouble:
            self.notify(str(trouble), severity="error", timeout=20, markup=False)
            return
        self.notify(_("The next badge comes out here: {where}").format(where=_where(chosen)))
        self.dismiss()

    def action_stock(self) -> None:
        """Say that there are other labels in the printer, and so what language it speaks."""
        choices = self.query_one(Choices)
        self._found[choices.pointed] = self._found[choices.pointed].next_stock()
        choices.show()

    def action_choose(self) -> None:
        """Choose the printer that the pointer stands at."""
        for choices in self.query(Choices):
            choices.action_select()

    async def _show(self, found: tuple[FoundPrinter, ...]) -> None:
        """Show the one in use first, those found, and that of a desk without any."""
        now = FoundPrinter(self._now.kind, self._now.address)
        known = next((one for one in found if self._is_now(one)), now)
        trouble = self._state.trouble if self._state else None
        self._first = first = replace(
            known,
            trouble=trouble,
            tongue=Tongue(self._now.speaks),
            label=self._now.label,
            dots=self._now.dots,
            dpi=self._now.dpi,
        )
        others = [one for one in (*found, WITHOUT) if not self._is_now(one)]
        self._found = {f"at-{place}": one for place, one in enumerate((first, *others))}
        place = self.query_one("#found")
        await place.remove_children()
        choices = Choices(self._lines, self._found)
        await place.mount(choices)
        choices.point_at("at-0")
        choices.focus()

    def _is_now(self, one: FoundPrinter) -> bool:
        return (one.kind, one.address) == (self._now.kind, self._now.address)

    def _lines(self, choice: str) -> Iterator[Content]:
        """Yield where a printer is, then how it is."""
        one = self._found[choice]
        yield Content.assemble((_where(one), "bold"))
        parts = [_("● chosen now")] if self._is_now(one) else []
        if one.trouble:
            parts.append(f"! {sentence(one.trouble)}")
        elif one.kind == "folder":
            parts.append(_("for a desk without a printer"))
        else:
            parts.append(_("✓ no trouble known"))
        if one.stock is not None:
            parts.append(_stock(one.stock))
        yield Content("   ".join(parts))


def _where(one: FoundPrinter) -> str:
    words = f"{_(KINDS[one.kind])} {one.address}".strip()
    return f"{one.model} — {words}" if one.model else words


def _stock(stock: Stock) -> str:
    maker = {Tongue.BROTHER: "Brother", Tongue.ZPL: "Zebra (ZPL)"}[stock.tongue]
    size = stock.label.replace("x", " × ") or f"{stock.width}"
    return _("{maker}, labels {size} mm, {dpi} dpi").format(maker=maker, size=size, dpi=stock.dpi)
