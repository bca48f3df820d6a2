"""Pictures of badges and delegations; each was looked at before it was accepted."""

from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from checkin.app import CheckinApp
from checkin.messages import PrinterNews
from checkin.printing import PrinterState
from tests.checkin.screens.desks import delegation, opened
from tests.checkin.screens.plays import (
    LOOKS,
    SIZES,
    Size,
    Snap,
    in_trouble,
    keys,
    looking_for,
    settled,
)


@LOOKS
def test_badges_with_a_printer_in_trouble(
    snap: Snap, crowded: CheckinApp, size: Size, theme: str
) -> None:
    assert snap(crowded, size, in_trouble("f5", "down"), theme)


@SIZES
def test_badges_before_the_welcome(snap: Snap, quiet: CheckinApp, size: Size) -> None:
    assert snap(quiet, size, keys("f5"))


@SIZES
def test_a_badge_in_place_of_the_list(snap: Snap, crowded: CheckinApp, size: Size) -> None:
    assert snap(crowded, size, keys("f5", "space"))


@LOOKS
def test_group_of_a_delegation(snap: Snap, tmp_path: Path, size: Size, theme: str) -> None:
    app = CheckinApp(opened(delegation(tmp_path / "desk")))
    assert snap(app, size, looking_for("helene", "ctrl+g", "down", "space"), theme)


@SIZES
def test_group_let_in_with_one_refused(snap: Snap, tmp_path: Path, size: Size) -> None:
    app = CheckinApp(opened(delegation(tmp_path / "desk")))
    let_in = ("ctrl+g", "f3", "enter", "enter")
    assert snap(app, size, looking_for("helene", *let_in))


@SIZES
def test_badges_printed_in_advance_on_a_short_roll(
    snap: Snap, crowded: CheckinApp, size: Size
) -> None:
    async def in_advance(pilot: Pilot[Any]) -> None:
        await keys("f5", "f2", "enter")(pilot)
        state = PrinterState("usb", queued=120, labels=12)
        pilot.app.post_message(PrinterNews(state))
        await settled(pilot)

    assert snap(crowded, size, in_advance)


@SIZES
def test_badge_that_may_have_come_out(snap: Snap, crowded: CheckinApp, size: Size) -> None:
    assert snap(crowded, size, in_trouble("f5", "enter"))


@SIZES
def test_roll_to_change(snap: Snap, crowded: CheckinApp, size: Size) -> None:
    assert snap(crowded, size, keys("f5", "f8"))
