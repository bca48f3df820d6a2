"""`checkin scanners`: what is plugged in, what this desk listens to, and what is loaded for it."""

import subprocess
import sys
from pathlib import Path

import pytest

from checkin.settings import ScannerSettings, read_settings
from tests.desks import a_desk, ran, surroundings

PARTS = {"serial", "av", "zxingcpp", "evdev"}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return a_desk(tmp_path / "desk")


def test_a_new_desk_finds_a_serial_scanner_by_itself_and_nothing_else(desk: Path) -> None:
    told = ran(desk, "scanners", "--json")
    assert {kind: one["set"] for kind, one in told.json.items()} == {
        "serial": "auto",
        "keys": "off",
        "camera": "off",
    }
    assert told.code == 0
    for one in told.json.values():
        assert one["install"] is None
        assert all(set(found) == {"path", "name", "scanner", "cure"} for found in one["found"])


def test_what_is_set_is_kept_and_told(desk: Path, tmp_path: Path) -> None:
    video = tmp_path / "camera.mp4"
    video.touch()
    assert ran(desk, "scanners", "camera", str(video)).code == 0
    ran(desk, "scanners", "serial", "COM3")
    ran(desk, "scanners", "keys", "auto")
    assert read_settings(desk).scanners == ScannerSettings("COM3", str(video), "auto")
    told = ran(desk, "scanners").out
    assert f"Cameras — {video}" in told
    assert "Serial ports — COM3" in told
    assert "Keyboards — found by itself" in told
    ran(desk, "scanners", "serial", "off")
    assert read_settings(desk).scanners.serial == ""
    assert "Serial ports — off" in ran(desk, "scanners").out


def test_a_kind_without_an_address_is_wrong_use(desk: Path) -> None:
    assert ran(desk, "scanners", "camera").code == 2
    assert ran(desk, "scanners", "psychic", "auto").code == 2
    assert read_settings(desk).scanners == ScannerSettings()


def test_a_desk_that_uses_no_scanner_loads_no_part_of_one(desk: Path) -> None:
    script = (
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "from checkin.app import CheckinApp\n"
        "from checkin.commands.press import pressroom\n"
        "from checkin.commands.reading import readers\n"
        "from checkin.opening import hold\n"
        "async def main():\n"
        "    app = CheckinApp(hold(Path(sys.argv[1])), pressroom, None, readers)\n"
        "    async with app.run_test() as pilot:\n"
        "        await pilot.pause()\n"
        "asyncio.run(main())\n"
        f"print(sorted({PARTS!r} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(desk)],
        capture_output=True,
        env=surroundings(),
        check=True,
    )
    assert done.stdout.decode().splitlines()[-1] == "[]"
