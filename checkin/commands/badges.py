"""One badge: looked at, or in a file."""

import sys
import time
from dataclasses import replace
from pathlib import Path
from shutil import get_terminal_size

import click

from checkin.badge import Badge
from checkin.badge.sample import SAMPLE
from checkin.commands import shown
from checkin.commands.people import the_one
from checkin.commands.place import Place
from checkin.commands.press import draw
from checkin.commands.spoken import Verb, option
from checkin.drafts import draft
from checkin.event import Event
from checkin.language import _, marked
from checkin.settings import read_settings
from db.records import Registration

WIDEST = 72  # columns of a badge in the terminal


@click.command(
    "badge",
    cls=Verb,
    help=marked(
        "Look at one person's badge as the desk's printer would print it, or draw it into a file. "
        "With --category it is the badge of nobody, to see a layout."
    ),
    examples={
        "checkin badge CODE": marked("in the terminal"),
        "checkin badge --category elu": marked("of a made-up person of that category"),
        "checkin badge CODE --png badge.png": marked("as a picture"),
        "checkin badge CODE --bytes badge.bin": marked("as the printer's bytes"),
    },
)
@click.argument("code", required=False)
@option("--category", metavar="ID", help=marked("Nobody's badge, as that category wears it."))
@option("--png", type=click.Path(path_type=Path), metavar="FILE", help=marked("The picture."))
@option(
    "--bytes",
    "printed",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=marked("What the printer is sent."),
)
@click.pass_obj
def badge(
    place: Place, *, code: str | None, category: str | None, png: Path | None, printed: Path | None
) -> None:
    if (code is None) == (category is None):
        raise click.UsageError(_("Say whose badge: a ticket code, or --category ID."))
    with place.reading() as desk:
        who = the_one(desk, code).registration if code else _sample(desk.event, category or "")
        drawn = draw(
            who, desk.event, read_settings(place.path).printer, at=time.time_ns() // 1_000_000
        )
        if png is not None:
            with draft(png) as file:
                drawn.image.save(file, "PNG", dpi=(drawn.dpi, drawn.dpi))
        if printed is not None:
            with draft(printed) as file:
                file.write(drawn.data)
        if png is None and printed is None:
            look_at(drawn)
        click.echo(shown.person_line(who, desk.event))


def look_at(drawn: Badge) -> None:
    """Show a badge in the terminal, in greys where it has colours."""
    from checkin.badge.cells import cells, plain

    columns = min(WIDEST, get_terminal_size().columns - 1)
    for row in cells(drawn.upright, columns):
        if not sys.stdout.isatty():
            click.echo(plain(row))
            continue
        halves = ((3 * (upper,), 3 * (lower,)) for upper, lower in row)
        click.echo("".join(click.style("▀", fg=upper, bg=lower) for upper, lower in halves))


def _sample(event: Event, category: str) -> Registration:
    """Return nobody, of that category, who goes to the first sessions."""
    known = [one.id for one in event.categories]
    if category not in known:
        sentence = _("There is no category “{category}”; this event has: {known}.")
        raise click.UsageError(sentence.format(category=category, known=", ".join(known)))
    return replace(SAMPLE, category=category, sessions=_one_after_the_other(event))


def _one_after_the_other(event: Event) -> tuple[str, ...]:
    """Return the first sessions that one person can go to."""
    chosen: list[str] = []
    free = None
    for session in sorted(event.sessions, key=lambda one: one.start):
        if free is None or session.start >= free:
            chosen.append(session.id)
            free = session.end
    return tuple(chosen[:4])
