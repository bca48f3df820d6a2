"""The organisers' tickets: give them, check one, replace or revoke one, rotate their secret."""

from typing import Any

import click

from checkin import ticketing
from checkin.commands import shown
from checkin.commands.intake import progress
from checkin.commands.mailing import export
from checkin.commands.people import the_one
from checkin.commands.place import Place
from checkin.commands.spoken import Verb, in_json, option
from checkin.language import _, marked, ngettext
from checkin.tickets import readable
from checkin.wording import number
from db import rotations
from db.admission import Ticket
from db.records import Registration

WORTH = {
    Ticket.KNOWN: marked("it opens"),
    Ticket.GENUINE: marked("genuine, of nobody on the list yet"),
    Ticket.REVOKED: marked("revoked"),
    Ticket.REPLACED: marked("replaced by a newer one"),
    Ticket.FORGED: marked("forged"),
    Ticket.OTHER_EVENT: marked("of another event"),
    Ticket.STRANGE: marked("unknown"),
}


class Tickets(Verb, click.Group):
    """The verb that gives tickets, with those that change one."""


@click.group(
    "tickets",
    cls=Tickets,
    invoke_without_command=True,
    help=marked("Give a ticket code to everybody on the list who has none."),
    examples={
        "checkin tickets": marked("a code for everybody"),
        "checkin tickets export tickets.pdf": marked("to print and to send them"),
        "checkin tickets check 7F3K-9ABC-DEFG-H123": marked("what a code is worth"),
        "checkin tickets rotate --without hall-2": marked("after the laptop hall-2 was stolen"),
    },
)
@in_json
@click.pass_context
def tickets(ctx: click.Context, *, as_json: bool) -> None:
    if ctx.invoked_subcommand is not None:
        return
    place: Place = ctx.obj
    with place.writing() as desk, progress(_("Tickets")) as bar:
        count = ticketing.give(desk, bar)
    if as_json:
        shown.emit({"given": count})
        return
    sentence = ngettext("{count} ticket given", "{count} tickets given", count)
    click.echo(sentence.format(count=number(count)))


@tickets.command(
    "check",
    cls=Verb,
    help=marked("Say what a code is worth and whose it is; nobody is let in."),
    examples={"checkin tickets check CODE --json": marked("for a script")},
)
@click.argument("code")
@in_json
@click.pass_context
def check(ctx: click.Context, *, code: str, as_json: bool) -> None:
    place: Place = ctx.obj
    with place.reading() as desk:
        said = desk.recognise(code)
        if as_json:
            holders = [shown.registration(who) for who in said.holders]
            shown.emit({"ticket": said.ticket.value, "code": said.code, "holders": holders})
        else:
            lines = (shown.person_line(who, desk.event) for who in said.holders)
            click.echo("\n".join((_(WORTH[said.ticket]), *(f"  {line}" for line in lines))))
    ctx.exit(0 if said.ticket in (Ticket.KNOWN, Ticket.GENUINE) else 1)


@tickets.command(
    "replace",
    cls=Verb,
    help=marked("Give one person a new ticket; the one they had no longer opens."),
    examples={'checkin tickets replace CODE --reason "lost"': marked("a lost ticket")},
)
@click.argument("code")
@option("--reason", default="", metavar="TEXT", help=marked("Why."))
@in_json
@click.pass_obj
def replace(place: Place, *, code: str, reason: str, as_json: bool) -> None:
    with place.writing() as desk:
        who: Registration = the_one(desk, code).registration
        fresh = ticketing.replace(desk, who.id, reason)
        after = desk.person(who.id)
        assert after is not None
        line = shown.person_line(after.registration, desk.event)
    answer: dict[str, Any] = {"code": fresh, "replaced": who.code, "id": who.id}
    shown.emit(answer) if as_json else click.echo(f"{readable(fresh)}  {line}")


@tickets.command(
    "revoke",
    cls=Verb,
    help=marked("Make a code open nothing any more, for good. The person can be found by name."),
    examples={"checkin tickets revoke CODE --reason published": marked("one that went astray")},
)
@click.argument("code")
@option("--reason", default="", metavar="TEXT", help=marked("Why."))
@in_json
@click.pass_obj
def revoke(place: Place, *, code: str, reason: str, as_json: bool) -> None:
    with place.writing() as desk:
        ticketing.revoke(desk, code, reason)
    if as_json:
        shown.emit({"revoked": code})
    else:
        click.echo(_("{code} opens nothing any more.").format(code=code))


@tickets.command(
    "rotate",
    cls=Verb,
    help=marked(
        "Make a new secret behind the tickets, for when a laptop was stolen. The other desks get "
        "it with this desk's journal. Tickets of those on the list go on opening."
    ),
    examples={
        "checkin tickets rotate --without hall-2": marked("the laptop hall-2 was stolen"),
        "checkin tickets rotate --without hall-2 --reissue": marked(
            "and all tickets are sent anew"
        ),
    },
)
@option("--without", multiple=True, metavar="DESK", help=marked("A desk that does not get it."))
@option("--keep-older", is_flag=True, help=marked("What older secrets signed stays genuine."))
@option("--reissue", is_flag=True, help=marked("Give everybody a new ticket; none before opens."))
@in_json
@click.pass_obj
def rotate(
    place: Place, *, without: tuple[str, ...], keep_older: bool, reissue: bool, as_json: bool
) -> None:
    with place.writing() as desk, progress(_("Tickets")) as bar:
        known = {name for name, _key in rotations.desks(desk.copy)}
        for name in without:
            if name not in known:
                sentence = _("No desk is called {desk}; there are: {desks}.")
                told = sentence.format(desk=name, desks=", ".join(sorted(known)))
                raise click.BadParameter(told, param_hint="--without")
        done = ticketing.rotate(desk, without, keeps_older=keep_older, reissue=reissue, told=bar)
    if as_json:
        shown.emit({"desks": list(done.desks), "reissued": done.reissued})
        return
    sentence = _("A new secret signs the tickets at: {desks}. New tickets: {count}.")
    click.echo(sentence.format(desks=", ".join(done.desks), count=number(done.reissued)))


tickets.add_command(export)
