"""A desk's folder and what it is told once: its event, its name, its list, its printer."""

from dataclasses import replace
from pathlib import Path

import click

from checkin.commands import shown
from checkin.commands.place import Place
from checkin.commands.press import joined
from checkin.commands.spoken import Verb, in_json, option
from checkin.event import programme, read_event
from checkin.language import _, marked
from checkin.settings import (
    ANSWERS,
    PRINTERS,
    Folder,
    PrinterSettings,
    create_folder,
    read_settings,
    write_settings,
)


@click.command(
    "init",
    cls=Verb,
    help=marked("Make a desk's folder, with keys of its own."),
    examples={
        "checkin init desk": marked("for the event that is shipped, AICT 2023"),
        "checkin init desk --event event.toml --desk hall-1": marked("for an event of your own"),
    },
)
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@option(
    "--event",
    "event_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=marked("The event's description in TOML."),
)
@option("--desk", "name", metavar="NAME", help=marked("What this desk is called."))
@click.pass_obj
def init(place: Place, *, folder: Path | None, event_file: Path | None, name: str | None) -> None:
    text = read_event(event_file).text if event_file else programme()
    path = folder or place.path
    create_folder(path, text)
    settings = read_settings(path)
    if name:
        settings = replace(settings, desk=name)
        write_settings(path, settings)
    sentence = _("The desk “{desk}” is ready in {folder}.")
    click.echo(sentence.format(desk=settings.desk, folder=path))


@click.command(
    "list",
    cls=Verb,
    help=marked("Show the check-in lists, or set the one that this desk enters people on."),
    examples={
        "checkin list": marked("which there are; * is this desk's"),
        "checkin list dejeuner": marked("enter people on the lunch list from now on"),
    },
)
@click.argument("list_id", metavar="[LIST]", required=False)
@in_json
@click.pass_obj
def choose_list(place: Place, *, list_id: str | None, as_json: bool) -> None:
    settings = read_settings(place.path)
    event = read_event(Folder(place.path).event)
    if list_id is not None:
        settings = replace(settings, list_id=event.check_in_list(list_id).id)
        write_settings(place.path, settings)
    chosen = settings.list_id or event.arrivals
    if as_json:
        shown.emit(
            [{"id": one.id, "title": one.title, "chosen": one.id == chosen} for one in event.lists]
        )
        return
    width = max(len(one.id) for one in event.lists)
    for one in event.lists:
        click.echo(f"{'*' if one.id == chosen else ' '} {one.id:<{width}}  {one.title}")


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
    },
)
@click.argument("kind", type=click.Choice(PRINTERS), required=False)
@click.argument("address", default="")
@option("--dots", type=click.IntRange(256, 2048), help=marked("Dots across the paper: 576, 384."))
@option("--dpi", type=click.IntRange(100, 600), help=marked("Dots in an inch: 203, 180."))
@option("--length", type=click.IntRange(50, 400), help=marked("Length of a badge, millimetres."))
@option(
    "--answers",
    type=click.Choice(ANSWERS),
    help=marked("Whether it tells how it is; auto finds out."),
)
@in_json
@click.pass_obj
def printer(
    place: Place,
    *,
    kind: str | None,
    address: str,
    dots: int | None,
    dpi: int | None,
    length: int | None,
    answers: str | None,
    as_json: bool,
) -> None:
    settings = read_settings(place.path)
    now = settings.printer
    if kind is not None:
        where = str(Path(address).absolute()) if address and kind in ("folder", "file") else address
        now = PrinterSettings(
            kind,
            where,
            dots or now.dots,
            dpi or now.dpi,
            length or now.length_mm,
            answers or ANSWERS[0],
        )
        joined(now, Folder(place.path))
        write_settings(place.path, replace(settings, printer=now))
    elif dots or dpi or length or answers:
        raise click.UsageError(_("Say which printer: {kinds}.").format(kinds=", ".join(PRINTERS)))
    if as_json:
        shown.emit(
            {
                "kind": now.kind,
                "address": now.address,
                "dots": now.dots,
                "dpi": now.dpi,
                "length_mm": now.length_mm,
                "answers": now.answers,
            }
        )
        return
    sentence = _("{kind} {address} — {dots} dots across, {dpi} to the inch, {length} mm long")
    click.echo(
        sentence.format(
            kind=now.kind, address=now.address, dots=now.dots, dpi=now.dpi, length=now.length_mm
        )
    )
