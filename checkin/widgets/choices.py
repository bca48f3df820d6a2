"""A list to choose one of: some lines each, a pointer beside those of the one that Enter takes."""

from collections.abc import Callable, Iterable

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class Choices(OptionList):
    """Asks `told_of` for what stands beside the pointer, by the id of the choice."""

    DEFAULT_CSS = """
    Choices, Choices:focus {
        height: auto; padding: 0; border: none; background: transparent;
        background-tint: transparent; scrollbar-size-vertical: 1;
    }
    Choices > .option-list--option { color: $foreground; padding: 0; }
    Choices > .option-list--option-highlighted,
    Choices:focus > .option-list--option-highlighted {
        color: $chosen-text; background: $chosen; text-style: none;
    }
    """

    def __init__(
        self,
        told_of: Callable[[str], Iterable[Content]],
        ids: Iterable[str],
        *,
        id: str | None = None,  # noqa: A002 - Textual's word
    ) -> None:
        self._told_of = told_of
        self._ids = tuple(ids)
        self._pointed = ""
        super().__init__(*(Option(self._prompt(one), id=one) for one in self._ids), id=id)

    def point_at(self, choice: str) -> None:
        """Let the pointer stand at a choice."""
        self.highlighted = self.get_option_index(choice)

    @property
    def pointed(self) -> str:
        """The id of the choice that the pointer stands at; empty where there is none."""
        return self._pointed

    def offer(self, ids: Iterable[str]) -> None:
        """Offer other choices; the pointer stays with its choice, else goes to the first."""
        offered = tuple(ids)
        if offered == self._ids:
            self.show()
            return
        self._ids = offered
        pointed = self._pointed if self._pointed in offered else "".join(offered[:1])
        self._pointed = pointed
        self.clear_options()
        self.add_options([Option(self._prompt(one), id=one) for one in offered])
        if pointed:
            self.point_at(pointed)

    def show(self) -> None:
        """Ask for all lines again; the pointer stays."""
        for one in self._ids:
            self.replace_option_prompt(one, self._prompt(one))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Take the pointer along."""
        before, self._pointed = self._pointed, event.option.id or ""
        for one in {before, self._pointed} - {""}:
            self.replace_option_prompt(one, self._prompt(one))

    def _prompt(self, choice: str) -> Content:
        pointer = ("▌ ", "$accent") if choice == self._pointed else "  "
        return Content("\n").join(Content.assemble(pointer, line) for line in self._told_of(choice))
