"""Find people."""

import gc
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import click

from checkin.commands import shown
from checkin.commands.place import Place
from checkin.commands.spoken import Verb, in_json, on_list, option
from checkin.event import Event
from checkin.language import _, marked
from db.records import Found


@click.command(
    "find",
    cls=Verb,
    help=marked(
        "Find people by any words of theirs: name, organisation, function, e-mail, telephone or "
        "code. Beginnings are enough; accents, case, order and misspellings do not matter."
    ),
    examples={
        "checkin find lefevre helene": marked("Hélène Lefèvre, and whoever is called alike"),
        "checkin find --json ville lyon": marked("the same for a script"),
        "checkin find --batch --timing < names.txt": marked("a line of JSON for each line read"),
    },
)
@click.argument("text", nargs=-1)
@option(
    "--limit",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help=marked("How many people to show at most."),
)
@option("--batch", is_flag=True, help=marked("Find each line of the standard input."))
@option(
    "--timing",
    is_flag=True,
    help=marked("Say at the end, on the standard error, how long the answers took."),
)
@on_list
@in_json
@click.pass_context
def find(
    ctx: click.Context,
    *,
    text: tuple[str, ...],
    limit: int,
    batch: bool,
    timing: bool,
    list_id: str,
    as_json: bool,
) -> None:
    place: Place = ctx.obj
    if not text and not batch:
        raise click.UsageError(_("Say what to find, or give --batch."))
    with place.reading() as desk:
        stopwatch = Stopwatch()
        on = place.list_id(list_id)
        if batch:
            desk.finder.get_ready()
            gc.freeze()  # the index stays: looking through it again and again takes time
            for line in sys.stdin.buffer:
                with stopwatch.running():
                    people = desk.find(line.decode(errors="replace"), limit=limit, list_id=on)
                shown.emit([shown.found(one) for one in people])
        else:
            with stopwatch.running():
                people = desk.find_once(" ".join(text), limit=limit, list_id=on)
            _show(people, desk.event, as_json=as_json)
        if timing:
            click.echo(stopwatch.told(), err=True)
    if not batch and not people:
        click.echo(_("Nobody was found."), err=True)
        ctx.exit(1)


def _show(people: Sequence[Found], event: Event, *, as_json: bool) -> None:
    if as_json:
        shown.emit([shown.found(one) for one in people])
        return
    for one in people:
        click.echo(shown.found_line(one, event))


@dataclass
class Stopwatch:
    """How long each of many things took: milliseconds by the clock on the wall."""

    times: list[float] = field(default_factory=list)

    @contextmanager
    def running(self) -> Iterator[None]:
        start = time.perf_counter_ns()
        yield
        self.times.append((time.perf_counter_ns() - start) / 1e6)

    def told(self) -> str:
        """Return one line for people and scripts: n=…, p50, p99 and max in ms."""
        ordered = sorted(self.times) or [0.0]
        p50, p99 = (ordered[(len(ordered) - 1) * share // 100] for share in (50, 99))
        return f"n={len(self.times)} p50={p50:.2f}ms p99={p99:.2f}ms max={ordered[-1]:.2f}ms"
