"""Pretix over HTTP: one address, one token that is sent nowhere else, answers of a sane size."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

import httpx

from checkin.language import _
from checkin.pretix.link import Broken, NotAdmitted, Reply, Senseless, Unreachable
from checkin.wording import number

API = "/api/v1/"
LARGEST = 32 * 1024 * 1024  # bytes of an answer; fifty orders are some 300 kB
PATIENCE = 60.0  # seconds for a whole answer
SILENCE = 15.0  # seconds without a byte
PAUSE = 5.0  # seconds where pretix asks for a pause and does not say how long
LONGEST_PAUSE = 300.0


class PretixHttp:
    """The way to one pretix; whoever prints it sees no token."""

    def __init__(
        self,
        url: str,
        token: str = "",
        *,
        patience: float = PATIENCE,
        silence: float = SILENCE,
        largest: int = LARGEST,
    ) -> None:
        self._host = urlsplit(url).netloc
        self._patience = patience
        self._largest = largest
        headers = {"User-Agent": f"checkin/{version('checkin')}", "Accept": "application/json"}
        if token:
            headers["Authorization"] = f"Device {token}"
        self._client = httpx.Client(
            base_url=url.rstrip("/") + API,
            headers=headers,
            timeout=httpx.Timeout(silence, connect=min(5.0, silence)),
            follow_redirects=False,
            trust_env=True,
        )

    def __repr__(self) -> str:
        return f"PretixHttp({self._host})"

    def get(self, path: str) -> Reply:
        """Read something; what is refused with words is an answer like any other."""
        return self._asked("GET", path, None, "")

    def post(self, path: str, body: object, key: str = "") -> Reply:
        """Say something; said again with the same key it is answered as before."""
        return self._asked("POST", path, body, key)

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def _asked(self, method: str, path: str, body: object, key: str) -> Reply:
        content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json"} if content else {}
        if key:
            headers["X-Idempotency-Key"] = key
        ends = time.monotonic() + self._patience
        with (
            self._reached(),
            self._client.stream(method, path, content=content, headers=headers) as response,
        ):
            said = self._read(response, ends)
        return self._meant(response, said)

    def _read(self, response: httpx.Response, ends: float) -> bytes:
        """Read an answer until it is whole, too large or too slow."""
        said = bytearray()
        if int(response.headers.get("content-length") or 0) > self._largest:
            raise self._too_large()
        for part in response.iter_bytes():
            said += part
            if len(said) > self._largest:
                raise self._too_large()
            if time.monotonic() > ends:
                sentence = _("pretix at {host} answers too slowly: it is tried again.")
                raise Unreachable(sentence.format(host=self._host))
        return bytes(said)

    def _meant(self, response: httpx.Response, said: bytes) -> Reply:
        status = response.status_code
        if status in (401, 403):
            raise NotAdmitted(self._turned_away(status, said))
        if status in (409, 429):
            sentence = _("pretix at {host} asks for a pause.")
            pause = _pause(response.headers.get("retry-after", ""))
            raise Unreachable(sentence.format(host=self._host), pause, busy=True)
        if status in (502, 503, 504):
            sentence = _("pretix at {host} is not there for now (answer {status}).")
            pause = _pause(response.headers.get("retry-after", ""))
            raise Unreachable(sentence.format(host=self._host, status=status), pause)
        if status >= 500:
            sentence = _("pretix at {host} broke down over this (answer {status}).")
            raise Broken(sentence.format(host=self._host, status=status))
        if 300 <= status < 400 and status != 304:
            there = urlsplit(response.headers.get("location", "")).netloc or "?"
            sentence = _(
                "{host} sends this desk on to {there}, which was not followed: if that is your "
                "pretix, connect to it by that address."
            )
            raise Unreachable(sentence.format(host=self._host, there=there), PAUSE)
        generated = response.headers.get("x-page-generated", "")
        return Reply(status, self._json(said) if said else None, generated)

    def _json(self, said: bytes) -> Any:
        try:
            return json.loads(said)
        except (ValueError, RecursionError):
            is_page = said.lstrip()[:1] == b"<"
            sentence = (
                _("{host} answers with a web page: is that the address of your pretix?")
                if is_page
                else _("The answer of pretix at {host} broke off or is damaged: it is tried again.")
            )
            raise Senseless(sentence.format(host=self._host)) from None

    def _turned_away(self, status: int, said: bytes) -> str:
        try:
            detail = str(json.loads(said)["detail"])[:200]
        except (ValueError, KeyError, TypeError, RecursionError):
            detail = str(status)
        sentence = _("pretix at {host} does not admit this desk ({detail}): connect it again.")
        return sentence.format(host=self._host, detail=detail)

    def _too_large(self) -> Senseless:
        sentence = _("The answer of {host} is longer than {size} MB: it was not taken.")
        size = number(self._largest // (1024 * 1024))
        return Senseless(sentence.format(host=self._host, size=size))

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, RuntimeError, ValueError):
            sentence = _("pretix at {host} cannot be reached.")
            raise Unreachable(sentence.format(host=self._host)) from None


def _pause(said: str) -> float:
    """Return the seconds of a pause: a number of them, or a date."""
    if said.isdecimal():
        return min(float(said), LONGEST_PAUSE)
    try:
        wait = parsedate_to_datetime(said).timestamp() - time.time()
    except (TypeError, ValueError):
        return PAUSE
    return min(max(wait, 0.0), LONGEST_PAUSE)
