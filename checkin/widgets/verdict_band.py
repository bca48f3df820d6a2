"""The desk's answer in one band over the whole width: symbol, word, colour, and what to do."""

from textual.content import Content
from textual.widgets import Static

from checkin.language import _
from checkin.theme import TONES
from checkin.wording import OUTCOMES


class VerdictBand(Static):
    """Shows one answer until the next."""

    def rest(self, words: str) -> None:
        """Wait for somebody to come."""
        self._show("", Content.from_markup("\n  [$quiet]$words[/]", words=words))

    def say(self, tone: str, symbol: str, word: str, who: str = "", detail: str = "") -> None:
        """Show an answer: the word above, then whom it is about, then what to do."""
        first = Content.assemble((f"  {symbol}  {word.upper()}", "bold"))
        if who:
            first = Content.assemble(first, "   ", (who, "bold"))
        self._show(tone, Content("\n").join([Content(""), first, Content(f"     {detail}")]))

    def outcome(self, saying_of: str, who: str = "", detail: str = "") -> None:
        """Show the saying of an outcome."""
        saying = next(saying for one, saying in OUTCOMES.items() if one.value == saying_of)
        advice = _(saying.advice) if saying.advice else ""
        details = " ".join(part for part in (detail, advice) if part)
        self.say(saying.tone, saying.symbol, _(saying.word), who, details)

    def _show(self, tone: str, content: Content) -> None:
        for one in TONES:
            self.set_class(one == tone, f"-{one}")
        self.update(content)
