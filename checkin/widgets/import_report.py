"""What a list would change, or has changed, in lines: its columns, its counts, what to look at."""

from collections.abc import Iterable, Iterator

from textual.content import Content

from checkin.event import Event
from checkin.export import STANDARD
from checkin.importing import Import
from checkin.language import _, marked
from checkin.wording import number, status_word
from db.records import Status

MOST = 50  # rejects or duplicates shown; the rejects file has them all
SAMPLES = 100  # people among whom a column's example is looked for
WIDEST = 24  # cells of a heading
NAME = marked("Name")


def joined(lines: Iterable[Content]) -> Content:
    """Return the lines as one text."""
    return Content("\n").join(lines)


def columns(what: Import, event: Event) -> Iterator[Content]:
    """Yield each field with the column that it is read from and an example."""
    incoming = what.incoming
    yield Content.assemble((_("Recognised columns"), "bold $primary"))
    names = {field: _(STANDARD.get(field, NAME)) for field in incoming.mapping}
    wide = max(map(len, names.values()), default=0)
    wider = min(WIDEST, max(map(len, incoming.mapping.values()), default=0))
    for field, heading in incoming.mapping.items():
        column = Content(heading).truncate(wider, ellipsis=True, pad=True)
        yield Content.assemble(
            (f"{names[field]:<{wide}}", "bold"),
            " ← ",
            column,
            "  ",
            (_sample(what, field, event), "$quiet"),
        )
    used = set(incoming.mapping.values())
    if kept := [heading for heading in incoming.headings if heading not in used]:
        words = _("kept as they are: {headings}").format(headings=", ".join(kept))
        yield Content.assemble((words, "$quiet"))


def counts(what: Import) -> Iterator[Content]:
    """Yield how many people come in, and how many rows do not."""
    incoming, changes = what.incoming, what.changes
    counted = (
        (_("rows"), incoming.rows, ""),
        (_("new"), len(changes.new), "$success"),
        (_("updated"), len(changes.updated), ""),
        (_("unchanged"), changes.unchanged, ""),
        (_("no longer listed"), len(changes.missing), "$warning"),
        (_("rejected"), len(incoming.rejects), "$error"),
        (_("likely duplicates"), len(incoming.duplicates), "$warning"),
    )
    for word, count, tone in counted:
        yield Content.assemble((f"{number(count):>8}", f"bold {tone}" if count else ""), f" {word}")


def remarks(what: Import) -> Iterator[Content]:
    """Yield what somebody should look at: rejects, then remarks, then duplicates."""
    incoming = what.incoming
    lines = [
        *(("✗", "$error", _("line {line}: {reason}").format(line=one.line, reason=one.reason))
          for one in incoming.rejects[:MOST]),
        *(("!", "$warning", _times(one.text, one.count)) for one in incoming.warnings),
        *(("≈", "$warning", _("lines {earlier} and {line} may be one person: {reason}").format(
            earlier=one.earlier, line=one.line, reason=one.reason))
          for one in incoming.duplicates[:MOST]),
    ]  # fmt: skip
    for symbol, tone, words in lines:
        yield Content.assemble((f"{symbol} ", f"bold {tone}"), words)
    left = max(0, len(incoming.rejects) - MOST) + max(0, len(incoming.duplicates) - MOST)
    if left:
        yield Content.assemble((_("and {count} more").format(count=number(left)), "$quiet"))
    if not lines:
        yield Content.assemble((_("✓ Nothing to look at."), "$success"))


def _sample(what: Import, field: str, event: Event) -> str:
    """Return what the first person who has any has in a field."""
    people = what.incoming.registrations[:SAMPLES]
    value = next(filter(None, (getattr(who, field) for who in people)), "")
    if field == "category":
        return event.category_title(value)
    if isinstance(value, Status):
        return status_word(value)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _times(text: str, count: int) -> str:
    return f"{text} ({number(count)} ×)" if count > 1 else text
