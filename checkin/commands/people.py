"""The one person that a verb is about."""

import click

from checkin.commands.shown import person_line
from checkin.desk import Desk
from checkin.language import _
from db import registrations
from db.records import Person


def the_one(desk: Desk, text: str) -> Person:
    """Return whom a ticket code or an id means; refuse when it is nobody or several."""
    known = desk.person(text)
    if known is not None:
        return known
    holders = registrations.by_code(desk.copy, text)
    if len(holders) > 1:
        lines = "\n".join(f"  {one.id} — {person_line(one, desk.event)}" for one in holders)
        sentence = _("Several people have the code {code}; give the id of one:")
        raise click.ClickException(sentence.format(code=text) + "\n" + lines)
    person = desk.person(holders[0].id) if holders else None
    if person is None:
        sentence = _("Nobody has the code or the id {code}: “checkin find” looks for names.")
        raise click.ClickException(sentence.format(code=text))
    return person
