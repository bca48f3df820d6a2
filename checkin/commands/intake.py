"""Take an organiser's list in."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import click

from checkin import importing
from checkin.commands import shown
from checkin.commands.place import Place
from checkin.commands.spoken import Verb, in_json, option
from checkin.importing import Import
from checkin.intake import FIELDS, IntakeTrouble
from checkin.language import _, marked
from checkin.settings import read_settings
from checkin.wording import number

SHOWN = 10  # duplicates, remarks or rejected rows on the screen; the files have them all


@click.command(
    "import",
    cls=Verb,
    troubles=(IntakeTrouble,),
    help=marked(
        "Take in the organiser's list: CSV or a workbook, from any registration system. "
        "Who is known already is updated and keeps every arrival; who is no longer listed is "
        "marked, never deleted."
    ),
    examples={
        "checkin import list.xlsx": marked("take a list in"),
        "checkin import list.csv --dry-run": marked("see what would come in"),
        "checkin import list.csv --map given_name=Vorname": marked("say which column is which"),
    },
)
@click.argument("file", type=click.Path(path_type=Path))
@option(
    "--map",
    "mapped",
    multiple=True,
    metavar="FIELD=HEADING",
    help=marked("The column of a field; remembered for the next lists."),
)
@option("--dry-run", is_flag=True, help=marked("Show what would come in, and change nothing."))
@in_json
@click.pass_obj
def take_in(
    place: Place, *, file: Path, mapped: tuple[str, ...], dry_run: bool, as_json: bool
) -> None:
    mapping = dict(_column(text) for text in mapped)
    with _progress() as progress:
        done = _plan(place, file, mapping, progress) if dry_run else _take_in(place, file, mapping, progress)
    if as_json:
        shown.emit(_plain(done, with_columns=dry_run))
    else:
        _print(done, dry_run=dry_run)


def _plan(place: Place, file: Path, mapping: Mapping[str, str], progress: importing.Progress) -> Import:
    with place.reading() as desk:
        return importing.plan(desk, file, read_settings(place.path), mapping, progress)


def _take_in(
    place: Place, file: Path, mapping: Mapping[str, str], progress: importing.Progress
) -> Import:
    with place.holding() as held, closing(held.desk()) as desk:
        return importing.take_in(desk, file, held.folder, held.settings, mapping, progress)
