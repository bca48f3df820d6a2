"""Be a device of pretix: connect, choose its event and lists, read, tell, settle."""

import sys
from contextlib import closing
from typing import Any

import click

from checkin.commands import shown
from checkin.commands.place import Place
from checkin.commands.registering import courier, way
from checkin.commands.spoken import Verb, in_json, option
from checkin.event import read_event
from checkin.language import _, marked
from checkin.pretix import PretixTrouble, connection, enrolment, refusals
from checkin.pretix.connection import Connection
from checkin.pretix.enrolment import Offer
from checkin.settings import Folder, create_folder
from checkin.wording import number
from db import positions, uploads
from db.connection import writing
from db.records import Mark
from db.uploads import UploadState

TROUBLES = (PretixTrouble,)


class Pretix(Verb, click.Group):
    """What a desk does with its pretix."""


@click.group(
    "pretix",
    cls=Pretix,
    troubles=TROUBLES,
    help=marked(
        "Stay in step with pretix: its orders become registrations here, and every check-in, exit, "
        "refusal and annulment of the desks goes up. Needs the extra “pretix”."
    ),
    examples={
        "checkin pretix connect https://pretix.example": marked("asks for the token of a device"),
        "checkin pretix status": marked("how it stands"),
    },
)
def pretix() -> None:
    pass


@pretix.command(
    "connect",
    cls=Verb,
    troubles=TROUBLES,
    help=marked(
        "Become a device of pretix: make one there under Devices, then give its token, or the text "
        "of its QR code. On a laptop without a desk this makes the desk, with the event's "
        "categories and lists."
    ),
    examples={
        "checkin pretix connect https://pretix.example": marked("asks for the token"),
        "checkin pretix connect --event congress": marked("asks for the code, scanned or pasted"),
    },
)
@click.argument("url", required=False)
@option("--event", "slug", default="", metavar="EVENT", help=marked("The event, by its name."))
@click.pass_obj
def connect(place: Place, *, url: str | None, slug: str) -> None:
    from checkin.devices.pretix_http import PretixHttp
    from checkin.devices.token_store import TokenStore

    given = click.prompt(
        _("Token, or the text of the QR code"), hide_input=sys.stdin.isatty()
    ).strip()
    if given.startswith("{"):
        address, token = connection.invitation(given)
    elif url is None:
        raise click.UsageError(_("Give the address of your pretix, or the text of its QR code."))
    else:
        address, token = connection.address(url), given
    with closing(PretixHttp(address)) as link:
        enrolled = enrolment.enrol(link, address, token)
    known = enrolled.connection
    place.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    in_keyring = TokenStore(place.path, known.serial).keep(enrolled.token)
    connection.write(place.path, known)
    sentence = _("This laptop is now the device “{device}” of {organizer}.")
    click.echo(sentence.format(device=known.device, organizer=known.organizer))
    click.echo(
        _("Its token is in this system's keyring.")
        if in_keyring
        else _("There is no keyring here: its token is in a file that only you can read.")
    )
    _choose(place, known, slug)


@pretix.command(
    "events",
    cls=Verb,
    troubles=TROUBLES,
    help=marked("Show the events that pretix has for this desk, or choose one."),
    examples={"checkin pretix events congress": marked("take this one")},
)
@click.argument("slug", metavar="[EVENT]", required=False)
@in_json
@click.pass_obj
def events(place: Place, *, slug: str | None, as_json: bool) -> None:
    known = _known(place)
    if slug:
        _choose(place, known, slug)
        return
    with closing(way(Folder(place.path), known)) as link:
        there = enrolment.events(link, known.organizer)
    if as_json:
        chosen = known.event
        shown.emit([{"event": one, "name": name, "chosen": one == chosen} for one, name in there])
        return
    for one, name in there:
        click.echo(f"{'*' if one == known.event else ' '} {one}  {name}")


@pretix.command(
    "lists",
    cls=Verb,
    troubles=TROUBLES,
    help=marked(
        "Show which list here is which list of pretix, and what of it only pretix can judge; or "
        "say that two are the same."
    ),
    examples={
        "checkin pretix lists": marked("all of them"),
        "checkin pretix lists accueil=1 dejeuner=3": marked("ours, and the number in pretix"),
        "checkin pretix lists dejeuner=": marked("lunch is told to nobody"),
    },
)
@click.argument("pairs", metavar="[LIST=NUMBER]…", nargs=-1)
@in_json
@click.pass_obj
def lists(place: Place, *, pairs: tuple[str, ...], as_json: bool) -> None:
    known = _known(place)
    with closing(way(Folder(place.path), known)) as link:
        offer = enrolment.offer(link, known.organizer, known.event)
    if pairs:
        event = read_event(Folder(place.path).event)
        known = enrolment.assigned(known, event, pairs, offer.listings)
        connection.write(place.path, known)
    if as_json:
        ours = {theirs: one for one, theirs in known.lists.items()}
        shown.emit(
            [
                {"list": ours.get(one.id), "pretix": one.id, "title": one.title, "left": one.left}
                for one in offer.listings
            ]
        )
    else:
        _show_lists(known, offer)


@pretix.command(
    "sync",
    cls=Verb,
    troubles=TROUBLES,
    help=marked("Read what is new in pretix and tell it what waits; the open desk does so itself."),
    examples={"checkin pretix sync": marked("once, on a laptop whose desk is not open")},
)
@option("--whole", is_flag=True, help=marked("Read everything again, from the beginning."))
@in_json
@click.pass_obj
def sync(place: Place, *, whole: bool, as_json: bool) -> None:
    with place.holding() as held:
        if whole:
            with closing(held.desk()) as desk, writing(desk.copy):
                positions.keep_cursor(desk.copy, positions.Cursor(""))
        engine = courier(held, lambda _news: None)
        if engine is None:
            raise PretixTrouble(_("Choose the event first: checkin pretix events"))
        engine.once()
    _status(place, as_json=as_json)


@pretix.command(
    "status",
    cls=Verb,
    troubles=TROUBLES,
    help=marked("Show how this desk stands with pretix, and what pretix refused."),
    examples={"checkin pretix status --json": marked("for a script")},
)
@in_json
@click.pass_obj
def status(place: Place, *, as_json: bool) -> None:
    _status(place, as_json=as_json)


@pretix.command(
    "settle",
    cls=Verb,
    troubles=TROUBLES,
    help=marked(
        "Settle what pretix refused: send it again, or leave it so. The exit code is 1 when "
        "nothing is refused under that mark."
    ),
    examples={
        "checkin pretix settle hall-1-k7qm/12 --again": marked("its cause was put right"),
        "checkin pretix settle hall-1-k7qm/12 --leave": marked("somebody saw to it"),
    },
)
@click.argument("mark")
@option("--again/--leave", "again", required=True, help=marked("Send it again, or leave it so."))
@click.pass_context
def settle(ctx: click.Context, *, mark: str, again: bool) -> None:
    place: Place = ctx.obj
    origin, _slash, last = mark.rpartition("/")
    if not last.isdecimal():
        raise click.UsageError(_("A mark is written as “checkin pretix status” shows it."))
    with place.writing() as desk:
        settled = refusals.settle(desk, Mark(origin, int(last)), again=again)
    if not settled:
        click.echo(_("Nothing is refused under {mark}.").format(mark=mark), err=True)
        ctx.exit(1)


@pretix.command(
    "disconnect",
    cls=Verb,
    troubles=TROUBLES,
    help=marked("Forget pretix: its token and its lists; people and arrivals stay."),
    examples={"checkin pretix disconnect": marked("then revoke the device in pretix")},
)
@click.pass_obj
def disconnect(place: Place) -> None:
    from checkin.devices.token_store import TokenStore

    known = _known(place)
    TokenStore(place.path, known.serial).forget()
    (place.path / connection.FILE).unlink()
    if Folder(place.path).is_complete:
        with place.writing() as desk, writing(desk.copy):
            positions.forget(desk.copy)
    sentence = _("Forgotten. Revoke the device “{device}” in pretix, too.")
    click.echo(sentence.format(device=known.device))


def _known(place: Place) -> Connection:
    known = connection.read(place.path)
    if known is None:
        raise PretixTrouble(_("This desk has no pretix: checkin pretix connect"))
    return known


def _choose(place: Place, known: Connection, slug: str) -> None:
    """Take an event, the only one if none is named; make the desk where there is none."""
    with closing(way(Folder(place.path), known)) as link:
        there = enrolment.events(link, known.organizer)
        if not slug and len(there) != 1:
            for one, name in there:
                click.echo(f"  {one}  {name}")
            click.echo(_("Choose one of these: checkin pretix events EVENT"))
            return
        offer = enrolment.offer(link, known.organizer, slug or there[0][0])
    folder = Folder(place.path)
    if not folder.is_complete:
        create_folder(place.path, offer.description)
        click.echo(_("A desk for {event} was made in {folder}.").format(
            event=offer.name, folder=place.path
        ))  # fmt: skip
    known = enrolment.chosen(known, offer, read_event(folder.event))
    connection.write(place.path, known)
    _show_lists(known, offer)


def _show_lists(known: Connection, offer: Offer) -> None:
    ours = {theirs: one for one, theirs in known.lists.items()}
    click.echo(f"{offer.name} ({offer.slug})")
    for one in offer.listings:
        click.echo(f"  {ours.get(one.id, '–'):<24} = {one.id:>4}  {one.title}")
        for sentence in one.left:
            click.echo("      " + _("left to pretix: {what}").format(what=sentence))


def _status(place: Place, *, as_json: bool) -> None:
    known = _known(place)
    with place.reading() as desk:
        counted = uploads.count(desk.copy)
        refused = refusals.refused(desk)
        plain: dict[str, Any] = {
            "pretix": known.source,
            "device": known.device,
            "people": positions.count(desk.copy),
            "read": bool(positions.cursor(desk.copy, known.source).since),
            "told": counted.get(UploadState.DONE, 0),
            "waiting": counted.get(None, 0) + counted.get(UploadState.LATER, 0),
            "refused": [
                {
                    "mark": one.id,
                    "what": one.what,
                    "who": one.who,
                    "at": shown.moment(one.at, desk.event.timezone),
                    "why": one.said,
                }
                for one in refused
            ],
        }
    if as_json:
        shown.emit(plain)
        return
    click.echo(f"{plain['pretix']} · {plain['device']}")
    words = (("people", _("people")), ("told", _("told")), ("waiting", _("waiting")))
    counts = [f"{number(plain[key])} {word}" for key, word in words]
    click.echo(", ".join((*counts, f"{number(len(refused))} " + _("refused"))))
    if not plain["read"]:
        click.echo(_("It was not read to the end yet."))
    for one in plain["refused"]:
        click.echo(f"  {one['mark']}  {one['who']}  {one['why']}")
