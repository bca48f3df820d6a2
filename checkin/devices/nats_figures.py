"""An organiser's laptop at the hub: hears the desks' numbers and how they are, and says nothing."""

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from checkin import subjects
from checkin.figures import Bulletin
from checkin.hub.calls import call
from checkin.membership import Membership

if TYPE_CHECKING:
    from nats.aio.msg import Msg

AGAIN = 0.5  # seconds until a hub that did not answer is tried again
PULSE = 3  # seconds between two questions whether the hub is there; two may stay without answer


async def listen(member: Membership, bulletin: Bulletin, now: Callable[[], int]) -> None:
    """Write down what is heard, until cancelled; a hub that is gone is called again and again."""
    for name in ("asyncio", "nats"):  # what they would say on the screen is told by the bulletin
        logging.getLogger(name).addHandler(logging.NullHandler())

    async def complaint(error: Exception) -> None:
        if "authorization" in str(error).lower():
            bulletin.admitted = False

    async def silent() -> None:
        bulletin.silent_since = bulletin.silent_since or now()

    async def answers() -> None:
        bulletin.silent_since, bulletin.admitted = None, True

    async def heard(message: "Msg") -> None:
        bulletin.hear(message.subject, message.data, now())

    client = await call(
        member.hubs,
        member.ca,
        member.login_seed,
        name=member.desk,
        complaint=complaint,
        inbox_prefix=subjects.inbox(member.desk),
        max_reconnect_attempts=-1,
        reconnect_time_wait=AGAIN,
        ping_interval=PULSE,
        max_outstanding_pings=2,
        disconnected_cb=silent,
        reconnected_cb=answers,
    )
    try:
        await answers()
        for subject in (subjects.heartbeat, subjects.counts):
            await client.subscribe(subject(member.event, "*"), cb=heard)
        await asyncio.Event().wait()
    finally:
        await client.close()
