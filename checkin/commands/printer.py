"""Which printers the desk has, and what each is told."""

from dataclasses import asdict, replace
from pathlib import Path

import click

from checkin.badge import Tongue
from checkin.badge.tongues import STOCKS
from checkin.commands import shown
from checkin.commands.place import Place
from checkin.commands.press import joined
from checkin.commands.spoken import Verb, in_json, option
from checkin.language import _, marked
from checkin.printing import sentence, speaking
from checkin.settings import (
    ANSWERS,
    CUTTER,
    DARKNESS,
    FEED,
    PRINTERS,
    Folder,
    PrinterSettings,
    Settings,
    read_settings,
    write_settings,
)

LABELS = tuple(one.label for one in STOCKS if one.label)


@click.command(
    "printer",
    cls=Verb,
    help=marked("Show which printer this desk prints its badges on, or set another one."),
    examples={
        "checkin printer folder": marked("no printer: pictures in the desk's folder"),
        "checkin printer network 192.168.1.60": marked("a printer on the network, port 9100"),
        "checkin printer usb --dots 384": marked("a narrow printer on USB"),
        "checkin printer file badges.escpos": marked("bytes in a file"),
        "checkin printer cups badges": marked("a raw queue of CUPS; windows for one of Windows"),
        "checkin printer serial COM3@115200": marked("a serial port and its speed"),
        "checkin printer libusb 04b8:0e28": marked("by vendor and product"),
        "checkin printer usb --speaks brother --label 62x100": marked("a label printer of Brother"),
        "checkin printer network zebra.local --speaks zpl": marked("one of Zebra"),
        "checkin printer --darkness 2 --cutter 15": marked("how dark, and where the blade is"),
        "checkin printer usb --name spare": marked("another printer beside the usual one"),
    },
)
@click.argument("kind", type=click.Choice(PRINTERS), required=False)
@click.argument("address", default="")
@option("--dots", type=click.IntRange(256, 2048), help=marked("Dots across the paper: 576, 384."))
@option("--dpi", type=click.IntRange(100, 600), help=marked("Dots in an inch: 203, 180."))
@option(
    "--length",
    "length_mm",
    type=click.IntRange(50, 400),
    help=marked("Length of a badge, millimetres."),
)
@option(
    "--darkness",
    type=click.IntRange(*DARKNESS),
    help=marked("How dark it burns, from -6 to 6; 0 leaves it as the printer is set."),
)
@option(
    "--feed",
    "feed_mm",
    type=click.IntRange(*FEED),
    help=marked("Blank paper behind a badge before the cut, millimetres."),
)
@option(
    "--cutter",
    "cutter_mm",
    type=click.IntRange(*CUTTER),
    help=marked("How far the blade is behind the print head: “checkin print --ruler” shows it."),
)
@option(
    "--answers",
    type=click.Choice(ANSWERS),
    help=marked("Whether it tells how it is; auto finds out."),
)
@option(
    "--speaks",
    type=click.Choice([one.value for one in Tongue]),
    help=marked("Its language: that of receipt printers, of Brother QL, of Zebra."),
)
@option(
    "--label",
    type=click.Choice(LABELS),
    help=marked("What is on the roll of a label printer, millimetres; one number has no end."),
)
@option("--name", default="", metavar="NAME", help=marked("Another printer beside the usual one."))
@option("--remove", is_flag=True, help=marked("This desk has the printer of that name no more."))
@in_json
@click.pass_obj
def printer(
    place: Place,
    /,
    *,
    kind: str | None,
    address: str,
    answers: str | None,
    speaks: str | None,
    label: str | None,
    name: str,
    remove: bool,
    as_json: bool,
    **numbers: int | None,
) -> None:
    settings = read_settings(place.path)
    if remove:
        _remove(place, settings, name)
        return
    known = settings.others.get(name) if name else settings.printer
    said = {option: value for option, value in numbers.items() if value is not None}
    if kind is None and known is None:
        raise click.UsageError(_("Say which printer: {kinds}.").format(kinds=", ".join(PRINTERS)))
    now = _told(known or PrinterSettings(), kind, address)
    if speaks is not None or label is not None:
        now = _speaking(now, speaks, label)
    now = replace(now, **said)  # type: ignore[arg-type] # the options have the fields' names
    if kind is not None or answers is not None:
        now = replace(now, answers=answers or ANSWERS[0])
    trouble = None
    if now != known:
        set_to = joined(now, Folder(place.path))
        write_settings(place.path, _with(settings, name, now))
        trouble = set_to.ready()
    if as_json:
        shown.emit(asdict(now))
    else:
        click.echo(_in_words(now))
    if trouble:
        click.echo(f"! {sentence(trouble)}", err=True)


def _in_words(now: PrinterSettings) -> str:
    words = _("{kind} {address} — {dots} dots across, {dpi} to the inch, {length} mm long")
    told = words.format(
        kind=now.kind, address=now.address, dots=now.dots, dpi=now.dpi, length=now.length_mm
    )
    language = f"{now.speaks} {now.label}".strip()
    return told if now.speaks == Tongue.ESCPOS else f"{told}, {language}"


def _told(now: PrinterSettings, kind: str | None, address: str) -> PrinterSettings:
    if kind is None:
        return now
    where = str(Path(address).absolute()) if address and kind in ("folder", "file") else address
    return replace(now, kind=kind, address=where)


def _speaking(now: PrinterSettings, speaks: str | None, label: str | None) -> PrinterSettings:
    try:
        return speaking(now, speaks or now.speaks, label or "")
    except ValueError as error:
        words = _("The labels are not for this printer ({reason}).")
        raise click.UsageError(words.format(reason=error)) from error


def _with(settings: Settings, name: str, now: PrinterSettings) -> Settings:
    if name:
        return replace(settings, others={**settings.others, name: now})
    return replace(settings, printer=now)


def _remove(place: Place, settings: Settings, name: str) -> None:
    """Forget a printer; its badges go to the usual one when the desk opens next."""
    if name not in settings.others:
        raise click.UsageError(_("There is no printer “{name}” here.").format(name=name))
    others = {one: printer for one, printer in settings.others.items() if one != name}
    write_settings(place.path, replace(settings, others=others))
