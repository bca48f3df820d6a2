"""Badges: one person's in a file, and all that wait on the printer."""

import threading
from contextlib import closing
from pathlib import Path

import click

from checkin.commands import shown
from checkin.commands.people import the_one
from checkin.commands.place import Place
from checkin.commands.press import draw, spooler
from checkin.commands.spoken import Verb, in_json, option
from checkin.drafts import draft
from checkin.language import _, marked, ngettext
from checkin.opening import OpenFolder
from checkin.printing import PrinterState, Trouble, sentence
from checkin.settings import read_settings
from checkin.wording import number
from db import spool
from db.connection import Copy
from db.records import JobState


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


@click.command(
    "print",
    cls=Verb,
    help=marked(
        "Print the badges that wait, on this desk's printer, and say what happened. "
        "The exit code is 1 when some still wait."
    ),
    examples={
        "checkin print": marked("what can be printed now"),
        "checkin print --watch": marked("wait for a printer in trouble until all are printed"),
    },
)
@option("--watch", is_flag=True, help=marked("Wait for the printer until no badge is queued."))
@in_json
@click.pass_context
def print_badges(ctx: click.Context, *, watch: bool, as_json: bool) -> None:
    place: Place = ctx.obj
    with place.holding() as held, closing(held.reader()) as reader:
        before = _printed(reader.copy)
        state = _until_empty(held) if watch else spooler(held).empty()
        printed = _printed(reader.copy) - before
    trouble = sentence(state.trouble) if state.trouble else None
    if as_json:
        shown.emit(
            {
                "printer": state.printer,
                "printed": printed,
                "queued": state.queued,
                "unknown": state.unknown,
                "failed": state.failed,
                "trouble": trouble,
            }
        )
    else:
        _tell(state, printed, trouble)
    ctx.exit(1 if state.queued else 0)


def _printed(copy: Copy) -> int:
    states = dict(spool.states(copy))
    return states.get(JobState.SENT, 0) + states.get(JobState.PRINTED, 0)


def _until_empty(held: OpenFolder) -> PrinterState:
    """Print until nothing is queued, and tell on the way what the printer needs."""
    states: list[PrinterState] = []
    done = threading.Event()

    def hear(state: PrinterState) -> None:
        if state.trouble and (not states or states[-1].trouble is not state.trouble):
            click.echo(sentence(state.trouble), err=True)
        states.append(state)
        if state.trouble is Trouble.DEAD or not state.queued:
            done.set()

    press = spooler(held, hear)
    press.start()
    try:
        done.wait()
    finally:
        press.stop()
    return states[-1]


def _tell(state: PrinterState, printed: int, trouble: str | None) -> None:
    told = ngettext(
        "{count} badge printed on {printer}", "{count} badges printed on {printer}", printed
    )
    parts = [told.format(count=number(printed), printer=state.printer)]
    if state.queued:
        parts.append(_("{count} waiting").format(count=number(state.queued)))
    if state.unknown:
        parts.append(_("{count} that may have come out").format(count=number(state.unknown)))
    if state.failed:
        parts.append(_("{count} failed").format(count=number(state.failed)))
    click.echo(", ".join(parts))
    if trouble:
        click.echo(trouble, err=True)
