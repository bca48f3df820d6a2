"""Which pretix this desk belongs to, as it is kept in the desk's folder; its token is elsewhere."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from checkin.drafts import draft
from checkin.language import _
from checkin.pretix.link import PretixTrouble
from checkin.pretix.upward import Whereto

FILE = "pretix.json"
FORMAT = 1
DEADLINE = 800  # ms that somebody at the desk waits for pretix' word


@dataclass(frozen=True, slots=True)
class Connection:
    """A desk's place in pretix; `lists` has the number there of each list of ours.

    `device` is what pretix calls this desk, `serial` by what it knows it. Somebody who is checked
    in waits at most `deadline` ms for pretix' own word; 0 does without it.
    """

    url: str
    organizer: str
    device: str
    serial: str
    event: str = ""
    lists: Mapping[str, int] = field(default_factory=dict)
    deadline: int = DEADLINE

    @property
    def source(self) -> str:
        """What people who came from there have as their source."""
        return f"{urlsplit(self.url).netloc}/{self.organizer}/{self.event}"

    @property
    def whereto(self) -> Whereto:
        """The same for whoever talks to it."""
        return Whereto(self.organizer, self.event, self.lists)


def read(folder: Path) -> Connection | None:
    """Return the connection of a desk; None where it has none."""
    path = folder / FILE
    try:
        plain = json.loads(path.read_bytes())
        if plain.pop("checkin-pretix") != FORMAT:
            raise ValueError(FILE)
        lists = {str(ours): int(theirs) for ours, theirs in plain.pop("lists").items()}
        return replace(Connection(**plain), lists=lists)
    except FileNotFoundError:
        return None
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        sentence = _("{file} is damaged: connect pretix again.")
        raise PretixTrouble(sentence.format(file=path)) from error


def write(folder: Path, connection: Connection) -> None:
    """Keep a connection in a desk's folder."""
    plain = {
        "checkin-pretix": FORMAT,
        "url": connection.url,
        "organizer": connection.organizer,
        "device": connection.device,
        "serial": connection.serial,
        "event": connection.event,
        "deadline": connection.deadline,
        "lists": dict(connection.lists),
    }
    with draft(folder / FILE) as file:
        file.write(json.dumps(plain, indent=1, ensure_ascii=False).encode() + b"\n")


def invitation(text: str) -> tuple[str, str]:
    """Return the address and the token that pretix shows as a QR code; raise where it is none.

    Its code holds {"handshake_version": 1, "url": …, "token": …}.
    """
    try:
        plain = json.loads(text)
        url, token = str(plain["url"]), str(plain["token"])
    except (ValueError, KeyError, TypeError) as error:
        sentence = _("This is no code of pretix for a device: take it from Devices in pretix.")
        raise PretixTrouble(sentence) from error
    return address(url), token


def address(url: str) -> str:
    """Return the address of a pretix as it is kept; without encryption only this laptop's own."""
    text = url.strip().rstrip("/")
    text = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    local = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username:
        raise PretixTrouble(_("“{url}” is no address of a pretix.").format(url=url[:80]))
    if parts.scheme == "http" and not local:
        sentence = _("{host} must be called by https: its token would be sent for all to read.")
        raise PretixTrouble(sentence.format(host=parts.netloc))
    return f"{parts.scheme}://{parts.netloc}{parts.path}".removesuffix("/api/v1")
