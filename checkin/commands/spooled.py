"""The spool for whoever has no screen: its badges, what to do with one, and the roll of labels."""

import click

from checkin import jobs
from checkin.commands import shown
from checkin.commands.place import Place
from checkin.commands.press import queues_of
from checkin.commands.spoken import Verb, in_json, option
from checkin.desk import Desk
from checkin.language import _, marked
from checkin.settings import read_settings
from checkin.wording import JOB_STATES, JOB_SYMBOLS, called, hour
from db.records import Registration

JOB = click.IntRange(min=1)


@click.command(
    "badges",
    cls=Verb,
    help=marked(
        "Show the badges of this desk, those to look at first, or settle one of them. "
        "The exit code is 1 when the badge is not in a state to be settled so."
    ),
    examples={
        "checkin badges": marked("all of them: to look at, to come, printed"),
        "checkin badges --came-out 12": marked("number 12 is in hand after all"),
        "checkin badges --retry 12": marked("it is not: print it once more"),
        "checkin badges --pause": marked("let the badges wait; --resume goes on"),
    },
)
@option("--retry", type=JOB, metavar="JOB", help=marked("Print a failed or doubtful badge again."))
@option("--came-out", type=JOB, metavar="JOB", help=marked("A doubtful badge is in hand."))
@option("--drop", type=JOB, metavar="JOB", help=marked("Nobody needs this badge any more."))
@option("--first", type=JOB, metavar="JOB", help=marked("Print this badge before all others."))
@option("--pause/--resume", "paused", default=None, help=marked("Let badges wait, or go on."))
@option("--to", metavar="PRINTER", help=marked("Let this printer print what waits for the usual."))
@option("--limit", type=click.IntRange(min=1), default=200, help=marked("How many to show."))
@in_json
@click.pass_context
def badges(
    ctx: click.Context,
    *,
    retry: int | None,
    came_out: int | None,
    drop: int | None,
    first: int | None,
    paused: bool | None,
    to: str | None,
    limit: int,
    as_json: bool,
) -> None:
    place: Place = ctx.obj
    settled = {jobs.retry: retry, jobs.came_out: came_out, jobs.cancel: drop, jobs.hasten: first}
    asked = {verb: job for verb, job in settled.items() if job is not None}
    if len(asked) + (paused is not None) + (to is not None) > 1:
        raise click.UsageError(_("One thing at a time, please."))
    if to is not None and to not in queues_of(read_settings(place.path)):
        raise click.UsageError(_("There is no printer “{name}” here.").format(name=to))
    if asked or paused is not None or to is not None:
        with place.writing() as desk:
            done = all(verb(desk, job) for verb, job in asked.items())
            if paused is not None:
                jobs.pause(desk, paused=paused)
            if to is not None:
                jobs.move(desk, "", to)
        ctx.exit(0 if done else 1)
    with place.reading() as desk:
        _show(desk, limit, as_json=as_json)


@click.command(
    "roll",
    cls=Verb,
    help=marked("Say how many labels are on the roll just put in, or show how many are left."),
    examples={
        "checkin roll": marked("how many are left"),
        "checkin roll 250": marked("a new roll of 250"),
        "checkin roll --uncounted": marked("do not count"),
    },
)
@click.argument("labels", type=click.IntRange(1, 100_000), required=False)
@option("--uncounted", is_flag=True, help=marked("Do not count labels on this printer."))
@option("--printer", "queue", default="", metavar="PRINTER", help=marked("Another printer's roll."))
@in_json
@click.pass_obj
def roll(place: Place, *, labels: int | None, uncounted: bool, queue: str, as_json: bool) -> None:
    if queue not in queues_of(read_settings(place.path)):
        raise click.UsageError(_("There is no printer “{name}” here.").format(name=queue))
    if labels is not None or uncounted:
        with place.writing() as desk:
            jobs.load(desk, labels, queue=queue)
    with place.reading() as desk:
        known = jobs.queue_of(desk, queue)
    if as_json:
        shown.emit({"labels": known.labels, "roll": known.roll})
    elif known.labels is None:
        click.echo(_("Labels are not counted: “checkin roll 250” begins with a roll of 250."))
    else:
        words = _("{count} labels left of a roll of {roll}")
        click.echo(words.format(count=known.labels, roll=known.roll))


def _show(desk: Desk, limit: int, *, as_json: bool) -> None:
    for job, who in jobs.named(desk, limit=limit):
        if as_json:
            shown.emit(
                {
                    "job": job.id,
                    "state": job.state,
                    "why": job.why,
                    "trouble": job.trouble or None,
                    "attempts": job.attempts,
                    "printer": job.printer,
                    "registration": job.registration or None,
                    "name": who.name if who else None,
                }
            )
        else:
            state = f"{JOB_SYMBOLS[job.state]} {_(JOB_STATES[job.state])}"
            at = hour(job.changed_at, desk.event.timezone)
            click.echo(f"{job.id:>5}  {state:<18}  {at:>5}  {_whose(who)}")


def _whose(who: Registration | None) -> str:
    return called(who) if who else _("test badge")
