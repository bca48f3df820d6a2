"""Find people."""

import sys

import click

from checkin.commands import shown
from checkin.commands.place import Place
from checkin.commands.spoken import Verb, in_json, on_list, option
from checkin.language import _, marked


@click.command(
    "find",
    cls=Verb,
    help=marked(
        "Find people by the beginnings of any words of theirs: name, organisation, function, "
        "e-mail or code; accents, case and order do not matter."
    ),
    examples={
        "checkin find lefevre helene": marked("Hélène Lefèvre, and whoever is called alike"),
        "checkin find --json ville lyon": marked("the same for a script"),
        "checkin find --batch < names.txt": marked("a line of JSON for each line read"),
    },
)
@click.argument("text", nargs=-1)
@option(
    "--limit",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help=marked("How many people to show at most."),
)
@option("--batch", is_flag=True, help=marked("Find each line of the standard input."))
@on_list
@in_json
@click.pass_context
def find(
    ctx: click.Context,
    *,
    text: tuple[str, ...],
    limit: int,
    batch: bool,
    list_id: str,
    as_json: bool,
) -> None:
    place: Place = ctx.obj
    if not text and not batch:
        raise click.UsageError(_("Say what to find, or give --batch."))
    with place.reading() as desk:
        on = place.list_id(list_id)
        if batch:
            for line in sys.stdin:
                people = desk.find(line, limit=limit, list_id=on)
                shown.emit([shown.found(one) for one in people])
            return
        people = desk.find(" ".join(text), limit=limit, list_id=on)
        if as_json:
            shown.emit([shown.found(one) for one in people])
        else:
            for one in people:
                click.echo(shown.found_line(one, desk.event))
    if not people:
        click.echo(_("Nobody was found."), err=True)
        ctx.exit(1)
