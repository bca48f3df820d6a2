"""A small pretix on loopback, over real HTTP: as much of it as the desk talks to.

It keeps what it is told as the real one was recorded to: by nonce, once. `upset` answers in its
stead where it returns something.
"""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.pretix import recorded

TOKEN = "s" * 64
INVITED = "good"  # the token that a new device may trade for the other one
AT = "/api/v1/organizers/asso/"
EVENT = f"{AT}events/congres/"
PAGE = 5


@dataclass
class Asked:
    """One request as it came."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    headers: dict[str, str]


@dataclass
class Given:
    """One answer: JSON, or bytes as they are, a part at a time."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    parts: Iterator[bytes] | None = None


Upset = Callable[[Asked], "Given | None"]


def _content(asked: Asked) -> Given | None:  # noqa: ARG001 - the quiet case
    return None


@dataclass
class SmallPretix:
    """Its state: orders, stored scans by nonce, and all that was asked."""

    orders: list[dict[str, Any]]
    upset: Upset = _content
    asked: list[Asked] = field(default_factory=list)
    scans: dict[str, dict[str, Any]] = field(default_factory=dict)
    failed: dict[str, dict[str, Any]] = field(default_factory=dict)
    printed: list[dict[str, Any]] = field(default_factory=list)
    void: list[str] = field(default_factory=list)
    barred: list[str] = field(default_factory=list)
    moments: int = 0
    changed: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, asked: Asked) -> Given:
        """Answer one request."""
        with self.lock:
            self.asked.append(asked)
            upset = self.upset(asked)
            if upset is not None:
                return upset
            if asked.path == "/api/v1/device/initialize":
                return self._initialize(asked)
            if asked.headers.get("Authorization") != f"Device {TOKEN}":
                return Given(401, {"detail": "Invalid token."})
            if asked.method == "POST":
                return self.told(asked)
            return self._read(asked)

    def position(self, secret: str) -> dict[str, Any] | None:
        """Return the place that has a code."""
        places = (place for order in self.orders for place in order["positions"])
        return next((place for place in places if place["secret"] == secret), None)

    def touch(self, code: str) -> None:
        """Say that an order changed."""
        self.moments = max(self.moments, 1) + 1
        self.changed[code] = self.moments

    def scan(self, secret: str, number: int, when: str, device: int = 9) -> None:
        """Let somebody in at another device."""
        with self.lock:
            place = self.position(secret)
            assert place is not None
            place["checkins"].append(
                {"id": 1, "list": number, "type": "entry", "datetime": when, "device_id": device}
            )
            self.touch(place["order"])

    def _initialize(self, asked: Asked) -> Given:
        if asked.body["token"] != INVITED:
            return Given(400, {"token": ["Unknown initialization token."]})
        told = {"organizer": "asso", "device_id": 1, "unique_serial": "S1", "api_token": TOKEN}
        return Given(200, told | {"name": "Guichet 1", "security_profile": "full", "gate": None})

    def _read(self, asked: Asked) -> Given:
        plain = recorded.event()
        since = int(asked.query.get("modified_since", "0"))
        lists = {
            f"{AT}events/": [plain["event"]],
            f"{EVENT}orders/": [one for one in self.orders if self._moved(one) > since],
            f"{EVENT}revokedsecrets/": [{"secret": one} for one in self.void],
            f"{EVENT}blockedsecrets/": [{"secret": one, "blocked": True} for one in self.barred],
            **{f"{EVENT}{n}/": plain[n] for n in ("items", "questions", "checkinlists")},
        }
        if asked.path in lists:
            return self._listed(asked, lists[asked.path])
        single = {EVENT: plain["event"], "/api/v1/device/info": {}}
        if asked.path in single:
            return Given(200, single[asked.path])
        return Given(404, {"detail": "Not found."})

    def _moved(self, order: dict[str, Any]) -> int:
        return self.changed.get(order["code"], 1)

    def _listed(self, asked: Asked, whole: list[Any]) -> Given:
        page = int(asked.query.get("page", "1"))
        part = whole[(page - 1) * PAGE : page * PAGE]
        more = f"http://elsewhere.example{asked.path}?page={page + 1}"
        body = {"count": len(whole), "next": more if page * PAGE < len(whole) else None}
        moment = str(max(self.moments, 1))
        return Given(200, body | {"results": part}, {"X-Page-Generated": moment})

    def told(self, asked: Asked) -> Given:
        """Keep what is said."""
        body = asked.body
        if asked.path.endswith("checkinrpc/redeem/"):
            return self._redeem(body)
        if asked.path.endswith("checkinrpc/annul/"):
            known = self.scans.pop(body["nonce"], None)
            if known is None:
                return Given(404, {"detail": "No check-in found based on nonce"})
            known["place"]["checkins"].remove(known["checkin"])
            return Given(200, {"status": "ok"})
        if "failed_checkins" in asked.path:
            self.failed.setdefault(body["nonce"], body)
            return Given(201, body)
        self.printed.append(body)
        return Given(201, body)

    def _redeem(self, body: dict[str, Any]) -> Given:
        place = self.position(body["secret"].strip())
        if place is None:
            return Given(404, {"detail": "Not found.", "status": "error", "reason": "invalid"})
        answer = {"require_attention": False, "position": {"order": place["order"]}}
        number = body["lists"][0]
        before = [one for one in place["checkins"] if one["list"] == number]
        if body["nonce"] in self.scans:
            return Given(201, answer | {"status": "ok"})
        if before and before[-1]["type"] == "entry" == body["type"] and not body["force"]:
            return Given(400, answer | {"status": "error", "reason": "already_redeemed"})
        checkin = {
            "id": 1,
            "list": number,
            "type": body["type"],
            "datetime": body["datetime"],
            "device_id": 1,
        }
        place["checkins"].append(checkin)
        self.scans[body["nonce"]] = {"place": place, "checkin": checkin, "body": body}
        self.touch(place["order"])
        return Given(201, answer | {"status": "ok"})


class _Handler(BaseHTTPRequestHandler):
    pretix: SmallPretix

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        sent = self.rfile.read(length)
        query = {name: said[0] for name, said in parse_qs(parts.query).items()}
        body = json.loads(sent) if sent else None
        given = self.pretix.answer(
            Asked(self.command, parts.path, query, body, dict(self.headers.items()))
        )
        if given.status == 0:  # the connection breaks off without a word
            self.close_connection = True
            return
        said = given.body if isinstance(given.body, bytes) else json.dumps(given.body).encode()
        self.send_response(given.status)
        for name, value in given.headers.items():
            self.send_header(name, value)
        if given.parts is None and "Content-Length" not in given.headers:
            self.send_header("Content-Length", str(len(said)))
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            for part in given.parts or (said,):
                self.wfile.write(part)
                self.wfile.flush()
        except OSError:  # whoever asked has heard enough
            pass

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Keep still."""


@contextmanager
def serving(pretix: SmallPretix) -> Iterator[str]:
    """Serve it on loopback and return its address."""
    handler = type("Handler", (_Handler,), {"pretix": pretix})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
