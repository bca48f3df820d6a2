"""How many are here; and whether the copy is sound."""

from collections.abc import Iterable
from typing import Any

import click

from checkin.commands import shown
from checkin.commands.place import Place
from checkin.commands.spoken import Verb, in_json, on_list
from checkin.event import Event
from checkin.language import _, marked, ngettext
from checkin.wording import hour, number
from db import verify as proof
from db.records import Share, Tally


@click.command(
    "counts",
    cls=Verb,
    help=marked("Count who is here and who is expected: by list, category and country."),
    examples={"checkin counts --json": marked("for a script")},
)
@on_list
@in_json
@click.pass_obj
def counts(place: Place, *, list_id: str, as_json: bool) -> None:
    with place.reading() as desk:
        tally = desk.tally(list_id=place.list_id(list_id))
        if as_json:
            shown.emit(_plain(tally))
        else:
            _print(tally, desk.event)


def _plain(tally: Tally) -> dict[str, Any]:
    return {
        "expected": tally.expected,
        "present": tally.present,
        "lists": _by_key(tally.lists),
        "categories": _by_key(tally.categories),
        "countries": _by_key(tally.countries),
        "guessing": [
            {"desk": one.desk, "codes": one.count, "at": one.at} for one in tally.guessing
        ],
    }


def _by_key(shares: Iterable[Share]) -> dict[str, dict[str, int]]:
    return {one.key: {"expected": one.expected, "present": one.present} for one in shares}


def _print(tally: Tally, event: Event) -> None:
    titles = {one.id: one.title for one in event.lists}
    sections = (
        (_("Check-in lists"), [(titles[one.key], one) for one in tally.lists]),
        (_("Categories"), [(event.category_title(one.key), one) for one in tally.categories]),
        (_("Countries"), [(one.key, one) for one in tally.countries]),
    )
    sentence = _("{list}: {present} here of {expected} expected")
    click.echo(
        sentence.format(
            list=titles[tally.list_id],
            present=number(tally.present),
            expected=number(tally.expected),
        )
    )
    for title, lines in sections:
        click.echo(f"\n{title}")
        for name, one in lines:
            click.echo(f"{number(one.present):>9} / {number(one.expected):<9} {name or '—'}")
    for guess in tally.guessing:
        words = _("! {desk}, {time}: {count} codes tried")
        time = hour(guess.at, event.timezone)
        click.echo("\n" + words.format(count=guess.count, desk=guess.desk, time=time))


@click.command(
    "verify",
    cls=Verb,
    help=marked(
        "Prove the copy: check every journal's hashes and signatures, derive everything again "
        "and compare. The exit code is 0 when all is sound, 1 when anything differs."
    ),
    examples={"checkin verify": marked("says what differs, if anything does")},
)
@in_json
@click.pass_context
def verify(ctx: click.Context, *, as_json: bool) -> None:
    place: Place = ctx.obj
    with place.reading() as desk:
        faults = proof.verify(desk.copy)
        aside = proof.left_aside(desk.copy)
    if as_json:
        told, kept = (
            [{"place": fault.place, "what": fault.what} for fault in some]
            for some in (faults, aside)
        )
        shown.emit({"sound": not faults, "faults": told, "aside": kept})
    elif faults:
        for fault in faults:
            click.echo(f"{fault.place} — {fault.what}")
        sentence = ngettext("{count} fault was found.", "{count} faults were found.", len(faults))
        click.echo(sentence.format(count=number(len(faults))), err=True)
    else:
        click.echo(_("The copy is sound: everything in it follows from signed journals."))
    if aside and not as_json:
        click.echo(_("Of other desks, kept aside:"))
        for one in aside:
            click.echo(f"{one.place} — {one.what}")
    ctx.exit(1 if faults else 0)
