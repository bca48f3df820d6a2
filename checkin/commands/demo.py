"""Try the desk on made-up people."""

from dataclasses import replace

import click

from checkin import rehearsal
from checkin.commands.entry import open_desk
from checkin.commands.intake import progress
from checkin.commands.place import Place
from checkin.commands.spoken import CAMERA, Verb, option
from checkin.language import _, marked
from checkin.rehearsal import PARTICIPANTS, SEED, Cast, RehearsalTrouble
from checkin.wording import number


@click.command(
    "demo",
    cls=Verb,
    troubles=(RehearsalTrouble,),
    help=marked(
        "Open the desk on a made-up welcome: the programme that is shipped, moved to today, and "
        "people who do not exist. Badges become pictures in its folder."
    ),
    examples={
        "checkin demo": marked("2,000 people"),
        "checkin demo --participants 100000": marked("very many"),
    },
)
@option(
    "--participants",
    type=click.IntRange(1, 1_000_000),
    default=PARTICIPANTS,
    show_default=True,
    help=marked("How many people."),
)
@option("--seed", default=SEED, show_default=True, help=marked("Which people."))
@option("--no-open", is_flag=True, help=marked("Make the demo and do not open the desk."))
@option("--camera", default="", metavar="PATH", help=CAMERA)
@click.pass_context
def demo(ctx: click.Context, *, participants: int, seed: int, no_open: bool, camera: str) -> None:
    place: Place = ctx.obj
    if camera:
        place = replace(place, camera=camera)
    cast = Cast(participants, seed)
    if not place.chosen:
        place = place.at(rehearsal.usual_folder(cast))
    with progress(_("Demo")) as bar:
        rehearsal.prepare(place.path, cast, bar)
    if no_open:
        sentence = _("A demo of {count} people is ready in {folder}.")
        click.echo(sentence.format(count=number(participants), folder=place.path))
    elif not open_desk(place):
        ctx.exit(1)
