"""Bring another laptop up to date by a file, where there is no network."""

from contextlib import closing
from pathlib import Path

import click

from checkin import sharing
from checkin.commands import shown
from checkin.commands.place import Place
from checkin.commands.spoken import Verb, in_json, option
from checkin.language import _, marked, ngettext
from checkin.sharing import SharingTrouble
from checkin.wording import number
from db import registrations


@click.command(
    "share",
    cls=Verb,
    troubles=(SharingTrouble,),
    help=marked(
        "Write this desk to one file for “checkin join” on another laptop: the event, its ticket "
        "secret, everybody's data and all arrivals. The file is secret: whoever has it can make "
        "tickets."
    ),
    examples={"checkin share desk.checkin": marked("carry it on a stick, then delete it")},
)
@click.argument("file", type=click.Path(path_type=Path))
@in_json
@click.pass_obj
def share(place: Place, *, file: Path, as_json: bool) -> None:
    with place.reading() as desk:
        entries = sharing.share(desk, file)
    if as_json:
        shown.emit({"entries": entries, "file": str(file)})
        return
    sentence = ngettext(
        "{count} entry in {file}. Keep that file secret: whoever has it can make tickets.",
        "{count} entries in {file}. Keep that file secret: whoever has it can make tickets.",
        entries,
    )
    click.echo(sentence.format(count=number(entries), file=file))


@click.command(
    "join",
    cls=Verb,
    troubles=(SharingTrouble,),
    help=marked(
        "Make this laptop a desk of the event in a file of “checkin share”, or take in what is "
        "new in it. The same file may come again."
    ),
    examples={
        "checkin join desk.checkin --desk hall-2": marked("the second desk"),
        "checkin join desk.checkin": marked("what the other desk did since"),
    },
)
@click.argument("file", type=click.Path(path_type=Path))
@option("--desk", "name", default="", metavar="NAME", help=marked("What this desk is called."))
@in_json
@click.pass_context
def join(ctx: click.Context, *, file: Path, name: str, as_json: bool) -> None:
    place: Place = ctx.obj
    sharing.prepare(file, place.path, name)
    with place.holding() as held, closing(held.desk()) as desk:
        taken = sharing.join(desk, file)
        people = registrations.count(desk.copy)
    if as_json:
        shown.emit({"taken": taken.taken, "waiting": taken.waiting, "refused": taken.refused})
    else:
        sentence = _("{taken} new entries, {refused} refused; {people} people are known here.")
        counts = {"taken": taken.taken, "refused": taken.refused, "people": people}
        click.echo(sentence.format(**{name: number(count) for name, count in counts.items()}))
    if taken.refused:
        ctx.exit(1)
