"""Pictures of what the desk says to tickets that open nothing; each was looked at."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from checkin import ticketing, tickets
from checkin.app import CheckinApp
from checkin.desk import Desk
from checkin.opening import OpenFolder
from db import journal
from db.connection import writing
from db.events import TicketKeyRotated
from tests.checkin.screens.desks import made, opened
from tests.checkin.screens.plays import SIZES, Size, Snap, keys, scanned

SECRET = bytes(range(32))


def at_work(folder: Path, happens: Callable[[Desk], object]) -> OpenFolder:
    """Open a desk at which something happened to the tickets."""
    held = opened(made(folder))
    with closing(held.desk()) as desk:
        happens(desk)
    return held


def replace(desk: Desk) -> None:
    ticketing.replace(desk, desk.find("marc")[0].registration.id, "perdu")


def revoke(desk: Desk) -> None:
    ticketing.revoke(desk, "MARC0002", "publié")


def guess(desk: Desk) -> None:
    for number in range(9):
        desk.scan(f"BILLET-{number:03}")


def rotate_elsewhere(desk: Desk) -> None:
    """Hear of a rotation whose secret is sealed for others alone."""
    assert desk.pen is not None
    with writing(desk.copy):
        journal.append(desk.copy, desk.pen, TicketKeyRotated("0" * 16, {}, keeps_older=True))


@SIZES
@pytest.mark.parametrize("happens", [replace, revoke], ids=["replaced", "revoked"])
def test_a_ticket_that_no_longer_opens(
    snap: Snap, tmp_path: Path, happens: Callable[[Desk], object], size: Size
) -> None:
    app = CheckinApp(at_work(tmp_path / "desk", happens))
    assert snap(app, size, scanned("MARC0002"))


@SIZES
def test_somebody_who_tries_codes(snap: Snap, tmp_path: Path, size: Size) -> None:
    app = CheckinApp(at_work(tmp_path / "desk", guess))
    assert snap(app, size, keys("f6"))


@SIZES
def test_a_desk_that_lacks_the_newest_secret(snap: Snap, tmp_path: Path, size: Size) -> None:
    app = CheckinApp(at_work(tmp_path / "desk", rotate_elsewhere))
    assert snap(app, size, keys())


@SIZES
def test_a_ticket_that_may_be_genuine(snap: Snap, tmp_path: Path, size: Size) -> None:
    held = at_work(tmp_path / "desk", rotate_elsewhere)
    code = tickets.issue(SECRET, held.event.slug, 7)
    assert snap(CheckinApp(held), size, scanned(code))
