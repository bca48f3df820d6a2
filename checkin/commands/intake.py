"""Take an organiser's list in."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import click

from checkin import findings, importing
from checkin.commands import shown
from checkin.commands.place import Place
from checkin.commands.spoken import Verb, in_json, option
from checkin.event import Event
from checkin.importing import Import
from checkin.intake import FIELDS, IntakeTrouble
from checkin.language import _, marked
from checkin.settings import read_settings
from checkin.wording import number

WIDEST = 40  # letters of a heading
SHOWN = 10  # duplicates, remarks or rejected rows on the screen; the files have them all


@click.command(
    "import",
    cls=Verb,
    troubles=(IntakeTrouble,),
    help=marked(
        "Take in the organiser's list: CSV or a workbook, from any registration system. "
        "Who is known already is updated and keeps every arrival; who is no longer listed is "
        "marked, never deleted."
    ),
    examples={
        "checkin import list.xlsx": marked("take a list in"),
        "checkin import list.csv --dry-run": marked("see what would come in"),
        "checkin import list.csv --map given_name=Vorname": marked("say which column is which"),
    },
)
@click.argument("file", type=click.Path(path_type=Path))
@option(
    "--map",
    "mapped",
    multiple=True,
    metavar="FIELD=HEADING",
    help=marked("The column of a field; remembered for the next lists."),
)
@option(
    "--partial",
    is_flag=True,
    help=marked("The list is only a part: whoever it does not name is not missing."),
)
@option("--dry-run", is_flag=True, help=marked("Show what would come in, and change nothing."))
@in_json
@click.pass_obj
def take_in(
    place: Place,
    *,
    file: Path,
    mapped: tuple[str, ...],
    partial: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    mapping = dict(_column(text) for text in mapped)
    act = _plan if dry_run else _take_in
    with progress(_("Import")) as bar:
        done = act(place, file, mapping, bar, partial=partial)
    if as_json:
        shown.emit(_plain(done, with_columns=dry_run))
        return
    if dry_run:
        with place.reading() as desk:
            _print_columns(done, desk.event)
    _print(done)
    if dry_run:
        click.echo(_("Nothing was changed."))


def _plan(
    place: Place,
    file: Path,
    mapping: Mapping[str, str],
    told: importing.Progress,
    *,
    partial: bool,
) -> Import:
    with place.reading() as desk:
        settings = read_settings(place.path)
        return importing.plan(desk, file, settings, mapping, told, partial=partial)


def _take_in(
    place: Place,
    file: Path,
    mapping: Mapping[str, str],
    told: importing.Progress,
    *,
    partial: bool,
) -> Import:
    with place.holding() as held, closing(held.desk()) as desk:
        return importing.take_in(
            desk, file, held.folder, held.settings, mapping, told, partial=partial
        )


def _column(text: str) -> tuple[str, str]:
    field, equals, heading = text.partition("=")
    if not equals or not heading.strip() or field not in FIELDS:
        sentence = _("“{text}” is not FIELD=HEADING with one of the fields {fields}.")
        told = sentence.format(text=text, fields=", ".join(FIELDS))
        raise click.BadParameter(told, param_hint="--map")
    return field, heading.strip()


@contextmanager
def progress(label: str) -> Iterator[Callable[[float], None]]:
    """Draw a bar for whoever watches; a script is left in peace."""
    steps = 1000
    stream = sys.stderr
    if not stream.isatty():
        yield lambda _share: None
        return
    with click.progressbar(length=steps, file=stream, label=label) as bar:
        yield lambda share: bar.update(max(0, round(share * steps) - bar.pos))


def _plain(done: Import, *, with_columns: bool) -> dict[str, Any]:
    incoming, changes = done.incoming, done.changes
    plain: dict[str, Any] = {
        "rows": incoming.rows,
        "new": len(changes.new),
        "updated": len(changes.updated),
        "unchanged": changes.unchanged,
        "folded": len(incoming.folded),
        "rejected": len(incoming.rejects),
        "missing": len(changes.missing),
        "duplicates": len(incoming.duplicates),
        "rejects_file": str(done.rejects_file) if done.rejects_file else None,
    }
    if with_columns:
        plain["columns"] = dict(incoming.mapping)
        plain["questions"] = list(findings.answered(done))
        plain["kept"] = list(findings.kept(done))
    return plain


def _print(done: Import) -> None:
    counted = (*findings.rows(done), *findings.people(done))
    click.echo(", ".join(f"{number(count)} {word}" for word, count in counted))
    remarks = findings.remarks(done)
    for remark in islice(remarks, SHOWN):
        click.echo(f"  {remark.text}")
    if left := sum(1 for _remark in remarks):
        click.echo("  " + _("and {count} more").format(count=number(left)))
    if done.rejects_file:
        click.echo(_("The rejected rows are in {file}.").format(file=done.rejects_file))


def _print_columns(done: Import, event: Event) -> None:
    """Show which column each field would be read from, and what it would read."""
    found = list(findings.recognised(done, event))
    wide = min(WIDEST, max(len(one.heading) for one in found))
    for one in found:
        heading = one.heading if len(one.heading) <= wide else f"{one.heading[: wide - 1]}…"
        click.echo(f"  {one.field:<14} ← {heading:<{wide}}  {one.sample}".rstrip())
    if questions := findings.answered(done):
        words = _("questions, kept and searched: {headings}")
        click.echo("  " + words.format(headings=", ".join(questions)))
    if others := findings.kept(done):
        click.echo("  " + _("kept as they are: {headings}").format(headings=", ".join(others)))
