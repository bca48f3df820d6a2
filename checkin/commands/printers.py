"""The printers that this laptop could print on."""

import click

from checkin.commands import shown
from checkin.commands.looking import found
from checkin.commands.spoken import Verb, in_json, option
from checkin.language import _, marked
from checkin.printing import FoundPrinter, Trouble, sentence


@click.command(
    "printers",
    cls=Verb,
    help=marked("Look for printers: on USB, in the system's queues and on the network."),
    examples={
        "checkin printers": marked("all of them, and how each is"),
        "checkin printers --wait 10": marked("listen to a slow network for longer"),
    },
)
@option(
    "--wait",
    type=click.FloatRange(0, 60),
    default=2.0,
    help=marked("Seconds to listen to the network."),
)
@in_json
@click.pass_context
def printers(ctx: click.Context, *, wait: float, as_json: bool) -> None:
    seen = found(wait)
    if as_json:
        shown.emit([_record(one) for one in seen])
    elif not seen:
        click.echo(sentence(Trouble.ABSENT), err=True)
    else:
        for one in seen:
            _show(one)
    ctx.exit(0 if seen else 1)


def _record(one: FoundPrinter) -> dict[str, object]:
    return {
        "kind": one.kind,
        "address": one.address,
        "model": one.model or None,
        "speaks": one.tongue.value,
        "dots": one.dots,
        "dpi": one.dpi,
        "trouble": one.trouble.value if one.trouble else None,
        "cure": one.cure or None,
    }


def _show(one: FoundPrinter) -> None:
    parts = [f"{one.kind} {one.address}", one.model]
    if one.dots:
        words = _("{dots} dots across, {dpi} to the inch")
        parts.append(words.format(dots=one.dots, dpi=one.dpi))
    if one.stock is not None:
        parts.append(f"{one.tongue}")
    parts.append(sentence(one.trouble) if one.trouble else _("no trouble known"))
    click.echo(f"{'!' if one.trouble else '✓'} {' — '.join(part for part in parts if part)}")
    if one.cure:
        click.echo(f"    {one.cure}")
