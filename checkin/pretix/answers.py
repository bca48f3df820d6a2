"""Pure: what an answer of pretix to a check-in means."""

from dataclasses import dataclass
from typing import Any

from checkin.language import _
from checkin.pretix.catalogue import Question, question
from checkin.pretix.link import Reply
from checkin.pretix.plain import sense
from db.records import Outcome

# What pretix calls the reason of a refusal, and what the desk says to it.
OUTCOMES = {
    "already_redeemed": Outcome.ALREADY_HERE,
    "unpaid": Outcome.UNPAID,
    "canceled": Outcome.CANCELLED,
    "blocked": Outcome.BLOCKED,
    "unapproved": Outcome.PENDING,
    "invalid_time": Outcome.LIST_CLOSED,
    "rules": Outcome.LIST_CLOSED,
    "product": Outcome.NOT_ON_LIST,
    "revoked": Outcome.REVOKED,
    "ambiguous": Outcome.AMBIGUOUS,
    "invalid": Outcome.UNKNOWN,
    "incomplete": Outcome.NOTE,
    "error": Outcome.LIST_CLOSED,
}
INCOMPLETE = "incomplete"
LONGEST = 300  # letters of a refusal that are kept

# What the desk calls a refusal, and the reason under which pretix keeps it.
REASONS = {
    Outcome.ALREADY_HERE: "already_redeemed",
    Outcome.UNPAID: "unpaid",
    Outcome.PENDING: "unapproved",
    Outcome.CANCELLED: "canceled",
    Outcome.WAITING: "unapproved",
    Outcome.BLOCKED: "blocked",
    Outcome.NOT_ON_LIST: "product",
    Outcome.LIST_CLOSED: "rules",
    Outcome.LIST_FULL: "rules",
    Outcome.REVOKED: "revoked",
    Outcome.REPLACED: "revoked",
    Outcome.AMBIGUOUS: "ambiguous",
}
UNKNOWN_REASON = "invalid"


@dataclass(frozen=True, slots=True)
class Answer:
    """What pretix says of somebody at a list; `said` are its words for people.

    `reason` is its own word for a refusal, empty for none. `questions` must be answered first.
    """

    outcome: Outcome
    reason: str = ""
    said: str = ""
    attention: bool = False
    questions: tuple[Question, ...] = ()
    order: str = ""


def answer(reply: Reply) -> Answer:
    """Return what a reply to a redeem means; a call that was wrong in itself makes no sense."""
    with sense("redeem"):
        body = reply.body
        texts = [str(text) for text in body.get("checkin_texts") or ()]
        attention = bool(body.get("require_attention"))
        order = str((body.get("position") or {}).get("order") or "")
        if body["status"] == "ok":
            return Answer(Outcome.WELCOME, "", " ".join(texts), attention, order=order)
        reason = INCOMPLETE if body["status"] == INCOMPLETE else str(body["reason"])
        texts.insert(0, str(body.get("reason_explanation") or ""))
        return Answer(
            OUTCOMES.get(reason, Outcome.LIST_CLOSED),
            reason,
            " ".join(filter(None, texts)),
            attention,
            tuple(question(one) for one in body.get("questions") or ()),
            order,
        )


def refusal(reply: Reply) -> str:
    """Return why pretix did not take what was sent up; empty when it took it.

    It sends its words as an object, a list or fields of lists.
    """
    if reply.status in (200, 201):
        return ""
    body = reply.body
    words = {
        "invalid": _("pretix does not know this code."),
        "ambiguous": _("This fits several bookings: choose one in pretix."),
    }
    if isinstance(body, dict) and (reason := body.get("reason")):
        said = words.get(str(reason), str(reason)), str(body.get("reason_explanation") or "")
        return " ".join(filter(None, said))
    return " ".join(_texts(body))[:LONGEST] or _("pretix gave no reason.")


def _texts(body: Any) -> list[str]:
    if isinstance(body, dict):
        return [text for value in body.values() for text in _texts(value)]
    if isinstance(body, list):
        return [text for value in body for text in _texts(value)]
    return [str(body)] if body else []
