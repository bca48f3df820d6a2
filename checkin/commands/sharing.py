"""Bring another laptop up to date by a file, where there is no network."""

import asyncio
from contextlib import closing
from pathlib import Path

import click

from checkin import joining, sharing
from checkin.commands import shown
from checkin.commands.place import Place
from checkin.commands.spoken import Verb, in_json, option
from checkin.devices import mdns
from checkin.joining import Bundle, JoiningTrouble
from checkin.language import _, marked, ngettext
from checkin.membership import MembershipTrouble
from checkin.pairing.knock import PairingTrouble, joined
from checkin.sharing import SharingTrouble
from checkin.wording import number
from db import registrations

LISTENING = 5.0  # seconds for a hub to be seen


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
    troubles=(SharingTrouble, JoiningTrouble, MembershipTrouble, PairingTrouble),
    help=marked(
        "Make this laptop a desk of the event: with a code that the hub shows, with a file of "
        "“checkin hub add”, or with one of “checkin share”, which may come again for what is new."
    ),
    examples={
        "checkin join --code K7QM-4TXP": marked("a blank laptop, by a code"),
        "checkin join --hub 192.168.8.10 --code K7QM-4TXP": marked("where no hub is seen"),
        "checkin join desk.checkin --desk hall-2": marked("the second desk"),
        "checkin join desk.checkin": marked("what the other desk did since"),
    },
)
@click.argument("file", type=click.Path(path_type=Path), required=False)
@option(
    "--hub",
    "address",
    metavar="HOST[:PORT]",
    help=marked("Where the hub is, if it is not seen on the network."),
)
@option("--code", metavar="CODE", help=marked("The code that the hub shows."))
@option("--desk", "name", default="", metavar="NAME", help=marked("What this desk is called."))
@in_json
@click.pass_context
def join(
    ctx: click.Context,
    *,
    file: Path | None,
    address: str | None,
    code: str | None,
    name: str,
    as_json: bool,
) -> None:
    place: Place = ctx.obj
    if (file is None) is not (code is not None) or (file is not None and address is not None):
        raise click.UsageError(_("Give a file, or the --code that the hub shows."))
    if file is None:
        assert code is not None
        event_key = joining.event_key(place.path)
        given = asyncio.run(joined(address or _seen(), code, event_key=event_key))
        _settle(place, given, as_json=as_json)
        return
    if joining.is_bundle(file):
        _settle(place, joining.unpacked(file.read_bytes(), file), as_json=as_json)
        return
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


def _seen() -> str:
    """Return the address of the one hub on this network; only the code says whether to trust it."""
    found = asyncio.run(mdns.seen(LISTENING))
    hubs = {one.authority: one for one in reversed(found)}
    if not hubs:
        raise PairingTrouble(_("No hub is seen on this network: give its address with --hub."))
    if len(hubs) > 1:
        told = ", ".join(f"{one.address} ({one.event})" for one in found)
        sentence = _("Several hubs are seen: {hubs}. Choose one with --hub.")
        raise PairingTrouble(sentence.format(hubs=told))
    (one,) = hubs.values()
    click.echo(
        _("The hub of {event} is at {address}.").format(event=one.event, address=one.address),
        err=True,
    )
    return one.address


def _settle(place: Place, given: Bundle, *, as_json: bool) -> None:
    joining.settle(place.path, given)
    desk = given.member.desk
    if as_json:
        shown.emit({"desk": desk, "event": given.member.event, "hubs": list(given.member.hubs)})
        return
    click.echo(_("This laptop is now the desk {desk}: open it with “checkin”.").format(desk=desk))
