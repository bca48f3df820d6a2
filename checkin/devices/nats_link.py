"""The hub over NATS: TLS to a hub of our authority, its stream read without a consumer.

A connection that is lost is not mended by the library but made anew by replication, so that there
is one way in and one way out. nats-py's own buffers are not used: the journal is the only outbox.
"""

import asyncio
import json
import logging
import re
import ssl
from collections.abc import Awaitable, Coroutine, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from checkin import subjects
from checkin.devices.nats_page import Page, message
from checkin.membership import TLS_NAME, Membership
from checkin.replication.link import (
    Asked,
    LinkLost,
    Message,
    NotAdmitted,
    SendRefused,
    StreamState,
)

if TYPE_CHECKING:
    from nats.aio.client import Client
    from nats.aio.msg import Msg

T = TypeVar("T")

PATIENCE = 4  # seconds to connect, or for the hub's answer
KNOCK = 0.6  # seconds in which a hub that is there takes a call
PULSE = 2.0  # seconds between two questions whether the hub is there
SILENCE = 3  # seconds in which it must answer them
LIVE = 65_536  # messages that may wait to be read; those dropped are read from the stream
TOGETHER = 100  # live messages handed on at once, so that nobody who writes waits long
UNSAFE = re.compile(r"[^A-Za-z0-9_-]")


class NatsLink:
    """One desk's connection to its event's hub."""

    def __init__(self, membership: Membership) -> None:
        self._member = membership
        self._client: Client | None = None
        self._lost = asyncio.Event()
        self._refused = ""
        self._turn = 0
        self._heartbeat: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connect to the first hub that answers, beginning behind the one tried last."""
        from nats.aio.client import Client

        for name in ("asyncio", "nats"):  # what they would say on the screen is told by the link
            logging.getLogger(name).addHandler(logging.NullHandler())
        hubs = self._member.hubs
        hub = hubs[self._turn % len(hubs)]
        self._turn += 1
        self._lost, self._refused = asyncio.Event(), ""
        client = Client()
        await _knock(hub)
        try:
            await _within(PATIENCE, self._connect(client, hub))
        except BaseException as error:
            await _let_go(client)
            raise self._told(error) from error
        self._client = client
        self._heartbeat = asyncio.create_task(self._watch(client))

    async def close(self) -> None:
        """Let go at once; what was under way counts as not sent."""
        if self._heartbeat is not None:
            self._heartbeat.cancel()
            self._heartbeat = None
        client, self._client = self._client, None
        self._lost.set()
        if client is not None:
            await _let_go(client)

    async def state(self) -> StreamState:
        """Return which stream this is and how long it is."""
        answer = await self._request(subjects.stream_info(self._member.event), b"")
        plain = json.loads(answer.data)
        if "error" in plain:
            raise LinkLost(str(plain["error"].get("description", "")))
        epoch = (plain["config"].get("metadata") or {}).get("epoch", "")
        return StreamState(epoch, plain["created"], plain["state"]["last_seq"])

    async def read(self, after: int, limit: int) -> Sequence[Message]:
        """Return messages behind a number, asked for directly: nothing is kept at the hub."""
        client = self._connected()
        inbox, page = client.new_inbox(), Page()
        answers = await self._kept(
            client.subscribe(inbox, cb=page.take, pending_msgs_limit=-1, pending_bytes_limit=-1)
        )
        wanted = {"seq": after + 1, "batch": limit, "next_by_subj": ">"}
        try:
            await self._kept(
                client.publish(
                    subjects.direct_get(self._member.event), json.dumps(wanted).encode(), inbox
                )
            )
            while not page.whole.done():
                before = len(page.messages)
                await self._wait(asyncio.wait({page.whole}, timeout=PATIENCE))
                if not page.whole.done() and len(page.messages) == before:
                    raise LinkLost("no answer")
            return page.all()
        finally:
            with suppress(Exception):
                await answers.unsubscribe()

    async def live(self) -> Sequence[Message]:
        """Wait for what the stream repeats as it is stored."""
        first = await self._wait(self._live.next_msg(timeout=None))
        came = [first]
        while self._live.pending_msgs and len(came) < TOGETHER:
            came.append(await self._kept(self._live.next_msg(timeout=1)))
        return [message(one) for one in came if "Nats-Sequence" in (one.headers or {})]

    async def send(self, entries: Sequence[Any], *, whole: bool) -> None:
        """Send entries; an answer only tells of troubles, as it does not prove that all is kept."""
        client = self._connected()
        messages = list(self._messages(entries, whole=whole))
        for subject, body, headers in messages[:-1]:
            reply = "" if whole else self._acks
            await self._kept(client.publish(subject, body, reply, headers))
        subject, body, headers = messages[-1]
        answer = await self._kept(client.request(subject, body, PATIENCE, headers=headers))
        _refuse(answer)

    async def say(self, presence: bytes, figures: bytes) -> None:
        """Tell how this desk is; nobody answers, and nothing is kept."""
        client = self._connected()
        event, desk = self._member.event, self._member.desk
        await self._kept(client.publish(subjects.heartbeat(event, desk), presence))
        await self._kept(client.publish(subjects.counts(event, desk), figures))

    async def heard(self) -> bytes:
        """Wait for another desk's word."""
        said = await self._wait(self._heard.next_msg(timeout=None))
        return bytes(said.data)

    async def ask(self, question: bytes, patience: float) -> Sequence[bytes]:
        """Ask all desks at once, and collect what they say in time."""
        client = self._connected()
        inbox = client.new_inbox()
        answers = await self._kept(client.subscribe(inbox))
        said: list[bytes] = []
        try:
            await self._kept(client.publish(subjects.asked(self._member.event), question, inbox))
            async with asyncio.timeout(patience):
                while True:
                    said.append((await answers.next_msg(timeout=patience)).data)
        except TimeoutError:  # nats-py's own is one of these too
            return [one for one in said if one]
        except Exception as error:
            raise self._told(error) from error
        finally:
            with suppress(Exception):
                await answers.unsubscribe()

    async def asked(self) -> Asked:
        """Wait for another desk's question."""
        while True:
            came = await self._wait(self._asked.next_msg(timeout=None))
            if came.reply and not came.reply.startswith(subjects.inbox(self._member.desk) + "."):
                return _Asked(self._connected(), came.data, came.reply)

    def _trust(self) -> ssl.SSLContext:
        trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trust.minimum_version = ssl.TLSVersion.TLSv1_2
        trust.load_verify_locations(cadata=self._member.ca.decode())
        return trust

    async def _connect(self, client: "Client", hub: str) -> None:
        await client.connect(
            f"tls://{hub}",
            tls=self._trust(),
            tls_hostname=TLS_NAME,
            nkeys_seed_str=self._member.login_seed,
            inbox_prefix=subjects.inbox(self._member.desk),
            allow_reconnect=False,
            max_reconnect_attempts=1,
            reconnect_time_wait=0,
            pending_size=0,
            error_cb=self._error,
            closed_cb=self._closed,
            disconnected_cb=self._closed,
        )
        await self._listen(client)

    async def _listen(self, client: "Client") -> None:
        event = self._member.event
        self._live = await client.subscribe(
            subjects.live(event), pending_msgs_limit=LIVE, pending_bytes_limit=256 * 1024**2
        )
        self._heard = await client.subscribe(subjects.heartbeat(event, "*"))
        self._asked = await client.subscribe(subjects.asked(event))
        self._acks = client.new_inbox()
        await client.subscribe(self._acks, cb=self._acknowledged)
        await client.flush(PATIENCE)

    async def _acknowledged(self, answer: "Msg") -> None:
        try:
            _refuse(answer)
        except SendRefused as trouble:
            self._refused = str(trouble)

    async def _watch(self, client: "Client") -> None:
        """Notice a cable that was pulled: no library call would for minutes."""
        while True:
            await asyncio.sleep(PULSE)
            try:
                await client.flush(SILENCE)
            except Exception:  # noqa: BLE001 - whatever it is, the hub did not answer
                self._lost.set()
                _abort(client)
                return

    async def _error(self, error: Exception) -> None:
        self._refused = str(error)

    async def _closed(self) -> None:
        self._lost.set()

    def _connected(self) -> "Client":
        if self._client is None or self._lost.is_set():
            raise LinkLost
        return self._client

    async def _request(self, subject: str, body: bytes) -> "Msg":
        return await self._kept(self._connected().request(subject, body, PATIENCE))

    async def _kept(self, call: Awaitable[T]) -> T:
        """Await a call of the library; whatever it raises, the link is lost."""
        try:
            return await call
        except Exception as error:
            raise self._told(error) from error

    async def _wait(self, call: Awaitable[T]) -> T:
        """Await news for as long as the connection lasts."""
        news = asyncio.ensure_future(call)
        lost = asyncio.ensure_future(self._lost.wait())
        try:
            await asyncio.wait((news, lost), return_when=asyncio.FIRST_COMPLETED)
            if news.done():
                return await self._kept(news)
            raise LinkLost
        finally:
            for one in (news, lost):
                one.cancel()

    def _told(self, error: BaseException) -> BaseException:
        if isinstance(error, LinkLost | asyncio.CancelledError) or not isinstance(error, Exception):
            return error
        said = f"{error} {self._refused}".lower()
        if "authorization" in said or "certificate" in said:
            return NotAdmitted(str(error))
        return LinkLost(f"{type(error).__name__} {error} {self._refused}".strip())

    def _messages(
        self, entries: Sequence[Any], *, whole: bool
    ) -> Iterator[tuple[str, bytes, dict[str, str]]]:
        batch = self._connected().new_inbox().rpartition(".")[2]
        event, desk = self._member.event, self._member.desk
        for place, entry in enumerate(entries, 1):
            origin = UNSAFE.sub("_", entry.mark.origin)
            headers = {
                "Nats-Msg-Id": f"{origin}.{entry.mark.number}.{entry.signature[:8].hex()}",
                "Nats-Expected-Stream": subjects.stream(event),
                "Sig": entry.signature.hex(),
            }
            if whole:
                headers |= {"Nats-Batch-Id": batch, "Nats-Batch-Sequence": str(place)}
                if place == len(entries):
                    headers["Nats-Batch-Commit"] = "1"
            yield subjects.sent(event, origin, desk), entry.body.encode(), headers


class _Asked:
    def __init__(self, client: "Client", question: bytes, reply: str) -> None:
        self._client = client
        self.question = question
        self._reply = reply

    async def answer(self, words: bytes) -> None:
        with suppress(Exception):
            await self._client.publish(self._reply, words)


async def _within(patience: float, call: Coroutine[Any, Any, None]) -> None:
    """Await a call of the library no longer than that, even one that will not be cancelled."""
    under_way = asyncio.ensure_future(call)
    under_way.add_done_callback(lambda done: done.cancelled() or done.exception())
    try:
        done, _late = await asyncio.wait({under_way}, timeout=patience)
    finally:
        under_way.cancel()
    if not done:
        raise LinkLost
    await under_way


async def _let_go(client: "Client") -> None:
    _abort(client)
    with suppress(Exception, asyncio.CancelledError):
        await _within(1, client.close())


async def _knock(hub: str) -> None:
    """Find out quickly whether anybody is there: a lost SYN is only repeated after a second."""
    host, _colon, port = hub.rpartition(":")
    try:
        async with asyncio.timeout(KNOCK):
            _reader, writer = await asyncio.open_connection(host.strip("[]"), int(port))
    except (OSError, ValueError) as error:
        raise LinkLost(str(error)) from error
    writer.transport.abort()


def _refuse(answer: "Msg") -> None:
    """Raise what a hub says against what it was sent."""
    if not answer.data:
        return
    error = json.loads(answer.data).get("error")
    if error:
        raise SendRefused(f"{error.get('err_code')} {error.get('description')}")


def _abort(client: "Client") -> None:
    """Drop the connection: a polite end would wait half a minute for a hub that is gone."""
    with suppress(AttributeError):
        client._transport._io_writer.transport.abort()  # type: ignore[union-attr] # the library has no other way
