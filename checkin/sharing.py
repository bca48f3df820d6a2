"""A whole desk in one file, for another laptop: the event, its ticket secret, all journals.

The file holds secrets and everybody's data: whoever has it can sign tickets. JSON lines, each
signed: a head, then one journal entry a line. Joining is absorbing, so it can be done again.
"""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO

from checkin.desk import Desk
from checkin.drafts import draft
from checkin.event import parse_event, read_event
from checkin.language import _
from checkin.settings import Folder, create_folder, read_settings, write_settings
from checkin.tickets.keyring import SIZE
from db import journal
from db.connection import translated, writing_by_turns
from db.entries import Entry, canonical, check_ahead, signed
from db.events import DeskOpened
from db.journal import Absorbed
from db.records import Mark

FORMAT = 2
PARTS = 8  # whose signatures are checked at once

Tops = dict[str, tuple[int, str]]  # of each journal: its last number, and the hash of that entry


class SharingTrouble(Exception):
    """A sentence that says why a desk could not be shared or joined."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a new desk needs before any journal, and up to where each journal is in the file.

    The desk whose journal is `by` signed it; each journal's hashes chain all that is before.
    """

    event: str
    tickets_key: bytes
    by: str
    tops: Tops


def share(desk: Desk, path: Path) -> int:
    """Write everything that another desk of the event needs; return how many entries."""
    assert desk.key is not None
    tops = {origin: journal.top(desk.copy, origin) for origin in journal.origins(desk.copy)}
    head = {
        "checkin": FORMAT,
        "event": desk.event.text,
        "tickets_key": desk.authority.keyring.content.hex(),
        "by": journal.origin_of(desk.copy),
        "tops": tops,
    }
    with draft(path) as file:
        _write_line(file, signed(desk.key, canonical(head)))
        for origin, (top, _digest) in tops.items():
            for entry in islice(journal.read(desk.copy, origin), top):
                _write_line(file, entry)
    return sum(top for top, _digest in tops.values())


def prepare(path: Path, folder: Path, name: str = "") -> None:
    """Make a new desk's folder from a shared file, or check that the one there fits it.

    The whole file is looked at first: what is refused leaves nothing behind.
    """
    head = _whole(path)
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
    """Take in all entries of a prepared file that are not known here yet."""
    absorbed = Absorbed()
    with translated("checkin.db"):
        for one in writing_by_turns(desk.copy, _absorbed(desk, path)):
            absorbed = one
    return absorbed


def _absorbed(desk: Desk, path: Path) -> Iterator[Absorbed]:
    """Absorb a file part by part; the signatures of several are checked at once."""
    assert desk.pen is not None
    absorbed = Absorbed()
    parts = journal.slices(entry for entry, line in _lines(path) if line > 1)
    with ThreadPoolExecutor() as threads:
        while several := list(islice(parts, PARTS)):
            check = partial(check_ahead, keys=journal.keys(desk.copy))
            list(threads.map(check, several))
            for part in several:
                absorbed += journal.absorb(desk.copy, part, desk.pen.now(), by_hand=True)
                yield absorbed


def _whole(path: Path) -> Head:
    """Return the head of a file that is whole and was signed by a desk whose journal it holds."""
    lines = _lines(path)
    first = next(lines, (None, 0))[0]
    head = _head(path, first)
    signer = ""
    tops: Tops = {}
    for entry, _line in lines:
        tops[entry.mark.origin] = entry.mark.number, entry.digest
        if entry.mark == Mark(head.by, 1) and isinstance(entry.event, DeskOpened):
            signer = entry.event.public_key
    if tops != head.tops:
        raise _damaged(path, sum(top for top, _digest in tops.values()) + 1)
    if first is None or not first.signed_by(signer):
        sentence = _("{file} was changed after a desk wrote it: nothing was taken in from it.")
        raise SharingTrouble(sentence.format(file=path.name))
    return head


def _head(path: Path, first: Entry | None) -> Head:
    try:
        assert first is not None
        fields = first.fields
        if fields["checkin"] != FORMAT:
            raise ValueError(fields["checkin"])
        secrets = bytes.fromhex(fields["tickets_key"])
        if not secrets or len(secrets) % SIZE:
            raise ValueError(len(secrets))
        tops = {origin: (top, digest) for origin, (top, digest) in fields["tops"].items()}
        return Head(fields["event"], secrets, fields["by"], tops)
    except (AssertionError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise _foreign(path) from error


def _lines(path: Path) -> Iterator[tuple[Entry, int]]:
    """Yield the head, then each entry, with the number of its line."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                plain = json.loads(line)
                entry = Entry(plain["body"], bytes.fromhex(plain["signature"]))
                assert number == 1 or entry.is_readable
            except (AssertionError, KeyError, TypeError, ValueError) as error:
                raise (_foreign(path) if number == 1 else _damaged(path, number)) from error
            yield entry, number


def _foreign(path: Path) -> SharingTrouble:
    sentence = _("{file} was not made by “checkin share”, or by a newer version of it.")
    return SharingTrouble(sentence.format(file=path.name))


def _damaged(path: Path, line: int) -> SharingTrouble:
    sentence = _("{file} is damaged or incomplete at line {line}: nothing was taken in from it.")
    return SharingTrouble(sentence.format(file=path.name, line=line))


def _write_line(file: IO[bytes], entry: Entry) -> None:
    plain = {"body": entry.body, "signature": entry.signature.hex()}
    file.write(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
