"""What a hub gives to a laptop so that it becomes a desk: the event, its keys, its membership.

The journals are not in it: they come through the hub. The secret of a desk that joins by a code is
its own and never leaves it; only a file for a laptop that cannot call yet carries one.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from checkin import membership
from checkin.drafts import draft
from checkin.event import parse_event, read_event
from checkin.language import _
from checkin.membership import Kind, Membership
from checkin.settings import Folder, create_folder, read_settings, write_settings
from checkin.tickets.keyring import SIZE
from db.entries import public_key, signing_key
from db.vouchers import named

FORMAT = 1


class JoiningTrouble(Exception):
    """A sentence that says why this laptop could not become a desk."""


@dataclass(frozen=True)
class Bundle:
    """All that a member needs; `tickets_key` is empty for who sees figures only."""

    member: Membership
    event: str
    tickets_key: bytes


def bundle(event: str, ticket_secrets: bytes, member: Membership) -> Bundle:
    """Return what a member receives; who sees figures only receives no ticket secret."""
    return Bundle(member, event, ticket_secrets if member.kind is Kind.DESK else b"")


def packed(given: Bundle) -> bytes:
    """Return a bundle as it travels."""
    return json.dumps(
        {
            "checkin-desk": FORMAT,
            "member": membership.plain_of(given.member),
            "event": given.event,
            "tickets_key": b64encode(given.tickets_key).decode(),
        },
        ensure_ascii=False,
    ).encode()


def unpacked(content: bytes, source: Path) -> Bundle:
    """Return the bundle that travelled; `source` is what a trouble names."""
    try:
        plain: Mapping[str, Any] = json.loads(content)
        if plain["checkin-desk"] != FORMAT:
            raise ValueError(plain["checkin-desk"])
        key = b64decode(plain["tickets_key"], validate=True)
        return Bundle(membership.of_plain(plain["member"], source), str(plain["event"]), key)
    except (KeyError, TypeError, ValueError) as error:
        sentence = _("{file} was not made by “checkin hub add”, or by a newer version of it.")
        raise JoiningTrouble(sentence.format(file=source)) from error


def is_bundle(path: Path) -> bool:
    """Say whether a file is one that a hub wrote for a laptop."""
    with path.open("rb") as file:
        return file.read(20).startswith(b'{"checkin-desk":')


def settle(path: Path, given: Bundle) -> None:
    """Make the folder of a desk that is a member, or make the desk there a member."""
    folder = Folder(path)
    slug = parse_event(given.event, "event.toml").slug
    if given.member.event != slug or (folder.is_complete and read_event(folder.event).slug != slug):
        sentence = _("The hub is for another event than the desk in {folder}.")
        raise JoiningTrouble(sentence.format(folder=path))
    if not folder.is_complete:
        create_folder(path, given.event)
    _take_name(folder, given.member)
    _take_secrets(folder, given.tickets_key)
    with draft(folder.event) as file:
        file.write(given.event.encode())
    write_settings(path, replace(read_settings(path), desk=given.member.desk))
    membership.write(path, given.member)


def event_key(path: Path) -> str:
    """Return the public key with which the desk there signs; empty on a blank laptop."""
    folder = Folder(path)
    return public_key(signing_key(folder.desk_key.read_bytes())) if folder.is_complete else ""


def _take_name(folder: Folder, member: Membership) -> None:
    """Sign from now on with the key that is vouched for; a desk at work keeps the one it has."""
    if member.vouchers and event_key(folder.path) not in dict(named(member.vouchers)):
        if folder.copy.exists():
            sentence = _("The desk in {folder} has worked already: let it in with a code.")
            raise JoiningTrouble(sentence.format(folder=folder.path))
        with draft(folder.desk_key) as key:
            key.write(member.secret)


def _take_secrets(folder: Folder, ours: bytes) -> None:
    """Keep the event's ticket secrets; those that came to a desk at work are not taken away."""
    held = folder.tickets_key.read_bytes()
    if not ours or ours in held:
        return
    if folder.copy.exists() and held[:SIZE] != ours[:SIZE]:
        sentence = _("The desk in {folder} has other ticket keys than the hub: start a new folder.")
        raise JoiningTrouble(sentence.format(folder=folder.path))
    with draft(folder.tickets_key) as key:
        key.write(ours)
