"""What a list would change, or has changed, in coloured lines."""

from collections.abc import Iterable, Iterator
from itertools import islice

from textual.content import Content

from checkin import findings
from checkin.event import Event
from checkin.export import STANDARD
from checkin.importing import Import
from checkin.language import _, marked
from checkin.wording import number

MOST = 100  # remarks shown; the rejects file has all the rows
WIDEST = 18  # cells of a heading
NAME = marked("Name")
TONES = {"✗": "$error", "!": "$warning", "≈": "$warning"}


def joined(lines: Iterable[Content]) -> Content:
    """Return the lines as one text."""
    return Content("\n").join(lines)


def columns(what: Import, event: Event) -> Iterator[Content]:
    """Yield each field with the column that it is read from and an example."""
    yield Content.assemble((_("Recognised columns"), "bold $primary"))
    found = list(findings.recognised(what, event))
    names = [_(STANDARD.get(one.field, NAME)) for one in found]
    wide = max(map(len, names), default=0)
    wider = min(WIDEST, max((len(one.heading) for one in found), default=0))
    for name, one in zip(names, found, strict=True):
        column = Content(_shortened(one.heading)).truncate(wider, ellipsis=True, pad=True)
        yield Content.assemble(
            (f"{name:<{wide}}", "bold"), " ← ", column, "  ", (one.sample, "$quiet")
        )
    if questions := findings.answered(what):
        words = _("questions, kept and searched: {headings}")
        yield Content.assemble((words.format(headings=", ".join(questions)), "$quiet"))
    if others := findings.kept(what):
        words = _("kept as they are: {headings}")
        yield Content.assemble((words.format(headings=", ".join(others)), "$quiet"))


def counts(what: Import) -> Iterator[Content]:
    """Yield what became of the rows, then who wants a look."""
    tones = ("", "$success", "", "", "", "$error", "$warning", "$warning")
    counted = (*findings.rows(what), *findings.people(what))
    for (word, count), tone in zip(counted, tones, strict=True):
        yield Content.assemble((f"{number(count):>7}", f"bold {tone}" if count else ""), f" {word}")


def remarks(what: Import) -> Iterator[Content]:
    """Yield what somebody should look at: rejects, then remarks, then duplicates."""
    lines = findings.remarks(what)
    for one in islice(lines, MOST):
        yield Content.assemble((f"{one.symbol} ", f"bold {TONES[one.symbol]}"), one.text)
    if left := sum(1 for _line in lines):
        yield Content.assemble((_("and {count} more").format(count=number(left)), "$quiet"))
    if next(findings.remarks(what), None) is None:
        yield Content.assemble((_("✓ Nothing to look at."), "$success"))


def _shortened(heading: str) -> str:
    """Keep both ends of a long heading: "Nom du participant : Prénom" is about the given name."""
    if len(heading) <= WIDEST:
        return heading
    half = WIDEST // 2
    return f"{heading[: WIDEST - half - 1]}…{heading[-half:]}"
