"""The desk's answer in one band over the whole width: symbol, word, colour, and what to do."""

from datetime import datetime

from textual import work
from textual.content import Content
from textual.widgets import Static

from checkin.desk import Desk
from checkin.language import _
from checkin.station import Station
from checkin.theme import TONES
from checkin.wording import OUTCOMES, called, milliseconds, weekday
from db.records import Outcome, Registration, Verdict


class VerdictBand(Static):
    """Shows one answer until the next."""

    def __init__(self, station: Station, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._station = station
        self._rests = False

    def rest(self, words: str) -> None:
        """Wait for somebody to come; say so if genuine tickets may not be known for such here."""
        self._show("", Content.assemble((words, "$quiet")))
        self._rests = True
        self._look_for_secret(words)

    @work(group="secret", exclusive=True, exit_on_error=False)
    async def _look_for_secret(self, words: str) -> None:
        if await self._station.search(Desk.lacks_secret) and self._rests:
            lacking = _("! This desk does not know all genuine tickets: call the organisers.")
            self._show("", Content.assemble((words, "$quiet"), "\n", (lacking, "bold")))

    def say(self, tone: str, symbol: str, word: str, who: str = "", detail: str = "") -> None:
        """Show an answer: the word and whom it is about, then what to do."""
        first = Content.assemble((f"{symbol}  {word.upper()}", "bold"))
        if who:
            first = Content.assemble(first, "   ", (who, "bold"))
        self._show(tone, Content.assemble(first, "\n   ", detail) if detail else first)

    def answer(self, verdict: Verdict, *, prints: bool = True) -> None:
        """Show what was decided, about whom, and what can be done; `prints` as badges come out."""
        who = verdict.registration
        saying = OUTCOMES[verdict.outcome]
        badge = self._badge(verdict, prints=prints)
        details = (self._detail(verdict), badge, _(saying.advice) if saying.advice else "")
        name = called(who) if who else verdict.read
        self.say(saying.tone, saying.symbol, _(saying.word), name, " ".join(filter(None, details)))

    def _detail(self, verdict: Verdict) -> str:
        who, hour = verdict.registration, self._station.hour
        match verdict.outcome:
            case Outcome.ALREADY_HERE if verdict.at:
                words = _("Since {time}, {desk}.")
                return words.format(time=hour(verdict.at), desk=verdict.desk)
            case Outcome.NOT_ON_LIST if who:
                return self._expected_at(who)
            case Outcome.LIST_CLOSED:
                return self._opens(verdict.list_id)
            case Outcome.WELCOME if who:
                return who.organisation
            case Outcome.UNKNOWN if verdict.unproven:
                return _("Perhaps a genuine ticket.")
        return ""

    def _badge(self, verdict: Verdict, *, prints: bool) -> str:
        if verdict.badge_ready:
            return _("· badge printed already")
        if verdict.badge_job is None:
            return ""
        return _("· badge on its way") if prints else _("· the badge waits for the printer")

    def _expected_at(self, who: Registration) -> str:
        """Say where the person is expected next."""
        now = self._station.now()
        to_come = [
            one
            for one in self._station.event.sessions
            if one.id in who.sessions and milliseconds(one.end) > now
        ]
        places = [
            f"{weekday(one.start)} {self._station.hour(milliseconds(one.start))} "
            f"{one.title} ({one.room})"
            for one in sorted(to_come, key=lambda one: one.start)[:1]
        ]
        return _("Expected at {places}.").format(places=places[0]) if places else ""

    def _opens(self, list_id: str) -> str:
        """Say when the list is open: the next time, else the last."""
        hours = self._station.event.check_in_list(list_id).hours
        if not hours:
            return ""
        now = self._station.now()
        opens, closes = next((one for one in hours if one[1] > now), hours[-1])
        day = datetime.fromtimestamp(opens / 1000, self._station.event.timezone)
        words = _("Open {weekday} {date}, {opens}–{closes}.")
        return words.format(
            weekday=weekday(day),
            date=day.strftime("%d/%m/%Y"),
            opens=self._station.hour(opens),
            closes=self._station.hour(closes),
        )

    def _show(self, tone: str, content: Content) -> None:
        self._rests = False
        for one in TONES:
            self.set_class(one == tone, f"-{one}")
        self.update(content, layout=False)
