"""Who may call the hub: the desks and the organisers' laptops, by name and public login key."""

import base64
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
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
    """One laptop that may call; `key` is its public nkey, `since` ms since the epoch.

    One that is `gone` may not any more; it is kept so that other hubs come to know of it.
    """

    name: str
    key: str
    kind: Kind
    since: int
    gone: bool = False


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
    return [{**asdict(one), "kind": one.kind.value} for one in members]


def members_of_plain(plain: Iterable[Mapping[str, Any]]) -> tuple[Member, ...]:
    """Return the members that `plain_members` gave."""
    return tuple(Member(**{**one, "kind": Kind(one["kind"])}) for one in plain)


def with_member(members: Iterable[Member], new: Member) -> tuple[Member, ...]:
    """Return the members with a new one, in the place of an earlier one of that name."""
    return (*(one for one in members if one.name != new.name), new)


def without(members: Iterable[Member], name: str, now: int) -> tuple[Member, ...]:
    """Return the members with one that is gone from `now` (ms) on."""
    return tuple(
        replace(one, gone=True, since=max(now, one.since + 1)) if one.name == name else one
        for one in members
    )


def together(ours: Iterable[Member], theirs: Iterable[Member]) -> tuple[Member, ...]:
    """Return what two hubs know of their members: of each, the newest word, in any order."""
    newest = {one.name: one for one in ours}
    for one in theirs:
        if one.name not in newest or _word(one) > _word(newest[one.name]):
            newest[one.name] = one
    return tuple(newest.values())


def _word(one: Member) -> tuple[int, bool, str, str]:
    return one.since, one.gone, one.key, one.kind


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
