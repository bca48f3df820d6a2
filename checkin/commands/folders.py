"""A desk's folder and what it is told once: its event, its name, its list."""

from dataclasses import replace
from pathlib import Path

import click

from checkin.commands import shown
from checkin.commands.place import Place
from checkin.commands.spoken import Verb, in_json, option
from checkin.event import programme, read_event
from checkin.language import _, marked
from checkin.settings import (
    Folder,
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
