"""The printers of this desk as its spool knows them: paused, broken off, labels left."""

import json
from typing import Any

from db.connection import Copy
from db.records import BadgeQueue


def get(copy: Copy, name: str) -> BadgeQueue:
    """Return a queue; one that nobody opened yet is as a new printer is."""
    row = copy.execute(
        "select name, paused, broken, labels, roll from badge_queue where name = :name",
        {"name": name},
    ).fetchone()
    return _queue(row) if row else BadgeQueue(name)


def open_queue(copy: Copy, name: str) -> None:
    """Have a queue for a printer; one that is there stays as it is."""
    copy.execute("insert or ignore into badge_queue (name) values (:name)", {"name": name})


def close_others(copy: Copy, names: tuple[str, ...]) -> int:
    """Give what is queued for printers that are no longer there to the usual one; say how many."""
    kept = {"names": json.dumps(names)}
    moved = copy.execute(
        """
        update badge_job set queue = ''
        where state = 'queued' and queue not in (select value from json_each(:names))
        """,
        kept,
    ).rowcount
    copy.execute(
        """
        delete from badge_queue
        where name <> '' and name not in (select value from json_each(:names))
        """,
        kept,
    )
    return moved


def pause(copy: Copy, name: str, *, paused: bool) -> None:
    """Let a printer's badges wait, or go on."""
    open_queue(copy, name)
    copy.execute(
        "update badge_queue set paused = :paused where name = :name",
        {"name": name, "paused": paused},
    )


def load(copy: Copy, name: str, labels: int | None) -> None:
    """Say how many labels are on the roll that was just put in; None: do not count them."""
    open_queue(copy, name)
    copy.execute(
        "update badge_queue set labels = :labels, roll = :labels where name = :name",
        {"name": name, "labels": labels},
    )


def used(copy: Copy, name: str, *, whole: bool) -> None:
    """Take in that a badge went to a printer, and whether it went whole."""
    open_queue(copy, name)
    copy.execute(
        """
        update badge_queue set broken = not :whole, labels = max(labels - 1, 0)
        where name = :name
        """,
        {"name": name, "whole": whole},
    )


def _queue(row: tuple[Any, ...]) -> BadgeQueue:
    name, paused, broken, labels, roll = row
    return BadgeQueue(name, bool(paused), bool(broken), labels, roll)
