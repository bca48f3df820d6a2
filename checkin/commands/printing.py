"""Badges on the desk's printers: what waits, everybody's in advance, a test, a ruler."""

import threading
from collections.abc import Callable
from contextlib import closing
from itertools import islice

import click

from checkin import jobs
from checkin.commands import shown
from checkin.commands.intake import progress
from checkin.commands.place import Place
from checkin.commands.press import pressroom, queues_of
from checkin.commands.spoken import Verb, in_json, option
from checkin.desk import Desk
from checkin.language import _, marked, ngettext
from checkin.opening import OpenFolder
from checkin.printing import PrinterState, Trouble, sentence, together
from checkin.wording import number
from db import spool
from db.connection import Copy
from db.records import JobState

BLOCK = 500  # badges asked for in one transaction

Hear = Callable[[PrinterState], None]


@click.command(
    "print",
    cls=Verb,
    help=marked(
        "Print the badges that wait, on this desk's printers, and say what happened. "
        "The exit code is 1 when some still wait."
    ),
    examples={
        "checkin print": marked("what can be printed now"),
        "checkin print --watch": marked("wait for a printer in trouble until all are printed"),
        "checkin print --all --by organisation": marked(
            "everybody's badge before the doors open; cut off, it goes on where it was"
        ),
        "checkin print --test": marked("one badge of nobody"),
        "checkin print --ruler": marked("a ruler: its last number is the blade's distance"),
    },
)
@option("--watch", is_flag=True, help=marked("Wait for the printer until no badge is queued."))
@option("--all", "everybody", is_flag=True, help=marked("Everybody expected who has no badge yet."))
@option(
    "--by",
    type=click.Choice(tuple(jobs.ORDERS)),
    default="name",
    help=marked("The order of everybody's badges: by name or by organisation."),
)
@option("--category", default="", metavar="ID", help=marked("Only this category's badges."))
@option("--test", "trial", flag_value="test", help=marked("A test badge instead."))
@option("--ruler", "trial", flag_value="ruler", help=marked("A ruler instead, cut at once."))
@in_json
@click.pass_context
def print_badges(
    ctx: click.Context,
    *,
    watch: bool,
    everybody: bool,
    by: str,
    category: str,
    trial: str | None,
    as_json: bool,
) -> None:
    place: Place = ctx.obj
    if (category or by != "name") and not everybody:
        raise click.UsageError(_("--by and --category go with --all."))
    with place.holding() as held, closing(held.desk()) as desk:
        if trial:
            jobs.try_printer(desk, trial)
        if everybody:
            _ask_for_all(desk, by, category)
        before = _printed(desk.copy)
        with progress(_("Badges")) as bar:
            state = _emptied(held, _drawn(bar, spool.waiting(desk.copy)), watch=watch)
        printed = _printed(desk.copy) - before
    _tell(state, printed, as_json=as_json)
    ctx.exit(1 if state.queued else 0)


def _ask_for_all(desk: Desk, by: str, category: str) -> None:
    """Queue everybody's badge, in blocks."""
    if category:
        known = {one.id for one in desk.event.categories}
        if category not in known:
            sentence_ = _("There is no category “{id}”. There are: {known}.")
            raise click.UsageError(sentence_.format(id=category, known=", ".join(sorted(known))))
    people = iter(jobs.due(desk, by=by, category=category))
    run = None
    while block := list(islice(people, BLOCK)):
        run = jobs.print_in_advance(desk, block, _("In advance"), run)


def _printed(copy: Copy) -> int:
    states = dict(spool.states(copy))
    return states.get(JobState.SENT, 0) + states.get(JobState.PRINTED, 0)


def _drawn(bar: Callable[[float], None], size: int) -> Hear:
    """Return what draws how many of so many badges are done, over all printers."""
    known: dict[str, PrinterState] = {}

    def hear(state: PrinterState) -> None:
        known[state.queue] = state
        whole = together(known.values())
        if size and whole is not None:
            bar(1 - min(size, whole.queued) / size)

    return hear


def _emptied(held: OpenFolder, hear: Hear, *, watch: bool) -> PrinterState:
    """Print what waits; with `watch`, wait for a printer in trouble and tell what it needs."""
    if not watch:
        return pressroom(held, hear).empty()
    known: dict[str, PrinterState] = {}
    told: set[Trouble] = set()
    done = threading.Event()
    printers = len(queues_of(held.settings))

    def listen(state: PrinterState) -> None:
        hear(state)
        if state.trouble and state.trouble not in told:
            told.add(state.trouble)
            click.echo(sentence(state.trouble), err=True)
        known[state.queue] = state
        if len(known) == printers and all(_is_over(one) for one in known.values()):
            done.set()

    press = pressroom(held, listen)
    press.start()
    try:
        done.wait()
    finally:
        press.stop()
    whole = together(known.values())
    assert whole is not None
    return whole


def _is_over(state: PrinterState) -> bool:
    return state.trouble is Trouble.DEAD or state.paused or not state.queued


def _tell(state: PrinterState, printed: int, *, as_json: bool) -> None:
    trouble = sentence(state.trouble) if state.trouble else None
    if as_json:
        shown.emit(
            {
                "printer": state.printer,
                "printed": printed,
                "queued": state.queued,
                "unknown": state.unknown,
                "failed": state.failed,
                "paused": state.paused,
                "labels": state.labels,
                "trouble": trouble,
            }
        )
        return
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
    if state.paused:
        click.echo(_("Printing is paused: go on with checkin badges --resume."), err=True)
    if trouble:
        click.echo(trouble, err=True)
