"""Pure: what each kind of member may say and hear at the hub.

Readers check every signature all the same: a server can be made to repeat, under any subject, what
a desk stored under its own.
"""

from collections.abc import Mapping
from typing import Any

from checkin import subjects
from checkin.membership import Kind

Permissions = Mapping[str, Any]


def permissions(event: str, name: str, kind: Kind) -> Permissions:
    """Return what a member may do, as the server's configuration says it."""
    hears, says = {
        Kind.DESK: (_desk_hears, _desk_says),
        Kind.FIGURES: (_figures_hear, _figures_say),
    }[kind]
    answers = f"{subjects.inbox(name)}.>"
    allowed: dict[str, Any] = {
        "subscribe": {"allow": [answers, *hears(event)]},
        "publish": says(event, name),
    }
    if kind is Kind.DESK:  # a desk answers another that asks about a code
        allowed["allow_responses"] = {"max": 1, "expires": "5s"}
    return allowed


def _desk_hears(event: str) -> tuple[str, ...]:
    return (subjects.live(event), subjects.heartbeat(event, "*"), subjects.asked(event))


def _desk_says(event: str, desk: str) -> Mapping[str, Any]:
    return {
        "allow": [
            subjects.sent(event, "*", desk),
            subjects.heartbeat(event, desk),
            subjects.counts(event, desk),
            subjects.asked(event),
            subjects.stream_info(event),
            subjects.direct_get(event),
        ]
    }


def _figures_hear(event: str) -> tuple[str, ...]:
    return (subjects.counts(event, "*"), subjects.heartbeat(event, "*"))


def _figures_say(_event: str, _name: str) -> Mapping[str, Any]:
    return {"deny": [">"]}
