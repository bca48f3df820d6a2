"""What a hub answers when asked for messages of its stream: many at once, then how it ends."""

import asyncio
from typing import TYPE_CHECKING

from checkin.replication.link import LinkLost, Message

if TYPE_CHECKING:
    from nats.aio.msg import Msg


class Page:
    """The messages of one answer, in order; `whole` comes true when the hub has said all."""

    def __init__(self) -> None:
        self.whole: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.messages: list[Message] = []
        self._end: dict[str, str] = {}

    async def take(self, answer: "Msg") -> None:
        """Take in one answer, message or end."""
        headers = answer.headers or {}
        if "Nats-Sequence" in headers:
            self.messages.append(message(answer))
        elif not self.whole.done():
            self._end = headers
            self.whole.set_result(True)

    def all(self) -> list[Message]:
        """Return the messages of a whole answer."""
        if self._end.get("Status") not in {"204", "404"}:  # what says that there are no more
            raise LinkLost(self._end.get("Description", "no stream"))
        return self.messages


def message(came: "Msg") -> Message:
    """Return the message of the stream that came, live or asked for."""
    headers = came.headers or {}
    try:
        signature = bytes.fromhex(headers.get("Sig", ""))
    except ValueError:
        signature = b""
    return Message(int(headers["Nats-Sequence"]), came.data, signature)
