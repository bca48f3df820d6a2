"""The members of a hub, two lines each: who is there, and how it goes with them."""

from collections.abc import Iterator, Sequence

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from checkin.hub.attendance import Attendance
from checkin.language import _, ngettext
from checkin.membership import Kind
from checkin.replication.deciding import is_away, skew
from checkin.replication.health import Health, Seen
from checkin.wording import number


class Attendances(OptionList):
    """The pointer stays at its member while others come and go."""

    DEFAULT_CSS = """
    Attendances, Attendances:focus {
        height: 1fr; padding: 0 1; border: none; background: transparent;
        background-tint: transparent; scrollbar-size-vertical: 1;
    }
    Attendances > .option-list--option { color: $foreground; padding: 0 1; }
    Attendances > .option-list--option-highlighted,
    Attendances:focus > .option-list--option-highlighted {
        color: $chosen-text; background: $chosen; text-style: none;
    }
    """

    @property
    def chosen(self) -> str | None:
        """The name of the member at the pointer."""
        return None if self.highlighted is None else self.get_option_at_index(self.highlighted).id

    def show(self, there: Sequence[Attendance], now: int) -> None:
        """Show all members as they are now."""
        lines = {one.member.name: Content("\n").join(_lines(one, now)) for one in there}
        if list(lines) == [option.id for option in self.options]:
            for name, told in lines.items():
                self.replace_option_prompt(name, told)
            return
        before = self.chosen
        self.clear_options()
        self.add_options(Option(told, id=name) for name, told in lines.items())
        if lines:
            self.highlighted = self.get_option_index(before) if before in lines else 0


def _lines(one: Attendance, now: int) -> Iterator[Content]:
    symbol, style = ("✓", "bold $success") if one.connected else ("○", "$quiet")
    yield Content.assemble(
        (f"{symbol} ", style), (f"{one.member.name:<26}", "bold"), (_state(one, now), style)
    )
    troubles = " · ".join(_troubles(one)) if one.connected else ""
    facts = " · ".join(_facts(one))
    yield Content.assemble(
        ("  ! " if troubles else "  ", "bold $error"),
        (troubles, "bold $error"),
        " · " if troubles and facts else "",
        (facts, "$quiet"),
    )


def _state(one: Attendance, now: int) -> str:
    if not one.connected:
        return _("away")
    told = one.health
    if one.member.kind is Kind.FIGURES or told is None or is_away(Seen(told, one.heard_at), now):
        return _("connected")
    if told.behind:
        words = ngettext("{count} to read", "{count} to read", told.behind)
        return words.format(count=number(told.behind))
    if told.waiting:
        words = ngettext("{count} to send", "{count} to send", told.waiting)
        return words.format(count=number(told.waiting))
    return _("up to date")


def _facts(one: Attendance) -> Iterator[str]:
    if one.member.kind is Kind.FIGURES:
        yield _("figures only, no person")
    if one.health is not None:
        words = ngettext("{count} person known", "{count} people known", one.health.people)
        yield words.format(count=number(one.health.people))
        yield from _labels(one.health)


def _labels(health: Health) -> Iterator[str]:
    if health.labels is not None:
        words = ngettext("{count} label", "{count} labels", health.labels)
        yield words.format(count=number(health.labels))


def _troubles(one: Attendance) -> Iterator[str]:
    told = one.health
    if told is None:
        return
    ahead = skew(Seen(told, one.heard_at))
    if ahead:
        minutes = max(1, round(abs(ahead) / 60_000))
        words = ngettext("clock wrong by {count} minute", "clock wrong by {count} minutes", minutes)
        yield words.format(count=number(minutes))
    if told.trouble:
        words = ngettext("{count} entry refused", "{count} entries refused", told.trouble)
        yield words.format(count=number(told.trouble))
    if told.printer:
        yield _("printer in trouble")
