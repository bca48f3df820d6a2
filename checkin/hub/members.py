"""Who may call the hub: the desks and the organisers' laptops, by name and public login key."""

import base64
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checkin.drafts import draft
from checkin.language import _
from checkin.membership import Kind

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,23}")
RESERVED = frozenset({"hub"})


class NameTrouble(Exception):
    """A sentence that says why a member cannot be called that."""


@dataclass(frozen=True, slots=True)
class Member:
    """One laptop that may call; `key` is its public nkey, `since` ms since the epoch."""

    name: str
    key: str
    kind: Kind
    since: int


def read_members(path: Path) -> tuple[Member, ...]:
    """Return all members, in the order in which they came."""
    return members_of_plain(json.loads(path.read_bytes()))


def write_members(path: Path, members: Iterable[Member]) -> None:
    """Keep all members, in the place of those kept before."""
    plain = plain_members(members)
    with draft(path) as file:
        file.write(json.dumps(plain, indent=1).encode() + b"\n")


def plain_members(members: Iterable[Member]) -> list[dict[str, Any]]:
    """Return members as JSON values."""
    return [
        {"name": one.name, "key": one.key, "kind": one.kind.value, "since": one.since}
        for one in members
    ]


def members_of_plain(plain: Iterable[Mapping[str, Any]]) -> tuple[Member, ...]:
    """Return the members that `plain_members` gave."""
    return tuple(Member(one["name"], one["key"], Kind(one["kind"]), one["since"]) for one in plain)


def with_member(members: Iterable[Member], new: Member) -> tuple[Member, ...]:
    """Return the members with a new one, in the place of an earlier one of that name."""
    return (*without(members, new.name), new)


def without(members: Iterable[Member], name: str) -> tuple[Member, ...]:
    """Return the members but for one."""
    return tuple(one for one in members if one.name != name)


def check_key(key: str) -> str:
    """Return a public login key, or refuse what would keep the server from starting again."""
    import nkeys

    try:
        raw = base64.b32decode(key)
        sound = len(raw) == 35 and raw[0] == nkeys.PREFIX_BYTE_USER
        sound = sound and nkeys.crc16(bytearray(raw[:-2])) == int.from_bytes(raw[-2:], "little")
    except ValueError:
        sound = False
    if not sound:
        raise NameTrouble(_("What calls is no laptop of ours: its login key is none."))
    return key


def check_name(name: str) -> str:
    """Return a member's name, or refuse one that cannot stand in a subject."""
    if NAME.fullmatch(name) is None or name in RESERVED:
        sentence = _(
            "“{name}” cannot be a desk's name: 24 small letters, digits and hyphens at most, "
            "such as hall-1."
        )
        raise NameTrouble(sentence.format(name=name))
    return name
