"""One person's badge in a file."""

from pathlib import Path

import click

from checkin.commands import shown
from checkin.commands.people import the_one
from checkin.commands.place import Place
from checkin.commands.press import draw
from checkin.commands.spoken import Verb, option
from checkin.drafts import draft
from checkin.language import _, marked
from checkin.settings import read_settings


@click.command(
    "badge",
    cls=Verb,
    help=marked("Draw one person's badge into a file, as the desk's printer would print it."),
    examples={
        "checkin badge CODE --png badge.png": marked("as a picture"),
        "checkin badge CODE --escpos badge.bin": marked("as the printer's bytes"),
    },
)
@click.argument("code")
@option("--png", type=click.Path(path_type=Path), metavar="FILE", help=marked("The picture."))
@option("--escpos", type=click.Path(path_type=Path), metavar="FILE", help=marked("The bytes."))
@click.pass_obj
def badge(place: Place, *, code: str, png: Path | None, escpos: Path | None) -> None:
    if png is None and escpos is None:
        raise click.UsageError(_("Say where to: --png FILE, --escpos FILE or both."))
    with place.reading() as desk:
        who = the_one(desk, code).registration
        drawn = draw(who, desk.event, read_settings(place.path).printer)
        if png is not None:
            with draft(png) as file:
                drawn.image.save(file, "PNG", dpi=(drawn.dpi, drawn.dpi))
        if escpos is not None:
            with draft(escpos) as file:
                file.write(drawn.escpos)
        click.echo(shown.person_line(who, desk.event))
