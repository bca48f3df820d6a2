"""Be the hub of an event's desks: run it, let desks in, put them out."""

import asyncio
import datetime as dt
import secrets
import sys
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path

import click

from checkin import joining
from checkin.commands import shown
from checkin.commands.place import Place
from checkin.commands.spoken import Verb, in_json, option, speak
from checkin.devices import mdns
from checkin.drafts import draft
from checkin.event import read_event
from checkin.hub import succession
from checkin.hub.home import Home, found
from checkin.hub.hub import Hub
from checkin.hub.members import NameTrouble, check_name
from checkin.hub.reception import Reception, own_address
from checkin.hub.server import ServerTrouble
from checkin.hub.succession import SuccessionTrouble
from checkin.hub.troubles import StewardTrouble
from checkin.language import _, marked
from checkin.membership import Kind, login_key
from checkin.opening import wall
from checkin.settings import Folder, read_settings
from checkin.tables import TableTrouble
from db import vouchers
from db.entries import public_key, signing_key
from db.events import DeskOpened

TROUBLES = (ServerTrouble, StewardTrouble, NameTrouble, TableTrouble, SuccessionTrouble)
OPEN_FOR = 120.0  # seconds that a code is shown


class HubVerb(Verb, click.Group):
    """The hub, and what is done at it."""


@click.group(
    "hub",
    cls=HubVerb,
    invoke_without_command=True,
    troubles=TROUBLES,
    help=marked(
        "Be the hub through which the desks of this event exchange their arrivals, until Ctrl+C. "
        "Any desk's folder will do; the desk works beside it in another window."
    ),
    examples={
        "checkin hub": marked("run it on this laptop"),
        "checkin hub add hall-2": marked("in another window: show a code for one more desk"),
    },
)
@click.pass_context
def hub(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        asyncio.run(_serve(ctx.obj))


@hub.command(
    "add",
    cls=Verb,
    troubles=TROUBLES,
    help=marked(
        "Let one more desk in: show a code to type there within two minutes, or write a file for "
        "it. Such a file is secret: whoever has it is that desk."
    ),
    examples={
        "checkin hub add hall-2": marked("a code for “checkin join” on the new desk"),
        "checkin hub add hall-2 --file hall-2.desk": marked("a file to carry on a stick"),
        "checkin hub add office --figures": marked("an organiser's laptop: counts, no person"),
    },
)
@click.argument("name", metavar="DESK")
@option("--figures", is_flag=True, help=marked("Only counts and health, never a person."))
@option(
    "--file",
    "path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=marked("Write a file instead of showing a code."),
)
@click.pass_context
def add(ctx: click.Context, *, name: str, figures: bool, path: Path | None) -> None:
    place: Place = ctx.obj
    check_name(name)
    kind = Kind.FIGURES if figures else Kind.DESK
    if not asyncio.run(_add(place, name, kind, path)):
        click.echo(_("Nobody came in; the code is dead. Ask for a new one."), err=True)
        ctx.exit(1)


@hub.command(
    "remove",
    cls=Verb,
    troubles=TROUBLES,
    help=marked("Cut a desk off, at once and for good; what it sent before is kept."),
    examples={"checkin hub remove hall-2": marked("a laptop that was stolen")},
)
@click.argument("name", metavar="DESK")
@click.pass_context
def remove(ctx: click.Context, *, name: str) -> None:
    home = _home(ctx.obj)
    if name not in {one.name for one in home.members()}:
        click.echo(_("No desk here is called {name}.").format(name=name), err=True)
        ctx.exit(1)

    async def cut() -> None:
        async with Hub(home, serving=False) as running:
            await running.remove(name, wall())

    asyncio.run(cut())
    click.echo(_("{name} is cut off.").format(name=name))


@hub.command(
    "desks",
    cls=Verb,
    troubles=TROUBLES,
    help=marked("Show who may call the hub, and who is connected now."),
    examples={"checkin hub desks --json": marked("for a program")},
)
@in_json
@click.pass_obj
def desks(place: Place, *, as_json: bool) -> None:
    home = _home(place)

    async def look() -> set[str]:
        async with Hub(home, serving=False) as running:
            return set(await running.steward.present())

    present = asyncio.run(look())
    told = [
        {"desk": one.name, "kind": one.kind.value, "connected": one.key in present}
        for one in home.members()
    ]
    if as_json:
        shown.emit(told)
        return
    for one in told:
        state = _("connected") if one["connected"] else _("away")
        click.echo(f"{one['desk']:<24}  {one['kind']:<8}  {state}")


@hub.command(
    "spare",
    cls=Verb,
    troubles=TROUBLES,
    help=marked(
        "Write what another desk's laptop needs to be the hub when this one is gone. The file is "
        "secret: whoever has it can pretend to be the hub."
    ),
    examples={"checkin hub spare hub.spare": marked("carry it there, then delete it")},
)
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def spare(place: Place, *, file: Path) -> None:
    content = succession.packed(_home(place), dt.datetime.now(dt.UTC))
    with draft(file) as out:
        out.write(content)
    sentence = _("On the other laptop: checkin hub take {file}. Keep it secret, then delete it.")
    click.echo(sentence.format(file=file))


@hub.command(
    "take",
    cls=Verb,
    troubles=TROUBLES,
    help=marked(
        "Make this desk's laptop ready to be the hub; “checkin hub” takes over when the first is "
        "gone. The desks bring all journals with them."
    ),
    examples={"checkin hub take hub.spare": marked("with the file of “checkin hub spare”")},
)
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def take(place: Place, *, file: Path) -> None:
    event = read_event(Folder(place.path).event).slug
    home = succession.settle(place.path, event, file.read_bytes(), file)
    address = own_address(home)
    click.echo(
        _("Ready: “checkin hub” makes this laptop the hub at {address}.").format(address=address)
    )


def _home(place: Place) -> Home:
    read_settings(place.path)  # says so in a sentence where there is no desk
    event = read_event(Folder(place.path).event)
    return found(place.path, event.slug, dt.datetime.now(dt.UTC))


async def _serve(place: Place) -> None:
    home = _home(place)
    settings = read_settings(place.path)
    if place.language is None and settings.language:
        speak(settings.language)
    async with Hub(home) as running, _shown_on_network(home):
        reception = _reception(running, place)
        if await reception.enrol(place.path, settings.desk, *_known(place, settings.desk)):
            click.echo(_("This laptop's desk is one of them: open it, or open it again."), err=True)
        if sys.stdin.isatty() and sys.stdout.isatty():
            await _shown(place, reception, settings.theme)
            return
        sentence = _("The hub is there: desks call {address}. Ctrl+C ends it; everything is kept.")
        click.echo(sentence.format(address=reception.address))
        while running.server.is_running or home.arrangement.servers:
            await asyncio.sleep(1)
    raise ServerTrouble(_("The hub's server ended. Details: {file}").format(file=home.log))


def _shown_on_network(home: Home) -> AbstractAsyncContextManager[None]:
    """Let laptops that are to join see a hub that runs here."""
    if home.arrangement.servers:
        return nullcontext()
    return mdns.shown(home.event, home.ca.read_bytes(), home.arrangement.listen)


async def _shown(place: Place, reception: Reception, theme: str) -> None:
    from checkin.hub_window import HubWindow

    event = read_event(Folder(place.path).event)
    await HubWindow(event.name, reception, theme).run_async()


def _reception(running: Hub, place: Place) -> Reception:
    def given() -> tuple[str, bytes]:
        with place.reading() as desk:
            return desk.event.text, desk.authority.keyring.content

    return Reception(running, given, wall)


def _known(place: Place, desk: str) -> tuple[DeskOpened, ...]:
    """Return the desk of this laptop, then those whose journals it has and nobody vouched for."""
    own = DeskOpened(desk, joining.event_key(place.path))
    with place.reading() as here:
        others = vouchers.unvouched(here.copy, here.event.slug)
        return tuple(dict.fromkeys((own, *others)))


async def _add(place: Place, name: str, kind: Kind, path: Path | None) -> bool:
    async with Hub(_home(place), serving=False) as running:
        reception = _reception(running, place)
        if path is None:
            return await _show_code(reception, name, kind)
        secret = secrets.token_bytes(32)
        with draft(path) as file:
            keys = login_key(secret), public_key(signing_key(secret))
            file.write(await reception.admit(name, kind, *keys, secret))
        sentence = _("{file} makes one laptop the desk {name}. Keep it secret, then delete it.")
        click.echo(sentence.format(file=path, name=name))
        return True


async def _show_code(reception: Reception, name: str, kind: Kind) -> bool:
    async with reception.door(name, kind) as door:
        sentence = _("On the new desk: checkin join --hub {address} --code {code}")
        click.echo(sentence.format(address=reception.address, code=door.code))
        try:
            async with asyncio.timeout(OPEN_FOR):
                return await door.shut()
        except TimeoutError:
            return False
