"""Cameras: folders and videos stand for them, and every hard sight of a ticket is read."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from checkin.devices import codes
from checkin.devices.camera import ACROSS, QrCamera
from checkin.devices.cameras import Plugged
from checkin.scanners import ScannerTrouble, Trouble
from tests.sights import CLEAN, HARD, Sight, empty, frame, square, video

EACH = 20


class Clock:
    """A clock that goes on by as much as it is told at every look."""

    def __init__(self, step: float) -> None:
        self.now, self._step = 100.0, step

    def __call__(self) -> float:
        self.now += self._step
        return self.now


def read_share(sight: Sight) -> float:
    seen = (frame(sight, seed) for seed in range(EACH))
    return sum(codes.read(grey) == (code,) for code, grey in seen) / EACH


@pytest.mark.parametrize("sight", CLEAN, ids=lambda sight: sight.name)
def test_every_clean_sight_is_read(sight: Sight) -> None:
    assert read_share(sight) == 1


@pytest.mark.parametrize("sight", HARD, ids=lambda sight: sight.name)
def test_hard_sights_are_read_but_for_one_in_twenty(sight: Sight) -> None:
    assert read_share(sight) >= 0.95


def test_nothing_is_read_where_no_ticket_is() -> None:
    assert [codes.read(empty(seed)) for seed in range(EACH)] == [()] * EACH


def test_two_tickets_in_a_frame_are_both_read() -> None:
    both = Image.new("L", (640, 480), 200)
    both.paste(square("HELENE01"), (40, 100))
    both.paste(square("MARC0002"), (340, 100))
    assert set(codes.read(np.asarray(both))) == {"HELENE01", "MARC0002"}


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), st.integers(1, 60), st.randoms(use_true_random=False))
def test_no_picture_is_too_small_or_too_strange(width: int, height: int, chance: object) -> None:
    noise = np.random.default_rng(abs(hash(str(chance)))).integers(0, 256, (height, width))
    assert codes.read(noise.astype(np.uint8)) == ()


def seen_by(camera: QrCamera, until: Callable[[list[str]], bool], looks: int = 400) -> list[str]:
    """Look until a condition on what was read holds."""
    read: list[str] = []
    for _ in range(looks):
        read += camera.read(0.25)
        if until(read):
            return read
    raise AssertionError(read)


def folder_of(folder: Path, *texts: str) -> str:
    for place, text in enumerate(texts):
        square(text).save(folder / f"{place}.png")
    return str(folder)


def test_a_folder_of_pictures_is_a_camera(tmp_path: Path) -> None:
    address = folder_of(tmp_path, "HELENE01", "MARC0002")
    camera = QrCamera(address, clock=Clock(0.1))
    camera.open()
    assert seen_by(camera, lambda read: len(read) == 2) == ["HELENE01", "MARC0002"]
    camera.close()


def test_a_ticket_held_before_the_camera_is_read_once(tmp_path: Path) -> None:
    camera = QrCamera(folder_of(tmp_path, "HELENE01"), clock=Clock(0.1))
    camera.open()
    assert [camera.read(0.25) for _ in range(5)].count(("HELENE01",)) == 1
    camera.close()


def test_a_video_is_a_camera_at_its_own_speed_and_begins_anew(tmp_path: Path) -> None:
    shown = [frame(CLEAN[0], seed) for seed in range(2)]
    pause = [empty(0)] * 5
    file = str(tmp_path / "camera.mp4")
    video([*[shown[0][1]] * 5, *pause, *[shown[1][1]] * 5, *pause], file)
    camera = QrCamera(file, clock=Clock(0.3))
    camera.open()
    first, second = (code for code, _grey in shown)
    read = seen_by(camera, lambda read: len(read) == 4)
    assert read == [first, second, first, second]
    camera.close()


def test_the_picture_is_small_and_mirrored_and_says_that_a_code_was_read(tmp_path: Path) -> None:
    left = Image.new("L", (1280, 720), 0)
    left.paste(255, (0, 0, 640, 720))
    left.save(tmp_path / "0.png")
    camera = QrCamera(str(tmp_path))
    assert camera.picture is None
    camera.open()
    camera.read(0.25)
    picture = camera.picture
    assert picture is not None
    assert (picture.width, picture.height) == (ACROSS, 90)
    assert (picture.grey[0], picture.grey[ACROSS - 1], picture.read) == (0, 255, False)
    camera.close()
    assert camera.picture is None
    camera = QrCamera(folder_of(tmp_path, "HELENE01"))
    camera.open()
    camera.read(0.25)
    assert camera.picture is not None
    assert camera.picture.read


@pytest.mark.parametrize(
    ("name", "content", "trouble"),
    [
        ("camera.mp4", b"no video", Trouble.UNFIT),
        ("camera.png", b"no picture", Trouble.UNFIT),
        ("list.txt", b"Zoe", Trouble.UNFIT),
        ("absent.png", None, Trouble.ABSENT),
        ("video0", None, Trouble.ABSENT),
    ],
)
def test_what_gives_no_picture_is_told(
    tmp_path: Path, name: str, content: bytes | None, trouble: Trouble
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    camera = QrCamera(str(tmp_path / name))

    def look() -> None:
        camera.open()
        camera.read(0.25)

    with pytest.raises(ScannerTrouble) as told:
        look()
    assert told.value.trouble is trouble
    camera.close()


def test_an_empty_folder_and_a_laptop_without_a_camera_are_told(tmp_path: Path) -> None:
    for camera, trouble in (
        (QrCamera(str(tmp_path)), Trouble.UNFIT),
        (QrCamera(find=lambda: ()), Trouble.ABSENT),
        (QrCamera(find=lambda: (Plugged("/dev/video-none", "gone"),)), Trouble.ABSENT),
    ):
        with pytest.raises(ScannerTrouble) as told:
            camera.open()
        assert told.value.trouble is trouble


def test_a_folder_that_is_taken_away_is_as_a_camera_unplugged(tmp_path: Path) -> None:
    camera = QrCamera(folder_of(tmp_path, "HELENE01"))
    camera.open()
    (tmp_path / "0.png").unlink()
    with pytest.raises(ScannerTrouble) as told:
        seen_by(camera, lambda read: len(read) > 1)
    assert told.value.trouble is Trouble.ABSENT


def test_what_cannot_be_read_writes_nothing_over_the_screen(tmp_path: Path) -> None:
    file = tmp_path / "camera.mp4"
    video([empty(0)] * 20, str(file))
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] + os.urandom(len(whole) // 4))
    script = (
        "import sys; from checkin.devices.camera import QrCamera;"
        "from checkin.scanners import ScannerTrouble\n"
        "try:\n    camera = QrCamera(sys.argv[1]); camera.open(); camera.read(0.2)\n"
        "except ScannerTrouble: pass"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(file)], capture_output=True, check=True
    )
    assert (done.stdout, done.stderr) == (b"", b"")
