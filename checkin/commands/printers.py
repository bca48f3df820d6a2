"""The printers that this laptop could print on."""

import click

from checkin.commands import shown
from checkin.commands.spoken import Verb, in_json, option
from checkin.devices import printer_for
from checkin.devices.nearby import Nearby
from checkin.language import _, marked
from checkin.printing import Trouble, sentence
from checkin.settings import Folder, PrinterSettings, default_folder


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
    from checkin.devices import nearby

    found = [(one, _trouble(one)) for one in nearby.printers(wait)]
    if as_json:
        shown.emit([_record(one, trouble) for one, trouble in found])
    elif not found:
        click.echo(sentence(Trouble.ABSENT), err=True)
    else:
        for one, trouble in found:
            _show(one, trouble)
    ctx.exit(0 if found else 1)


def _trouble(one: Nearby) -> Trouble | None:
    if one.cure:
        return Trouble.NO_RIGHTS
    settings = PrinterSettings(one.kind, one.address)
    return printer_for(settings, Folder(default_folder()).badges).ready()


def _record(one: Nearby, trouble: Trouble | None) -> dict[str, object]:
    dots, dpi = one.paper or (None, None)
    return {
        "kind": one.kind,
        "address": one.address,
        "model": one.model or None,
        "dots": dots,
        "dpi": dpi,
        "trouble": trouble.value if trouble else None,
        "cure": one.cure or None,
    }


def _show(one: Nearby, trouble: Trouble | None) -> None:
    parts = [f"{one.kind} {one.address}", one.model]
    if one.paper:
        words = _("{dots} dots across, {dpi} to the inch")
        parts.append(words.format(dots=one.paper[0], dpi=one.paper[1]))
    parts.append(sentence(trouble) if trouble else _("no trouble known"))
    click.echo(f"{'!' if trouble else '✓'} {' — '.join(part for part in parts if part)}")
    if one.cure:
        click.echo(f"    {one.cure}")
