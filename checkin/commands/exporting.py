"""Hand everyone, or what became of them, back to the organisers."""

from pathlib import Path

import click

from checkin import export as exported
from checkin import reports
from checkin.commands import shown
from checkin.commands.intake import progress
from checkin.commands.place import Place
from checkin.commands.spoken import Verb, in_json, on_list, option
from checkin.export import ExportTrouble
from checkin.language import _, marked, ngettext
from checkin.reports import REPORTS, ReportTrouble
from checkin.wording import number


@click.command(
    "export",
    cls=Verb,
    troubles=(ExportTrouble, ReportTrouble),
    help=marked(
        "Write everyone to a file, with the columns of the organiser's list as they stand now, "
        "the time and desk of the arrival, and the badge. With --report, one of the reports that "
        "go back after the event, as CSV, workbook or PDF."
    ),
    examples={
        "checkin export arrivals.xlsx": marked("a workbook"),
        "checkin export lunch.csv --list dejeuner": marked("CSV, with who was at lunch"),
        "checkin export sheet.pdf --report sheet": marked("the attendance sheet, to be signed"),
        "checkin export missing.csv --report no-shows": marked("who was expected and did not come"),
    },
)
@click.argument("file", type=click.Path(path_type=Path))
@option(
    "--report",
    type=click.Choice(tuple(REPORTS)),
    help=marked("Attendance, attendance sheet, who did not come, walk-ins, corrections, numbers."),
)
@on_list
@in_json
@click.pass_obj
def export(place: Place, *, file: Path, report: str | None, list_id: str, as_json: bool) -> None:
    with place.reading() as desk:
        if report is None:
            rows = exported.write(desk, file, list_id)
        else:
            with progress(_("Report")) as told:
                rows = reports.write(desk, REPORTS[report](desk, list_id), file, told)
    if as_json:
        shown.emit({"rows": rows, "file": str(file)})
        return
    people = ngettext("{count} person in {file}", "{count} people in {file}", rows)
    lines = ngettext("{count} row in {file}", "{count} rows in {file}", rows)
    click.echo((lines if report else people).format(count=number(rows), file=file))
