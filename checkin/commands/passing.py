"""Enter, on a list, whoever holds a code."""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

import click

from checkin.commands import shown
from checkin.commands.place import Place
from checkin.commands.press import pressroom
from checkin.commands.spoken import Verb, in_json, on_list, option
from checkin.desk import Desk, Rule
from checkin.language import _, marked
from checkin.opening import OpenFolder
from checkin.printing import Pressroom
from db.records import Direction, Outcome


@click.command(
    "scan",
    cls=Verb,
    help=marked(
        "Mark the arrival of whoever holds a ticket code. The exit code is 0 for a welcome, "
        "1 for any other answer."
    ),
    examples={
        "checkin scan 7F3K-9ABC-DEFG-H123": marked("the arrival of one person"),
        "checkin scan CODE --list dejeuner": marked("the same on another list"),
        "checkin scan --batch --print": marked("a line of JSON for each line read, and badges"),
    },
)
@click.argument("code", required=False)
@on_list
@option("--exit", "leaving", is_flag=True, help=marked("The person leaves the list's room."))
@option("--reason", default="", metavar="TEXT", help=marked("Why staff admit against a rule."))
@option("--note-read", is_flag=True, help=marked("The attention note was read."))
@option("--batch", is_flag=True, help=marked("Scan each line of the standard input."))
@option("--print", "printing", is_flag=True, help=marked("Print the badges too."))
@in_json
@click.pass_context
def scan(
    ctx: click.Context,
    *,
    code: str | None,
    list_id: str,
    leaving: bool,
    reason: str,
    note_read: bool,
    batch: bool,
    printing: bool,
    as_json: bool,
) -> None:
    if (code is None) is not batch:
        raise click.UsageError(_("Give a code to scan, or --batch, one of them."))
    place: Place = ctx.obj
    rule = Rule(reason, note_read, Direction.EXIT if leaving else Direction.ENTRY)
    on = place.list_id(list_id)
    with place.holding() as held, closing(held.desk()) as desk:
        desk.event.check_in_list(on)
        if code is None:
            _scan_lines(held, desk, on, rule, printing=printing)
            return
        said = desk.scan(code, list_id=on, rule=rule)
        if as_json:
            shown.emit(shown.verdict(said, desk.event))
        else:
            click.echo(shown.verdict_line(said, desk.event))
        if printing:
            pressroom(held).empty()
    ctx.exit(0 if said.outcome is Outcome.WELCOME else 1)


def _scan_lines(held: OpenFolder, desk: Desk, list_id: str, rule: Rule, *, printing: bool) -> None:
    """Answer line by line; each arrival is on disk before it is answered."""
    if not printing:
        for line in sys.stdin:
            said = desk.scan(line, list_id=list_id, rule=rule)
            shown.emit(shown.verdict(said, desk.event))
        return
    with _printing(held) as press:
        for line in sys.stdin:
            said = desk.scan(line, list_id=list_id, rule=rule)
            shown.emit(shown.verdict(said, desk.event))
            if said.badge_job is not None:
                press.wake()


@contextmanager
def _printing(held: OpenFolder) -> Iterator[Pressroom]:
    """Print beside the scanning, and what is left at its end."""
    press = pressroom(held)
    press.start()
    try:
        yield press
    finally:
        ended = press.stop()
    if ended:
        pressroom(held).empty()
