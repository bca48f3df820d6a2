"""The desk's answer in one band over the whole width: symbol, word, colour, and what to do."""

from collections.abc import Callable

from textual.content import Content
from textual.widgets import Static

from checkin.event import Event
from checkin.language import _
from checkin.theme import TONES
from checkin.wording import OUTCOMES, called
from db.records import Outcome, Registration, Verdict


class VerdictBand(Static):
    """Shows one answer until the next."""

    def __init__(self, event: Event, hour: Callable[[int], str], *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._event = event
        self._hour = hour

    def rest(self, words: str) -> None:
        """Wait for somebody to come."""
        self._show("", Content.assemble((words, "$quiet")))

    def say(self, tone: str, symbol: str, word: str, who: str = "", detail: str = "") -> None:
        """Show an answer: the word and whom it is about, then what to do."""
        first = Content.assemble((f"{symbol}  {word.upper()}", "bold"))
        if who:
            first = Content.assemble(first, "   ", (who, "bold"))
        self._show(tone, Content.assemble(first, "\n   ", detail) if detail else first)

    def answer(self, verdict: Verdict) -> None:
        """Show what was decided, about whom, and what can be done."""
        who = verdict.registration
        saying = OUTCOMES[verdict.outcome]
        details = (self._detail(verdict), _(saying.advice) if saying.advice else "")
        name = called(who) if who else verdict.read
        self.say(saying.tone, saying.symbol, _(saying.word), name, " ".join(filter(None, details)))

    def _detail(self, verdict: Verdict) -> str:
        who = verdict.registration
        if verdict.outcome is Outcome.ALREADY_HERE and verdict.at:
            words = _("Since {time}, {desk}.")
            return words.format(time=self._hour(verdict.at), desk=verdict.desk)
        if verdict.outcome is Outcome.NOT_ON_LIST and who:
            return self._expected_at(who)
        if verdict.outcome is Outcome.WELCOME and who:
            badge = _("badge on its way") if verdict.badge_job else ""
            return " · ".join(part for part in (who.organisation, badge) if part)
        return ""

    def _expected_at(self, who: Registration) -> str:
        places = [
            f"{self._hour(int(one.start.timestamp() * 1000))} {one.title} ({one.room})"
            for one in self._event.sessions
            if one.id in who.sessions
        ]
        return _("Expected at {places}.").format(places=", ".join(places)) if places else ""

    def _show(self, tone: str, content: Content) -> None:
        for one in TONES:
            self.set_class(one == tone, f"-{one}")
        self.update(content)
