"""Open a desk's folder: its event, settings and keys, its copy, and the pen for its journal."""

import secrets
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from checkin import membership, witness
from checkin.desk import Desk
from checkin.event import Event, read_event
from checkin.language import _
from checkin.membership import Membership
from checkin.settings import Folder, Settings, SettingsTrouble, read_settings
from checkin.tickets.keyring import SIZE
from db import connection, incarnation, journal, peers, spool, vouchers
from db.connection import (
    Copy,
    CopyShort,
    CopyTrouble,
    WriterLock,
    open_copy,
    translated,
    writing,
)
from db.entries import Pen, public_key, signing_key
from db.events import DeskOpened
from db.peers import Stream
from db.records import Mark

ORIGIN_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class OpenFolder:
    """A desk's folder that this process holds; further connections for threads come from here."""

    folder: Folder
    settings: Settings
    event: Event
    pen: Pen
    lock: WriterLock

    def desk(self) -> Desk:
        """Return a desk that writes, over a connection of its own."""
        copy = open_copy(self.folder.copy, checked=True)
        return Desk(self.event, copy, self.pen, _tickets_key(self.folder), self.pen.key)

    def reader(self) -> Desk:
        """Return a desk that only reads, over a connection of its own."""
        copy = open_copy(self.folder.copy, read_only=True, checked=True)
        return Desk(self.event, copy, None, _tickets_key(self.folder), self.pen.key)

    def witness(self, copy: Copy) -> None:
        """Keep outside the copy how far the journal was written in it."""
        origin = journal.origin_of(copy) or self.pen.origin
        witness.note(self.folder.witness, Mark(origin, journal.top(copy, origin)[0]))

    def release(self) -> None:
        """Let another process write."""
        with suppress(CopyTrouble):  # whoever opens it next is told what is wrong with it
            copy = open_copy(self.folder.copy, read_only=True, checked=True)
            self.witness(copy)
            copy.close()
        self.lock.release()


def wall() -> int:
    """Return the time in milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


def hold(
    path: Path, *, operator: str = "", patience: float = 2.0, anew: bool = False
) -> OpenFolder:
    """Take a desk's folder for writing; what a process that died was printing becomes unknown.

    A copy that lacks what this desk wrote is refused, or gone on with in a new journal if `anew`.
    """
    folder = Folder(path)
    settings, member = read_settings(path), membership.read(path)
    settings = replace(
        settings,
        operator=operator or settings.operator,
        desk=_known_as(folder, settings.desk, member),
    )
    event = read_event(folder.event)
    _tickets_key(folder)
    lock = WriterLock(folder.copy, patience=patience)
    try:
        copy = open_copy(folder.copy)
        try:
            with translated(folder.copy), writing(copy):
                short = _is_short(copy, folder)
                if short and not anew:
                    raise CopyShort(str(folder.copy))
                spool.interrupted(copy, wall())
                pen = _pen(copy, _wished(folder, settings, event.slug, member), anew=short)
            held = OpenFolder(folder, settings, event, pen, lock)
            held.witness(copy)
        finally:
            copy.close()
    except BaseException:
        lock.release()
        raise
    return held


def look(path: Path) -> Desk:
    """Open a desk's folder for reading beside whoever writes."""
    folder = Folder(path)
    if not folder.copy.exists():
        held = hold(path)  # makes the copy of a folder that was never opened
        held.release()
    key = signing_key(_secret(folder.desk_key))
    copy = open_copy(folder.copy, read_only=True)
    return Desk(read_event(folder.event), copy, None, _tickets_key(folder), key)


def explain(trouble: connection.CopyTrouble) -> str:
    """Say in a sentence what is wrong with the copy and what to do."""
    said = {
        connection.CopyMissing: _(
            "There is no copy of the registrations at {place}: import a list first."
        ),
        connection.CopyInUse: _(
            "This desk is already open in another window: close it there, then try again. ({place})"
        ),
        connection.CopyUnwritable: _(
            "The disk refuses to write {place}: free some space or check your rights; "
            "nothing was recorded."
        ),
        connection.CopyNewer: _(
            "{place} was made by a newer version: install that version on this laptop."
        ),
        connection.CopyShort: _(
            "{place} lacks entries that this desk wrote: the file was emptied or replaced, or what "
            "was beside it (-wal) is lost. Put it back, or open the desk with “checkin” and say "
            "that it shall go on without them."
        ),
        connection.CopyOlder: _(
            "{place} was made by an older version: open this desk once, and it is brought up to "
            "date with everything in it."
        ),
        connection.EntryTooLong: _(
            "This is too long for the other desks ({place}): shorten it; nothing was recorded."
        ),
        connection.CopyDamaged: _(
            "{place} is damaged. Keep the file, set this laptop aside and go on with another desk."
        ),
    }
    return said.get(type(trouble), "{place}").format(place=trouble)


def _is_short(copy: Copy, folder: Folder) -> bool:
    """Say whether this file lost what was written of its journal."""
    last = witness.read(folder.witness)
    return last is not None and incarnation.reached(copy, last.origin) < last.number


def _known_as(folder: Folder, desk: str, member: Membership | None) -> str:
    """Return what this desk is called: once the organisers gave it a name, no other convinces."""
    ours = public_key(signing_key(_secret(folder.desk_key)))
    named = vouchers.named(member.vouchers) if member is not None else ()
    names = [name for key, name in named if key == ours]
    return desk if desk in names or not names else names[0]


def _wished(folder: Folder, settings: Settings, slug: str, member: Membership | None) -> Pen:
    """Return the pen of a desk that begins."""
    key = signing_key(_secret(folder.desk_key))
    pen = Pen(slug, new_origin(settings.desk), settings.desk, settings.operator, key, wall)
    if member is None:
        return pen
    return replace(pen, organiser=member.organiser, vouchers=member.vouchers)


def _pen(copy: Copy, wished: Pen, *, anew: bool) -> Pen:
    """Return the pen of this copy's journal; one of another desk, name or key, begins anew.

    So does one for which the organisers vouch since; what was written under a name for which
    they do not is written again under the one they gave.
    """
    pen = replace(wished, origin=journal.origin_of(copy) or wished.origin)
    presented = journal.presented(copy, pen.origin)
    same = presented == DeskOpened(pen.desk, pen.public_key)
    if same and not anew and vouchers.are_presented(copy, pen):
        return pen
    if presented is None:
        journal.open_journal(copy, pen)
        return pen
    named = tuple(vouchers.named(pen.vouchers))
    key = presented.public_key
    if key in dict(named) and (key, presented.desk) not in named:
        stream = peers.last_met(copy) or Stream(0)
        return incarnation.begin_anew(copy, wished, stream, 1, wished.origin)
    journal.open_journal(copy, wished)
    return wished


def _tickets_key(folder: Folder) -> bytes:
    """The secrets that came with the folder; later ones come sealed in the journals."""
    return _secret(folder.tickets_key, several=True)


def new_origin(desk: str) -> str:
    """Return the name of a journal that nobody has written in."""
    return f"{desk[:24]}-" + "".join(secrets.choice(ORIGIN_LETTERS) for _ in range(4))


def _secret(path: Path, *, several: bool = False) -> bytes:
    try:
        secret = path.read_bytes()
    except OSError as error:
        sentence = _("{file} cannot be read ({reason}): this desk's folder is not whole.")
        raise SettingsTrouble(sentence.format(file=path, reason=error.strerror)) from error
    if len(secret) != SIZE and not (several and secret and len(secret) % SIZE == 0):
        sentence = _("{file} is not a key of 32 bytes: this desk's folder is not whole.")
        raise SettingsTrouble(sentence.format(file=path))
    return secret
