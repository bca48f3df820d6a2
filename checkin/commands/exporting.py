"""Hand everyone back to the organisers."""

from pathlib import Path

import click

from checkin import export as exported
from checkin.commands import shown
from checkin.commands.place import Place
from checkin.commands.spoken import Verb, in_json, on_list
from checkin.export import ExportTrouble
from checkin.language import marked, ngettext
from checkin.wording import number


@click.command(
    "export",
    cls=Verb,
    troubles=(ExportTrouble,),
    help=marked(
        "Write everyone to a file, with the columns of the organiser's list as they stand now, "
        "the time and desk of the arrival, and the badge."
    ),
    examples={
        "checkin export arrivals.xlsx": marked("a workbook"),
        "checkin export lunch.csv --list dejeuner": marked("CSV, with who was at lunch"),
    },
)
@click.argument("file", type=click.Path(path_type=Path))
@on_list
@in_json
@click.pass_obj
def export(place: Place, *, file: Path, list_id: str, as_json: bool) -> None:
    with place.reading() as desk:
        rows = exported.write(desk, file, list_id)
    if as_json:
        shown.emit({"rows": rows, "file": str(file)})
    else:
        sentence = ngettext("{count} person in {file}", "{count} people in {file}", rows)
        click.echo(sentence.format(count=number(rows), file=file))
