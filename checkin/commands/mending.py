"""Put right what is not: undo an arrival, register somebody on the spot, correct a name."""

import click

from checkin.commands import shown
from checkin.commands.people import the_one
from checkin.commands.place import Place
from checkin.commands.spoken import Verb, in_json, on_list, option
from checkin.desk import Desk
from checkin.language import _, marked
from checkin.tickets import canonical
from db import arrivals, registrations
from db.records import Arrival, Outcome, Registration, Status
from db.roster import CORRECTABLE


@click.command(
    "undo",
    cls=Verb,
    help=marked("Undo the arrival of one person; without a code, the last one made at this desk."),
    examples={
        "checkin undo": marked("the last arrival"),
        "checkin undo 7F3K-9ABC-DEFG-H123": marked("that of one person"),
    },
)
@click.argument("code", required=False)
@on_list
@option("--reason", default="", metavar="TEXT", help=marked("Why it is undone."))
@in_json
@click.pass_obj
def undo(place: Place, *, code: str | None, list_id: str, reason: str, as_json: bool) -> None:
    with place.writing() as desk:
        on = desk.event.check_in_list(place.list_id(list_id)).id
        undone = desk.annul_last(list_id=on) if code is None else _annul(desk, code, on, reason)
        if undone is None:
            raise click.ClickException(_("No arrival stands there to be undone."))
        person = desk.person(undone.registration)
        if as_json:
            shown.emit(shown.arrival(undone, person.registration if person else None, desk.event))
        else:
            click.echo(_("The arrival of {name} is undone.").format(name=undone.name))


def _annul(desk: Desk, code: str, list_id: str, reason: str) -> Arrival | None:
    """Undo how somebody last passed; a genuine ticket may have passed before its registration."""
    ticket = arrivals.TICKET_SUBJECT + registrations.folded_code(canonical(code))
    presences = arrivals.of_person(desk.copy, ticket) or the_one(desk, code).presences
    stands = next((one for one in presences if one.list_id == list_id), None)
    return desk.annul(stands.last.mark, reason=reason) if stands else None


@click.command(
    "walk-in",
    cls=Verb,
    help=marked("Register somebody who is on no list, mark the arrival and queue the badge."),
    examples={
        'checkin walk-in --given-name Awa --family-name Diop --organisation "Ville de Dakar"': (
            marked("one person more")
        ),
    },
)
@option("--given-name", default="", metavar="NAME", help=marked("Given name."))
@option("--family-name", default="", metavar="NAME", help=marked("Family name."))
@option("--organisation", default="", metavar="NAME", help=marked("Organisation."))
@option("--function", default="", metavar="TEXT", help=marked("Function."))
@option("--category", default="", metavar="ID", help=marked("Category, by its id or title."))
@option("--country", default="", metavar="NAME", help=marked("Country."))
@option("--email", default="", metavar="ADDRESS", help=marked("E-mail."))
@option("--anyway", is_flag=True, help=marked("Also when somebody alike is registered already."))
@on_list
@in_json
@click.pass_context
def walk_in(
    ctx: click.Context, /, *, anyway: bool, list_id: str, as_json: bool, **given: str
) -> None:
    place: Place = ctx.obj
    fields = {name: " ".join(text.split()) for name, text in given.items()}
    if not fields["given_name"] and not fields["family_name"]:
        raise click.UsageError(_("Give a name: --given-name, --family-name or both."))
    with place.writing() as desk:
        on = desk.event.check_in_list(place.list_id(list_id)).id
        fields["category"] = desk.event.category_of(fields["category"])
        draft = Registration("", **fields)  # type: ignore[arg-type] # the options are text fields
        if not anyway:
            _refuse_lookalikes(desk, draft)
        said = desk.walk_in(draft, list_id=on)
        if as_json:
            shown.emit(shown.verdict(said, desk.event))
        else:
            click.echo(shown.verdict_line(said, desk.event))
    ctx.exit(0 if said.outcome is Outcome.WELCOME else 1)


def _refuse_lookalikes(desk: Desk, draft: Registration) -> None:
    alike = desk.lookalikes(draft)
    if alike:
        lines = "\n".join(f"  {one.id} — {shown.person_line(one, desk.event)}" for one in alike)
        sentence = _("Somebody alike is registered already; --anyway registers one more:")
        raise click.ClickException(f"{sentence}\n{lines}")


@click.command(
    "correct",
    cls=Verb,
    help=marked("Put fields of a registration right, and queue a new badge."),
    examples={
        "checkin correct CODE --set family_name=Lefèvre": marked("a name"),
        "checkin correct CODE --set status=confirmed --set note=": marked("a status; no note"),
    },
)
@click.argument("code")
@option(
    "--set",
    "changes",
    multiple=True,
    required=True,
    metavar="FIELD=VALUE",
    help=", ".join(CORRECTABLE),
)
@in_json
@click.pass_obj
def correct(place: Place, *, code: str, changes: tuple[str, ...], as_json: bool) -> None:
    fields = dict(_change(text) for text in changes)
    with place.writing() as desk:
        who = the_one(desk, code).registration
        if "category" in fields:
            fields["category"] = desk.event.category_of(fields["category"])
        if not any(fields.get(name, getattr(who, name)) for name in ("given_name", "family_name")):
            raise click.UsageError(_("Somebody must keep a name."))
        corrected = desk.correct(who.id, fields)
        assert corrected is not None
        if as_json:
            shown.emit(shown.registration(corrected))
        else:
            click.echo(shown.person_line(corrected, desk.event))


def _change(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    value = " ".join(value.split())
    if not equals or name not in CORRECTABLE:
        sentence = _("“{text}” is not FIELD=VALUE with one of the fields {fields}.")
        told = sentence.format(text=text, fields=", ".join(CORRECTABLE))
        raise click.BadParameter(told, param_hint="--set")
    if name == "status" and value not in set(Status):
        sentence = _("“{text}” is no status; there are: {statuses}.")
        told = sentence.format(text=value, statuses=", ".join(Status))
        raise click.BadParameter(told, param_hint="--set")
    return name, value
