"""A whole desk in one file, for another laptop: the event, its ticket secret, all journals.

The file holds secrets and everybody's data: whoever has it can sign tickets. JSON lines: a head,
then one signed journal entry a line. Joining is absorbing, so it can be done again and again.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import IO, Any

from checkin.desk import Desk
from checkin.drafts import draft
from checkin.event import parse_event, read_event
from checkin.language import _
from checkin.settings import Folder, create_folder, read_settings, write_settings
from checkin.tickets.keyring import SIZE
from db import journal
from db.connection import translated, writing
from db.entries import Entry
from db.journal import Absorbed

FORMAT = 1


class SharingTrouble(Exception):
    """A sentence that says why a desk could not be shared or joined."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a new desk needs before any journal, and how many entries follow."""

    event: str
    tickets_key: bytes
    entries: int


def share(desk: Desk, path: Path) -> int:
    """Write everything that another desk of the event needs; return how many entries."""
    tops = {origin: journal.top(desk.copy, origin)[0] for origin in journal.origins(desk.copy)}
    head = {
        "checkin": FORMAT,
        "event": desk.event.text,
        "tickets_key": desk.authority.keyring.content.hex(),
        "entries": sum(tops.values()),
    }
    with draft(path) as file:
        _write_line(file, head)
        for origin, top in tops.items():
            for entry in islice(journal.read(desk.copy, origin), top):
                _write_line(file, {"body": entry.body, "signature": entry.signature.hex()})
    return sum(tops.values())


def prepare(path: Path, folder: Path, name: str = "") -> None:
    """Make a new desk's folder from a shared file, or check that the one there fits it."""
    head = _head(path)
    slug = parse_event(head.event, path.name).slug
    made = Folder(folder)
    if not made.is_complete:
        create_folder(folder, head.event)
    of_event = read_event(made.event).slug == slug
    held = made.tickets_key.read_bytes()
    fits = of_event and (not made.copy.exists() or held[:SIZE] == head.tickets_key[:SIZE])
    if fits and head.tickets_key not in held:
        with draft(made.tickets_key) as key:
            key.write(head.tickets_key)
    if not fits:
        sentence = _("{file} belongs to another event than the desk in {folder}.")
        raise SharingTrouble(sentence.format(file=path.name, folder=folder))
    if name:
        write_settings(folder, replace(read_settings(folder), desk=name))


def join(desk: Desk, path: Path) -> Absorbed:
    """Take in all entries of a shared file that are not known here yet, or none at all."""
    assert desk.pen is not None
    with translated("checkin.db"), writing(desk.copy):
        return journal.absorb(desk.copy, _entries(path), desk.pen.now())


def _head(path: Path) -> Head:
    head: Any = next((plain for plain, _line in _lines(path)), None)
    try:
        if head["checkin"] != FORMAT:
            raise ValueError(head["checkin"])
        secrets = bytes.fromhex(head["tickets_key"])
        if not secrets or len(secrets) % SIZE:
            raise ValueError(len(secrets))
        return Head(head["event"], secrets, head["entries"])
    except (KeyError, TypeError, ValueError) as error:
        sentence = _("{file} was not made by “checkin share”, or by a newer version of it.")
        raise SharingTrouble(sentence.format(file=path.name)) from error


def _entries(path: Path) -> Iterator[Entry]:
    expected, count = _head(path).entries, 0
    for plain, line in islice(_lines(path), 1, None):
        try:
            entry = Entry(plain["body"], bytes.fromhex(plain["signature"]))
            assert entry.mark.number > 0
            assert entry.clock >= 0
            assert entry.fields["ev"]
            _known = entry.event
        except (AssertionError, KeyError, TypeError, ValueError) as error:
            raise _damaged(path, line) from error
        count += 1
        yield entry
    if count != expected:
        raise _damaged(path, count + 2)


def _lines(path: Path) -> Iterator[tuple[Any, int]]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                yield json.loads(line), number
            except ValueError as error:
                raise _damaged(path, number) from error


def _damaged(path: Path, line: int) -> SharingTrouble:
    sentence = _("{file} is damaged or incomplete at line {line}: nothing was taken in from it.")
    return SharingTrouble(sentence.format(file=path.name, line=line))


def _write_line(file: IO[bytes], plain: dict[str, Any]) -> None:
    file.write(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
