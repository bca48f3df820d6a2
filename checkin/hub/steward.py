"""Who looks after a running hub: makes its stream, lets members in, and sees who is there."""

import asyncio
import json
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checkin import subjects
from checkin.hub.calls import call
from checkin.hub.home import Home
from checkin.hub.stream import stream
from checkin.hub.troubles import StewardTrouble
from checkin.language import _

if TYPE_CHECKING:
    from nats.aio.client import Client

PATIENCE = 5.0  # seconds for one answer
NO_SUCH_STREAM = 10059
MADE_MEANWHILE = 10058  # by another hub of the cluster
GATHERING = 60.0  # seconds for the servers of a cluster to find each other
CLUSTER_NOT_READY = frozenset({10008, 10005})


@dataclass(frozen=True, slots=True)
class Connection:
    """One member's connection: from where, and how long a question takes there and back."""

    address: str
    round_trip: str


class Steward:
    """Two logins at the hub's server: one in the desks' account, one over all accounts."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._desks: Client | None = None
        self._system: Client | None = None
        self.complaints: list[str] = []

    async def arrive(self) -> None:
        """Log in, and make the event's stream if this server has none."""
        self._desks = await self._call(self._home.steward_seed, "steward")
        self._system = await self._call(self._home.system_seed, "system")
        await self._open_stream()

    async def leave(self) -> None:
        """Log out."""
        for client in (self._desks, self._system):
            if client is not None:
                await client.close()
        self._desks = self._system = None

    async def reload(self) -> None:
        """Let the server read its configuration again; who is no longer in it is cut off."""
        for server in await self._servers():
            answer = await self._ask_system(f"$SYS.REQ.SERVER.{server}.RELOAD")
            if "error" in answer:
                raise StewardTrouble(str(answer["error"].get("description", answer["error"])))

    async def present(self) -> Mapping[str, Connection]:
        """Return who is connected, by public login key."""
        found: dict[str, Connection] = {}
        for server in await self._servers():
            question = {"auth": True, "limit": 1024}
            answer = await self._ask_system(f"$SYS.REQ.SERVER.{server}.CONNZ", question)
            for one in answer["data"]["connections"]:
                key = one.get("authorized_user") or one.get("nkey", "")
                found[key] = Connection(f"{one['ip']}:{one['port']}", one.get("rtt", ""))
        return found

    async def stored(self) -> int:
        """Return how many entries the stream holds."""
        return int((await self.stream_info())["state"]["messages"])

    async def stream_info(self) -> Mapping[str, Any]:
        """Return what the servers say of the stream."""
        return await self._ask_desks(subjects.stream_info(self._home.event))

    async def listen(self, heard: Any) -> None:
        """Call `heard` with every heartbeat and every count that a desk sends."""
        assert self._desks is not None
        for subject in (subjects.heartbeat, subjects.counts):
            await self._desks.subscribe(subject(self._home.event, "*"), cb=heard)

    async def tell(self, words: bytes) -> None:
        """Say something to the other hubs of the event, if there are any."""
        assert self._desks is not None
        await self._desks.publish(subjects.fellows(self._home.event), words)

    async def hear_fellows(self, heard: Callable[[bytes], Awaitable[None]]) -> None:
        """Call `heard` with whatever they say; its troubles are complained of."""
        assert self._desks is not None

        async def told(message: Any) -> None:
            try:
                await heard(message.data)
            except StewardTrouble as trouble:
                self.complaints.append(str(trouble))

        await self._desks.subscribe(subjects.fellows(self._home.event), cb=told)

    async def _open_stream(self) -> None:
        event = self._home.event
        found = await self._ask_desks(subjects.stream_info(event), refused=True)
        if found.get("error", {}).get("err_code") != NO_SUCH_STREAM and "error" in found:
            raise StewardTrouble(found["error"]["description"])
        if "error" in found:
            wanted = stream(event, secrets.token_hex(16), self._home.arrangement.replicas)
            made = await self._ask_desks(
                f"$JS.API.STREAM.CREATE.{wanted['name']}", wanted, refused=True
            )
            if made.get("error", {}).get("err_code", MADE_MEANWHILE) != MADE_MEANWHILE:
                raise StewardTrouble(made["error"]["description"])

    @property
    def _is_one_of_several(self) -> bool:
        how = self._home.arrangement
        return how.cluster is not None or bool(how.servers)

    async def _servers(self) -> list[str]:
        """Return the ids of all servers that answer; one that stands alone is asked at once."""
        if not self._is_one_of_several:
            return [(await self._ask_system("$SYS.REQ.SERVER.PING"))["server"]["id"]]
        assert self._system is not None
        inbox = self._system.new_inbox()
        answers = await self._system.subscribe(inbox)
        await self._system.publish("$SYS.REQ.SERVER.PING", reply=inbox)
        ids: list[str] = []
        with suppress(TimeoutError, asyncio.TimeoutError):
            while True:
                message = await answers.next_msg(timeout=0.5)
                ids.append(json.loads(message.data)["server"]["id"])
        await answers.unsubscribe()
        return ids

    async def _ask_system(
        self, subject: str, question: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any]:
        return await _ask(self._system, subject, question)

    async def _ask_desks(
        self, subject: str, question: Mapping[str, Any] | None = None, *, refused: bool = False
    ) -> Mapping[str, Any]:
        """Ask again while a cluster gathers; `refused` says that No is an answer."""
        until = time.monotonic() + (GATHERING if self._is_one_of_several else 0)
        while True:
            try:
                answer = await _ask(self._desks, subject, question)
            except StewardTrouble:
                if time.monotonic() > until:
                    raise
                continue
            code = answer.get("error", {}).get("err_code")
            if code not in CLUSTER_NOT_READY or time.monotonic() > until:
                break
            await asyncio.sleep(0.25)
        if "error" in answer and not refused:
            raise StewardTrouble(str(answer["error"].get("description", answer["error"])))
        return answer

    async def _call(self, seed: str, name: str) -> "Client":
        how = self._home.arrangement
        host = how.listen.rpartition(":")[0]
        own = f"{'127.0.0.1' if host in ('', '0.0.0.0') else host}:{how.port}"  # noqa: S104 - compared, not bound
        calling = call(
            how.servers or (own,),
            self._home.ca.read_bytes(),
            seed,
            name=name,
            complaint=self._complaint,
            max_reconnect_attempts=-1,
            reconnect_time_wait=0.25,
        )
        try:
            return await asyncio.wait_for(calling, PATIENCE)
        except TimeoutError as error:
            reason = self.complaints[-1] if self.complaints else own
            sentence = _("The hub's server does not let us in ({reason}).")
            raise StewardTrouble(sentence.format(reason=reason)) from error

    async def _complaint(self, error: Exception) -> None:
        self.complaints.append(str(error) or type(error).__name__)


async def _ask(
    client: "Client | None", subject: str, question: Mapping[str, Any] | None
) -> Mapping[str, Any]:
    from nats.errors import Error

    assert client is not None
    asked = json.dumps(question).encode() if question else b""
    try:
        answer = await client.request(subject, asked, timeout=PATIENCE)
    except Error as error:
        sentence = _("The hub's server does not answer ({reason}).")
        raise StewardTrouble(sentence.format(reason=type(error).__name__)) from error
    found: Mapping[str, Any] = json.loads(answer.data)
    return found
