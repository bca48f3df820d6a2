"""Hand the tickets out: pictures, a PDF, a list for the organisers' mailing."""

from pathlib import Path

import click

from checkin import mailing
from checkin.commands import shown
from checkin.commands.intake import progress
from checkin.commands.place import Place
from checkin.commands.spoken import Verb, in_json
from checkin.language import _, marked, ngettext
from checkin.mailing import MailingTrouble, Posted
from checkin.wording import number


@click.command(
    "export",
    cls=Verb,
    troubles=(MailingTrouble,),
    help=marked(
        "Write the tickets of all who may come: a PDF to print and cut, a CSV list to merge into "
        "a mailing, or an empty folder to fill with a picture each and the list that names them."
    ),
    examples={
        "checkin tickets export tickets.pdf": marked("ten a page, with names"),
        "checkin tickets export tickets.csv": marked("for a mailing"),
        "checkin tickets export tickets/": marked("pictures and the list that names them"),
    },
)
@click.argument("file", type=click.Path(path_type=Path))
@in_json
@click.pass_obj
def export(place: Place, *, file: Path, as_json: bool) -> None:
    if file.suffix and file.suffix.lower() not in (".pdf", ".csv"):
        sentence = _("{file} must end in .pdf or .csv, or be a folder.")
        raise click.BadParameter(sentence.format(file=file.name))
    with place.reading() as desk, progress(_("Tickets")) as bar:
        posted = mailing.post(desk, file, bar)
    if as_json:
        shown.emit(
            {
                "file": str(file),
                "written": posted.written,
                "without": posted.without,
                "left_out": posted.left_out,
                "too_long": posted.too_long,
            }
        )
        return
    sentence = ngettext("{count} ticket in {file}", "{count} tickets in {file}", posted.written)
    click.echo(sentence.format(count=number(posted.written), file=file))
    _tell_who_is_missing(posted)


def _tell_who_is_missing(posted: Posted) -> None:
    if posted.without:
        sentence = ngettext(
            "{count} person has none yet: “checkin tickets” gives it.",
            "{count} people have none yet: “checkin tickets” gives them.",
            posted.without,
        )
        click.echo(sentence.format(count=number(posted.without)), err=True)
    if posted.left_out:
        sentence = ngettext(
            "{count} person is left out: cancelled, blocked, or the code was revoked.",
            "{count} people are left out: cancelled, blocked, or their code was revoked.",
            posted.left_out,
        )
        click.echo(sentence.format(count=number(posted.left_out)), err=True)
    if posted.too_long:
        sentence = ngettext(
            "{count} code is too long for a picture.",
            "{count} codes are too long for a picture.",
            posted.too_long,
        )
        click.echo(sentence.format(count=number(posted.too_long)), err=True)
